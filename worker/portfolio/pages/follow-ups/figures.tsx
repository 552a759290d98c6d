/** Figures of follow-ups: how soon somebody was in touch, and what people answered next. */
import type { CaseFigures, ScoreChange, ShareOf } from "../../../../shared/contract/cases.ts";
import { plain } from "../../../../shared/locales/translate.ts";
import { answered, api } from "../../api.ts";
import { Failed, Loading } from "../../frame/states.tsx";
import { useTools, type Tools } from "../../tools.ts";
import { useAnswer } from "../../use-answer.ts";
import { KeyFigures } from "../dashboards/parts.tsx";

/** `turn` changes when a case has. */
export function Figures({ turn }: { turn: number }) {
  const answer = useAnswer(
    (signal) => answered(api.v1["case-figures"].$get(undefined, { init: { signal } })),
    `case figures ${turn}`,
  );
  if (answer.state === "loading") return <Loading rows={3} />;
  if (answer.state === "failed") return <Failed error={answer.error} again={answer.again} />;
  return (
    <>
      <Keys figures={answer.data} />
      <Changes figures={answer.data} />
      {answer.data.owners.length > 0 && <Owners figures={answer.data} />}
    </>
  );
}

/** Returns a share with its interval and count, or that nothing has fallen due yet. */
function shareWords({ share, low, high, count, of }: ShareOf, { t, percent }: Tools): string {
  if (share === null || low === null || high === null) return t("followUps.noneDue");
  return t("followUps.interval", { low: percent(low), high: percent(high), count, of });
}

function Keys({ figures }: { figures: CaseFigures }) {
  const tools = useTools();
  const { t, number, percent } = tools;
  const { inTime, medianHours: hours } = figures;
  const unknown = inTime.of === 0 ? "noneDue" : "medianUnknown";
  const medianDetail = hours === null ? unknown : "medianOf";
  return (
    <KeyFigures
      figures={[
        {
          label: t("followUps.open"),
          figure: number(figures.open),
          detail: t("followUps.overdueOf", { count: figures.overdue }),
        },
        {
          label: t("followUps.inTime"),
          figure: inTime.share === null ? "–" : percent(inTime.share),
          detail: shareWords(inTime, tools),
        },
        {
          label: t("followUps.median"),
          figure: hours === null ? "–" : t("followUps.hours", { hours }),
          detail: t(`followUps.${medianDetail}`),
        },
        {
          label: t("followUps.ended"),
          figure: number(figures.resolved),
          detail: t("followUps.cannotOf", { count: figures.cannot }),
        },
      ]}
    />
  );
}

/** Returns a change with its interval, or how many people there are as yet. */
function changeWords(
  { people, mean, low, high }: ScoreChange,
  { t, tag }: Tools,
): { figure: string; detail: string } {
  const signed = (value: number) =>
    new Intl.NumberFormat(tag, { signDisplay: "exceptZero", maximumFractionDigits: 1 })
      .format(value)
      .replace("-", "−");
  if (mean === null) return { figure: "–", detail: t("followUps.tooFew", { people }) };
  return {
    figure: signed(mean),
    detail:
      low === null || high === null
        ? t("followUps.people", { people })
        : t("followUps.changeOf", { low: signed(low), high: signed(high), people }),
  };
}

/** The next answer of the same people, by metric: after a resolved case, and without any. */
function Changes({ figures }: { figures: CaseFigures }) {
  const tools = useTools();
  const { t } = tools;
  const shown = figures.changes.filter(
    ({ followed, others }) => followed.people + others.people > 0,
  );
  const cell = (change: ScoreChange) => {
    const { figure, detail } = changeWords(change, tools);
    return (
      <td>
        <span class="strong num">{figure}</span> <span class="small muted num">{detail}</span>
      </td>
    );
  };
  return (
    <section class="sheet section-sheet" aria-labelledby="changes">
      <h2 id="changes">{t("followUps.changes")}</h2>
      <p class="muted">{t("followUps.changesLead")}</p>
      {shown.length === 0 ? (
        <p>{t("followUps.noChanges")}</p>
      ) : (
        <div class="table-frame" tabIndex={0} role="group" aria-label={t("followUps.changes")}>
          <table class="plain-table">
            <thead>
              <tr>
                <th scope="col">{t("followUps.scale")}</th>
                <th scope="col">{t("followUps.followed")}</th>
                <th scope="col">{t("followUps.others")}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map(({ metric, followed, others }) => (
                <tr key={metric}>
                  <th scope="row">{t(`followUps.metric.${metric}`)}</th>
                  {cell(followed)}
                  {cell(others)}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p class="small muted">{t("followUps.caution")}</p>
    </section>
  );
}

function Owners({ figures: { owners } }: { figures: CaseFigures }) {
  const tools = useTools();
  const { t, number, percent } = tools;
  return (
    <section class="sheet section-sheet" aria-labelledby="case-owners">
      <h2 id="case-owners">{t("followUps.owners")}</h2>
      <div class="table-frame" tabIndex={0} role="group" aria-label={t("followUps.owners")}>
        <table class="plain-table">
          <thead>
            <tr>
              <th scope="col">{t("followUps.owner")}</th>
              <th scope="col">{t("followUps.open")}</th>
              <th scope="col">{t("followUps.inTime")}</th>
            </tr>
          </thead>
          <tbody>
            {owners.map(({ owner, open, inTime }) => (
              <tr key={owner?.id ?? ""}>
                <th scope="row">
                  <bdi>{plain(owner?.name ?? t("followUps.nobody"))}</bdi>
                </th>
                <td class="num">{number(open)}</td>
                <td class="num">
                  {inTime.share !== null && <strong>{percent(inTime.share)} </strong>}
                  <span class="small muted">{shareWords(inTime, tools)}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
