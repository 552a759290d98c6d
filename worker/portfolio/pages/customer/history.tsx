/** Moves of tier, trust and value: a line each, what changed in bold. */
import type { Profile } from "../../../../shared/contract/answers.ts";
import type { TierName } from "../../../../shared/contract/fields.ts";
import { Sparkline } from "../../../../shared/ui/charts/sparkline.tsx";
import { useTools, type Tools } from "../../tools.ts";
import "../../../../shared/ui/styles/charts.css";

type Line = Profile["history"][number];

/** Newest first, as far as something moved; nothing before there are two lines. */
export function History({ profile: { history } }: { profile: Profile }) {
  const tools = useTools();
  const { t } = tools;
  if (history.length < 2) return null;
  return (
    <section class="sheet section-sheet" aria-labelledby="history">
      <h2 id="history">{t("customer.history.title")}</h2>
      <Sparks history={history} tools={tools} />
      <div class="table-frame" tabIndex={0} role="group" aria-labelledby="history">
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

/** From the least to the most, as the line of the tier rises. */
const ranks: readonly TierName[] = ["potential", "low", "mid", "high"];

/** Tier, trust and value over time, each as a small line. */
function Sparks({ history, tools }: { history: Line[]; tools: Tools }) {
  const { t, day, number, estimate } = tools;
  const points = (valueOf: (line: Line) => number | null) =>
    history
      .map((line) => ({ label: day(line.at), at: Date.parse(line.at), value: valueOf(line) }))
      .reverse();
  return (
    <div class="history-lines">
      <div>
        <h3>{t("customers.column.tier")}</h3>
        <Sparkline
          title={t("customers.column.tier")}
          points={points(({ tier }) => ranks.indexOf(tier))}
          format={(rank) => t(`codes.tier.${ranks[rank] ?? "unknown"}`)}
          domain={[0, ranks.length - 1]}
          isStepped
        />
      </div>
      <div>
        <h3>{t("customers.column.trust")}</h3>
        <Sparkline
          title={t("customers.column.trust")}
          points={points(({ trust }) => trust)}
          format={(trust) => number(trust)}
          domain={[0, 100]}
        />
      </div>
      <div>
        <h3>{t("customers.column.value")}</h3>
        <Sparkline
          title={t("customers.column.value")}
          points={points(({ lifetimeValue }) => lifetimeValue)}
          format={estimate}
        />
      </div>
    </div>
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
