/** A table of the report: a line for each tier or rep. */
import type { SamplingRow } from "../../../../shared/contract/sampling.ts";
import { plain } from "../../../../shared/locales/translate.ts";
import { useTools } from "../../tools.ts";
import { differenceWords } from "./compared.tsx";
import { declinedOf, rateWords, refusedOf } from "./row-words.ts";

type Props = {
  id: string;
  title: string;
  label: string;
  rows: readonly SamplingRow[];
  nameOf(row: SamplingRow): string;
  /** Lines that are not shown. */ more?: number;
};

export function Groups({ id, title, label, rows, nameOf, more = 0 }: Props) {
  const { t } = useTools();
  const heads = ["eligible", "drawn", "byDraw", "byChoice", "declined", "refused", "flagged"];
  return (
    <section class="sheet section-sheet" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <div class="table-frame" tabIndex={0} role="group" aria-label={title}>
        <table class="plain-table">
          <thead>
            <tr>
              <th scope="col">{label}</th>
              {heads.map((head) => (
                <th key={head} scope="col">
                  {t(`sampling.${head}`)}
                </th>
              ))}
              <th scope="col">{t("sampling.difference")}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Line key={row.key ?? ""} row={row} name={plain(nameOf(row))} />
            ))}
          </tbody>
        </table>
      </div>
      {more > 0 && <p class="small muted">{t("sampling.moreReps", { count: more })}</p>}
    </section>
  );
}

function Line({ row, name }: { row: SamplingRow; name: string }) {
  const tools = useTools();
  const { t, number } = tools;
  const asked = (of: SamplingRow["byDraw"]) => (
    <td class="num">
      <strong>{number(of.asked)}</strong>
      {of.asked > 0 && (
        <>
          <br />
          <span class="small muted">{rateWords(of, tools)}</span>
        </>
      )}
    </td>
  );
  const flags = Object.entries(row.flagged).filter(([, count]) => count > 0);
  return (
    <tr>
      <th scope="row">
        <bdi>{name}</bdi>
      </th>
      <td class="num">{number(row.eligible)}</td>
      <td class="num">{number(row.drawn)}</td>
      {asked(row.byDraw)}
      {asked(row.byChoice)}
      <td class="num">{number(declinedOf(row))}</td>
      <td class="num">{number(refusedOf(row))}</td>
      <td class="num">
        {flags.length === 0
          ? number(0)
          : flags.map(([kind, count]) => (
              <div key={kind}>
                {number(count)} <span class="small muted">{t(`sampling.flags.${kind}`)}</span>
              </div>
            ))}
      </td>
      <td class="num">
        {row.scores.length === 0
          ? "–"
          : row.scores.map((score) => {
              const { figure, detail } = differenceWords(score, tools);
              return (
                <div key={score.metric}>
                  <span class="small">{t(`results.metrics.${score.metric}`)}</span>{" "}
                  <strong>{figure}</strong> <span class="small muted">{detail}</span>
                </div>
              );
            })}
      </td>
    </tr>
  );
}
