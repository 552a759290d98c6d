/**
 * Trust: the track with its interval, the number with its direction, the four dimensions behind it.
 */
import type { Card } from "../../shared/contract/card.ts";
import { Measure, Why } from "./explanation.tsx";
import { useTools } from "./tools.ts";

type Score = { score: number | null; low: number | null; high: number | null };

/** A 0 to 100 track: the interval as a band, the score as a dot; dashes while nothing is known. */
export function Track({ score, low, high }: Score) {
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

/** The trust row, and what is behind it once pressed. */
export function Trust({ trust }: { trust: Card["scores"]["trust"] }) {
  const { t, number } = useTools();
  const { score, low, high, change } = trust;
  return (
    <>
      <Measure id="trust" className="trust" has={trust.explanation !== null}>
        <span class="small muted">{t("panel.trust.title")}</span>
        <Track score={score} low={low} high={high} />
        {score === null ? (
          <span class="small muted">{t("panel.notKnown")}</span>
        ) : (
          <span class="num">
            <span class="score">{number(score)}</span> <Change change={change} />
          </span>
        )}
        {score !== null && (
          <span class="hidden">
            {t("panel.trust.spoken", { low: number(low ?? score), high: number(high ?? score) })}
          </span>
        )}
      </Measure>
      <Why id="trust" title={t("panel.trust.why")} explanation={trust.explanation} kind="trust">
        <dl class="dimensions">
          {trust.dimensions.map((one) => (
            <div key={one.dimension} style={{ display: "contents" }}>
              <dt>{t(`codes.dimension.${one.dimension}`)}</dt>
              <dd>
                <Track {...one} />
                <span class="num">
                  {one.score === null ? t("panel.notKnown") : number(one.score)}
                </span>
              </dd>
            </div>
          ))}
        </dl>
      </Why>
    </>
  );
}

/** The direction a score took, in points; nothing where it did not move. */
export function Change({ change }: { change: number | null }) {
  const { t, number } = useTools();
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
