/** Satisfaction: the customer's answers and our notes, two lines and never one figure. */
import type { Card } from "../../contract/card.ts";
import { Measure, Why } from "./explanation.tsx";
import { Face } from "../icons.tsx";
import { ScoreChange } from "../trust.tsx";
import { useWording } from "../wording.ts";

type Side = Card["scores"]["satisfaction"]["customer"];
type Answer = Side["latest"][number];

/** The two lines of satisfaction, each with its own score and explanation. */
export function Satisfaction({ satisfaction }: { satisfaction: Card["scores"]["satisfaction"] }) {
  const { t } = useWording();
  const { customer, rep } = satisfaction;
  if (customer.latest.length + rep.latest.length === 0) return null;
  return (
    <div class="section">
      <h3 class="hidden">{t("panel.satisfaction.title")}</h3>
      <dl class="said">
        {customer.latest.length > 0 && (
          <>
            <dt>{t("panel.satisfaction.said")}</dt>
            <dd>
              <Score id="said" of={t("panel.satisfaction.saidWhy")} side={customer} />
              <Said answers={customer.latest} />
            </dd>
          </>
        )}
        {rep.latest.length > 0 && (
          <>
            <dt>{t("panel.satisfaction.noted")}</dt>
            <dd>
              <Score id="noted" of={t("panel.satisfaction.notedWhy")} side={rep} />
              <Noted answers={rep.latest} />
            </dd>
          </>
        )}
      </dl>
      <Why
        id="said"
        title={t("panel.satisfaction.saidWhy")}
        explanation={customer.explanation}
        kind="satisfaction"
        footnote={<Answers answers={customer.latest} />}
      />
      <Why
        id="noted"
        title={t("panel.satisfaction.notedWhy")}
        explanation={rep.explanation}
        kind="satisfaction"
        footnote={<Answers answers={rep.latest} />}
      />
    </div>
  );
}

function Score({ id, of, side }: { id: string; of: string; side: Side }) {
  const { t, number } = useWording();
  if (side.score === null) return null;
  const text = t("panel.satisfaction.score", { score: number(side.score) });
  return (
    <>
      <Measure
        id={id}
        label={t("panel.why.of", { what: of, value: text })}
        className="value"
        has={side.explanation !== null}
      >
        {text}
      </Measure>{" "}
      <ScoreChange change={side.change} />
    </>
  );
}

const newestFirst = (answers: Answer[]) => answers.toSorted((a, b) => b.at.localeCompare(a.at));

/**
 * The newest answer of each metric with its date, each on a line of its own, and the newest
 * comment.
 */
function Said({ answers }: { answers: Answer[] }) {
  const { t, day } = useWording();
  const newest = new Map<string, Answer>();
  for (const answer of newestFirst(answers))
    if (!newest.has(answer.metric)) newest.set(answer.metric, answer);
  const comment = newestFirst(answers).find((answer) => answer.comment !== null)?.comment;
  return (
    <>
      {[...newest.values()].map(({ metric, value, at }) => (
        <span key={metric} class="said-once">
          {t("panel.satisfaction.dated", {
            answer: t(`panel.satisfaction.${metric}`, { value }),
            date: day(at),
          })}
        </span>
      ))}
      {comment != null && (
        <bdi class="quote" title={comment}>
          {t("panel.quote", { text: comment })}
        </bdi>
      )}
    </>
  );
}

function Noted({ answers }: { answers: Answer[] }) {
  const { t, day } = useWording();
  const newest = newestFirst(answers)[0];
  if (newest === undefined) return null;
  return (
    <span class="noted">
      {newest.metric === "csat" && <Face value={newest.value} size={16} />}
      <span>
        {newest.metric === "csat" && (
          <span class="hidden">{t(`panel.faces.${newest.value}`)}. </span>
        )}
        {newest.comment === null ? (
          t(`panel.satisfaction.${newest.metric}`, { value: newest.value })
        ) : (
          <bdi class="quote" title={newest.comment}>
            {t("panel.quote", { text: newest.comment })}
          </bdi>
        )}
        <span class="muted">
          {newest.comment === null ? " · " : ""}
          {day(newest.at)}
        </span>
      </span>
    </span>
  );
}

/** The answers that a score rests on, as far as the card has them, newest first. */
function Answers({ answers }: { answers: Answer[] }) {
  const { t, day } = useWording();
  return (
    <ul class="answers" aria-label={t("panel.satisfaction.answers")}>
      {newestFirst(answers).map(({ id, metric, value, comment, at }) => (
        <li key={id}>
          {t("panel.satisfaction.dated", {
            answer: t(`panel.satisfaction.${metric}`, { value }),
            date: day(at),
          })}{" "}
          {comment !== null && <bdi>{t("panel.quote", { text: comment })}</bdi>}
        </li>
      ))}
    </ul>
  );
}
