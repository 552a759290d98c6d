/** Answers of those whom reps chose beside answers of those drawn. */
import type { SamplingRow } from "../../../../shared/contract/sampling.ts";
import { type Tools, useTools } from "../../tools.ts";

type Score = SamplingRow["scores"][number];

/** Returns what a difference says: that those chosen are happier, less happy, or neither. */
function verdictOf({ difference }: Score, { t }: Pick<Tools, "t">): string | null {
  if (difference === null) return null;
  if (difference.low > 0) return t("sampling.isPicked");
  return t(difference.high < 0 ? "sampling.isWorse" : "sampling.isLevel");
}

const FEWEST = 10;

/** Returns that answers are too few to say, or that their mean would tell of a few others. */
const fewWords = (count: number, t: Tools["t"]): string =>
  count < FEWEST ? t("sampling.few", { count }) : t("sampling.hidden");

/** Returns a difference with its interval, in words; too few to say where it is not known. */
export function differenceWords(
  { difference, drawn, chosen }: Score,
  { t, signed }: Pick<Tools, "t" | "signed">,
): { figure: string; detail: string } {
  if (difference === null) return { figure: "–", detail: fewWords(Math.min(drawn, chosen), t) };
  const { mean, low, high } = difference;
  return {
    figure: signed(mean, 1),
    detail: t("sampling.interval", { low: signed(low, 1), high: signed(high, 1) }),
  };
}

export function Compared({ row: { scores } }: { row: SamplingRow }) {
  const { t } = useTools();
  return (
    <section class="sheet section-sheet" aria-labelledby="sampling-compared">
      <h2 id="sampling-compared">{t("sampling.compared")}</h2>
      <p class="muted">{t("sampling.comparedLead")}</p>
      {scores.length === 0 ? (
        <p>{t("sampling.noScores")}</p>
      ) : (
        <div class="table-frame" tabIndex={0} role="group" aria-label={t("sampling.compared")}>
          <table class="plain-table">
            <thead>
              <tr>
                <th scope="col">{t("sampling.metric")}</th>
                <th scope="col">{t("sampling.ofDrawn")}</th>
                <th scope="col">{t("sampling.ofChosen")}</th>
                <th scope="col">{t("sampling.difference")}</th>
              </tr>
            </thead>
            <tbody>
              {scores.map((one) => (
                <ScoreRow key={one.metric} score={one} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function ScoreRow({ score }: { score: Score }) {
  const tools = useTools();
  const { t, number } = tools;
  const { figure, detail } = differenceWords(score, tools);
  const mean = (value: number | null, count: number) =>
    value === null ? (
      <td class="num">
        – <span class="small muted">{fewWords(count, t)}</span>
      </td>
    ) : (
      <td class="num">
        <strong>{number(value, 1)}</strong>{" "}
        <span class="small muted">{t("sampling.answersOf", { count })}</span>
      </td>
    );
  return (
    <tr>
      <th scope="row">{t(`results.metrics.${score.metric}`)}</th>
      {mean(score.drawnMean, score.drawn)}
      {mean(score.chosenMean, score.chosen)}
      <td class="num">
        <strong>{figure}</strong> <span class="small muted">{detail}</span>
        <br />
        <span class="small">{verdictOf(score, tools)}</span>
      </td>
    </tr>
  );
}
