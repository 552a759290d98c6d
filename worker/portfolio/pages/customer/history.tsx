/** Moves of tier, trust and value: a line each, what changed in bold. */
import type { Profile } from "../../../../shared/contract/answers.ts";
import { useTools, type Tools } from "../../tools.ts";

type Line = Profile["history"][number];

/** Newest first, as far as something moved; nothing before there are two lines. */
export function History({ profile: { history } }: { profile: Profile }) {
  const tools = useTools();
  const { t } = tools;
  if (history.length < 2) return null;
  return (
    <section class="sheet section-sheet" aria-labelledby="history">
      <h2 id="history">{t("customer.history.title")}</h2>
      <div class="table-frame">
        <table class="plain-table">
          <thead>
            <tr>
              <th scope="col">{t("customer.history.at")}</th>
              <th scope="col">{t("customers.column.tier")}</th>
              <th scope="col">{t("customers.column.stage")}</th>
              <th scope="col" class="figure">
                {t("customers.column.trust")}
              </th>
              <th scope="col" class="figure">
                {t("customers.column.value")}
              </th>
            </tr>
          </thead>
          <tbody>
            {history.slice(0, 12).map((line, at) => (
              <Moved key={line.at} line={line} before={history[at + 1]} tools={tools} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** A line, what moved since the one before in bold. */
function Moved({ line, before, tools }: { line: Line; before: Line | undefined; tools: Tools }) {
  const { t, day, number, estimate } = tools;
  const strong = (key: "tier" | "stage" | "trust" | "lifetimeValue") =>
    before !== undefined && before[key] !== line[key] ? "strong" : "muted";
  return (
    <tr>
      <td>{day(line.at)}</td>
      <td class={strong("tier")}>{t(`codes.tier.${line.tier}`)}</td>
      <td class={strong("stage")}>{t(`codes.stage.${line.stage}`)}</td>
      <td class={`figure ${strong("trust")}`}>{line.trust === null ? "–" : number(line.trust)}</td>
      <td class={`figure ${strong("lifetimeValue")}`}>
        {line.lifetimeValue === null ? "–" : estimate(line.lifetimeValue)}
      </td>
    </tr>
  );
}
