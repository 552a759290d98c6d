/**
 * Trust as one figure: a number, a word and where it has moved, our own view beside it, and behind
 * each press why. Where nobody has answered, the way to say what one thinks.
 */
import {
  ScoreTrack,
  TrustBook,
  TrustDimensions,
  TrustFigure,
  type TrustScore,
  type TrustSide,
} from "../trust.tsx";
import { Measure, Why } from "./explanation.tsx";
import { Fact } from "./fact.tsx";
import { Link } from "../link.tsx";
import { useWording } from "../wording.ts";

/** The cell of trust among the four figures; none where nothing is known and nobody may ask. */
export function Trust({
  trust,
  ask,
}: {
  trust: TrustScore;
  /** Opens the form for one's own answers; left out where there is none. */
  ask: (() => void) | undefined;
}) {
  const { t, number } = useWording();
  const { ours } = trust;
  const hasOurs = ours !== undefined && ours.score !== null;
  if (trust.score === null && !hasOurs && ask === undefined) return null;
  return (
    <Fact label={t("panel.trust.title")}>
      {trust.score === null ? (
        ask !== undefined && <Link text={t("panel.trust.ask")} press={ask} />
      ) : (
        <Measure
          id="trust"
          label={t("panel.trust.spoken", {
            score: trust.score,
            word: t(`panel.trust.words.${wordOf(trust.score)}`),
          })}
          className="value trust"
          has={trust.explanation !== null}
        >
          <TrustFigure side={trust} word={wordOf(trust.score)} />
        </Measure>
      )}
      <Moved change={trust.change} />
      {hasOurs && (
        <Measure
          id="ours"
          label={t("panel.trust.oursSpoken", { score: ours.score ?? 0 })}
          className="aside ours"
          has={ours.explanation !== null}
        >
          {t("panel.trust.oursOf", { score: number(ours.score ?? 0) })}
        </Measure>
      )}
    </Fact>
  );
}

/** Direction and period of a score that moved. */
function Moved({ change }: { change: number | null }) {
  const { t } = useWording();
  const points = Math.round(change ?? 0);
  if (points === 0) return null;
  const direction = points > 0 ? "up" : "down";
  return (
    <span class={`aside ${direction}`}>
      <span aria-hidden="true">{points > 0 ? "▲ " : "▼ "}</span>
      {t(`panel.trust.${direction}In`, { points: Math.abs(points) })}
    </span>
  );
}

/** Scores from which each word holds. */
const words = [
  { from: 80, word: "very_good" },
  { from: 60, word: "good" },
  { from: 40, word: "fair" },
  { from: 20, word: "low" },
] as const;

/** Returns the word for a score of 0 to 100. */
export const wordOf = (score: number) =>
  words.find(({ from }) => Math.round(score) >= from)?.word ?? "very_low";

/** Explanations of the two figures of trust, once one of them is pressed. */
export function TrustWhy({ trust, ask }: { trust: TrustScore; ask: (() => void) | undefined }) {
  const { t } = useWording();
  const { ours, book } = trust;
  return (
    <>
      <Why
        id="trust"
        title={t("panel.trust.why")}
        explanation={trust.explanation}
        kind="trust"
        lead={<Interval side={trust} />}
        footnote={book !== undefined && <TrustBook book={book} />}
      >
        <TrustDimensions dimensions={trust.dimensions} />
      </Why>
      {ours !== undefined && (
        <Why
          id="ours"
          title={t("panel.trust.oursWhy")}
          explanation={ours.explanation}
          kind="ours"
          lead={<Interval side={ours} />}
          footnote={
            <>
              <p class="meta">{t("panel.trust.oursApart")}</p>
              {ask !== undefined && <Link text={t("panel.trust.ask")} press={ask} />}
            </>
          }
        >
          <TrustDimensions dimensions={ours.dimensions} />
        </Why>
      )}
    </>
  );
}

/** The track of a figure, with its interval in words. */
function Interval({ side: { score, low, high } }: { side: TrustSide }) {
  const { t, number } = useWording();
  if (score === null) return null;
  return (
    <div class="trust-interval">
      <ScoreTrack score={score} low={low} high={high} />
      <p>
        {t("panel.trust.interval", {
          score: number(score),
          low: number(low ?? score),
          high: number(high ?? score),
        })}
      </p>
    </div>
  );
}
