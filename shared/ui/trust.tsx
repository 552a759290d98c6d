/** Trust: tracks with their intervals, numbers with their directions, the four dimensions. */
import type { Card } from "../contract/card.ts";
import { useWording } from "./wording.ts";

export type TrustScore = Card["scores"]["trust"];
export type TrustSide = NonNullable<TrustScore["ours"]>;
/** Cronbach's α from which questions are held to agree (Nunnally 1978). */
const ACCEPTABLE = 0.7;
/** Items of a questionnaire that asks one a dimension. */
const ONE_A_DIMENSION = 4;
type Interval = { score: number | null; low: number | null; high: number | null };

/** A 0 to 100 track: the interval as a band, the score as a dot; dashes while nothing is known. */
export function ScoreTrack({ score, low, high }: Interval) {
  if (score === null) return <span class="track none" />;
  const from = low ?? score;
  return (
    <span class="track">
      <span
        class="band"
        style={{ insetInlineStart: `${from}%`, width: `${(high ?? score) - from}%` }}
      />
      <span class="dot" style={{ insetInlineStart: `${Math.min(98, Math.max(2, score))}%` }} />
    </span>
  );
}

/** The direction a score took, in points; nothing where it did not move. */
export function ScoreChange({ change }: { change: number | null }) {
  const { t, number } = useWording();
  const points = Math.round(change ?? 0);
  if (points === 0) return null;
  return (
    <span class={points > 0 ? "small up" : "small down"} title={t("panel.trust.change")}>
      <span aria-hidden="true">{points > 0 ? "▲" : "▼"}</span>{" "}
      <span class="hidden">{t(points > 0 ? "panel.trust.up" : "panel.trust.down")} </span>
      {number(Math.abs(points))}
    </span>
  );
}

/** A figure of trust: its number, and its word in the colour of what it says. */
export function TrustFigure({ side, word }: { side: TrustSide; word: string }) {
  const { t, number } = useWording();
  return (
    <>
      <span class="score">{number(side.score ?? 0)}</span>{" "}
      <span class={`word ${word}`}>{t(`panel.trust.words.${word}`)}</span>
    </>
  );
}

/** Sentences on what the customer's figure starts from, and how far the questions agree. */
export function TrustBook({ book }: { book: NonNullable<TrustScore["book"]> }) {
  const { t, number } = useWording();
  const { questionnaires, fitted, items, complete, alpha } = book;
  const start = fitted ? "panel.trust.start" : "panel.trust.startUnknown";
  const agree = (alpha ?? 0) >= ACCEPTABLE ? "panel.trust.agree" : "panel.trust.disagree";
  return (
    <>
      <p class="meta">{t(start, { count: questionnaires })}</p>
      {alpha !== null && (
        <p class="meta">{t(agree, { items, count: complete, alpha: number(alpha, 2) })}</p>
      )}
      {items <= ONE_A_DIMENSION && <p class="meta">{t("panel.trust.oneQuestion")}</p>}
    </>
  );
}

/** The four dimensions of trust, each with its own track. */
export function TrustDimensions({ dimensions }: { dimensions: TrustSide["dimensions"] }) {
  const { t, number } = useWording();
  return (
    <dl class="dimensions">
      {dimensions.map((one) => (
        <div key={one.dimension} style={{ display: "contents" }}>
          <dt>{t(`codes.dimension.${one.dimension}`)}</dt>
          <dd>
            <ScoreTrack {...one} />
            <span class="num">{one.score === null ? t("panel.notKnown") : number(one.score)}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
