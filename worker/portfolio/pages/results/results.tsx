/** Results of a survey: who answered, the figures with their intervals, by group, and themes. */
import { useRoute } from "preact-iso";
import type { SurveyResults } from "../../../../shared/contract/survey-results.ts";
import type { BarState } from "../../../../shared/surveys/results/bar.ts";
import { plain } from "../../../../shared/locales/translate.ts";
import { DotInterval, type DotRow } from "../../../../shared/ui/charts/dot-interval.tsx";
import { answered, api } from "../../api.ts";
import { PageHead } from "../../frame/page-head.tsx";
import { Blank, Failed, Loading } from "../../frame/states.tsx";
import { useTools } from "../../tools.ts";
import { useAnswer } from "../../use-answer.ts";
import { Card, Heading, KeyFigures, NoChart } from "../dashboards/parts.tsx";
import { labelIn, useGroupName } from "./bar-words.ts";
import { listOf } from "./bar-links.ts";
import "../../../../shared/ui/styles/charts.css";
import "../../styles/dashboard.css";

/** The page at `/surveys/:id/results`. */
export default function Results() {
  const { t } = useTools();
  const id = useRoute().params["id"] ?? "";
  const answer = useAnswer(
    (signal) =>
      answered(api.v1.surveys[":id"].results.$get({ param: { id } }, { init: { signal } })),
    id,
  );
  const name = answer.data === null ? t("nav.results") : plain(answer.data.name);
  return (
    <>
      <PageHead title={t("results.title", { name })} lead={t("results.lead")}>
        <a class="button quiet" href={`/surveys/${encodeURIComponent(id)}`}>
          {t("results.toSurvey")}
        </a>
      </PageHead>
      {answer.state === "loading" && <Loading rows={10} />}
      {answer.state === "failed" && <Failed error={answer.error} again={answer.again} />}
      {answer.state === "here" && <Shown results={answer.data} />}
    </>
  );
}

type View = { results: SurveyResults };
type Figures = SurveyResults["metrics"][number];

function Shown({ results }: View) {
  const { t } = useTools();
  const { asked, anonymous, metrics, read } = results;
  if (asked === 0 && anonymous.answers === 0 && read.answers === 0)
    return (
      <Blank title={t("results.none")}>
        <p>{t("results.noneLead")}</p>
      </Blank>
    );
  return (
    <div class="dashboard">
      <h2 class="hidden">{t("dashboards.figures")}</h2>
      <Asking results={results} />
      {metrics.length === 0 && <NoChart title={t("results.figures")} text={t("results.few")} />}
      {metrics.map((one) => (
        <Bands key={one.metric} survey={results.id} figures={one} />
      ))}
      <Drivers results={results} />
      <Trust results={results} />
      {metrics.length > 0 && <Breakdowns results={results} />}
      <ThemesCard results={results} />
      {anonymous.answers > 0 || anonymous.isWaiting ? <Anonymous results={results} /> : null}
    </div>
  );
}

/** Returns how a metric's score and interval are written. */
function useScore() {
  const { percent, number, t } = useTools();
  const format = (metric: Figures["metric"]) => (value: number) =>
    metric === "nps" ? number(value) : percent(value);
  const interval = ({ metric, low, high }: Figures) =>
    t("results.interval", { low: format(metric)(low), high: format(metric)(high) });
  return { format, interval };
}

/** Response rate, and the figures over all answers. */
function Asking({ results }: View) {
  const { t, percent, number } = useTools();
  const { format, interval } = useScore();
  const {
    id,
    asked,
    answered: by,
    responseRate,
    held,
    withdrawn,
    flagged,
    metrics,
    read,
  } = results;
  const ofState = (state: BarState, count: number) => ({
    figure: number(count),
    href: listOf(id, { kind: "state", state }, count),
  });
  return (
    <>
      <KeyFigures
        figures={[
          {
            label: t("results.rate"),
            href: listOf(id, { kind: "state", state: "counted" }, by),
            figure: responseRate === null ? "–" : percent(responseRate.share),
            detail:
              responseRate === null
                ? t("results.of", { answered: by, asked })
                : `${t("results.of", { answered: by, asked })}, ${t("results.interval", {
                    low: percent(responseRate.low),
                    high: percent(responseRate.high),
                  })}`,
          },
          ...metrics.map((one) => ({
            label: t(`results.metrics.${one.metric}`),
            href: listOf(id, { kind: "metric", metric: one.metric }, one.n),
            figure: format(one.metric)(one.score),
            detail: `${interval(one)}, n = ${number(one.n)}`,
          })),
          {
            label: t("results.held"),
            ...ofState("held", held),
            detail: t("results.heldLead"),
          },
          {
            label: t("results.flagged"),
            ...ofState("flagged", flagged),
            detail: t("results.flaggedLead"),
          },
          { label: t("results.withdrawn"), ...ofState("withdrawn", withdrawn) },
        ]}
      />
      {!read.isAll && (
        <p class="dashboard-note wide">{t("results.newest", { count: read.answers })}</p>
      )}
    </>
  );
}

/** Shares of the unhappy, those in between and the happy, with the mean. */
function Bands({ survey, figures }: { survey: string; figures: Figures }) {
  const { t, percent, number } = useTools();
  const { metric, bands, n, mean } = figures;
  return (
    <Card>
      <DotInterval
        title={t("results.bandsOf", { metric: t(`results.metrics.${metric}`) })}
        unit={t("results.share")}
        n={n}
        nameLabel={t("results.band")}
        valueLabel={t("results.share")}
        rows={(["high", "middle", "low"] as const).map((band) => ({
          label: t(`results.bands.${metric}.${band}`),
          value: bands[band] / n,
          n: bands[band],
          href: listOf(survey, { kind: "band", metric, band }, bands[band]),
        }))}
        format={percent}
        note={
          mean.low === null || mean.high === null
            ? t("results.mean", { mean: number(mean.mean, 1) })
            : t("results.meanWithin", {
                mean: number(mean.mean, 1),
                low: number(mean.low, 1),
                high: number(mean.high, 1),
              })
        }
      />
    </Card>
  );
}

function Drivers({ results: { id, drivers, read } }: View) {
  const tools = useTools();
  const { t, number } = tools;
  if (drivers.length === 0) return null;
  return (
    <Card isWide>
      <DotInterval
        title={t("results.drivers")}
        unit={t("results.scale7")}
        n={read.opened}
        nameLabel={t("results.driver")}
        valueLabel={t("results.meanName")}
        rows={drivers.map(({ key, label, mean, low, high, n }) => ({
          label: plain(labelIn(label, tools)),
          href: listOf(id, { kind: "driver", key }, n),
          value: mean,
          low,
          high,
          n,
        }))}
        format={(value) => number(value, 1)}
        isZoomed
      />
    </Card>
  );
}

function Trust({ results: { id, trust, read } }: View) {
  const { t, number } = useTools();
  if (trust.length === 0) return null;
  const reliability = trust.map(({ dimension, alpha, alphaLow, alphaHigh, questionnaires }) =>
    t(alpha === null ? "results.noAlpha" : "results.alpha", {
      dimension: t(`codes.dimension.${dimension}`),
      alpha: number(alpha ?? 0, 2),
      low: number(alphaLow ?? 0, 2),
      high: number(alphaHigh ?? 0, 2),
      count: questionnaires,
    }),
  );
  return (
    <Card isWide>
      <DotInterval
        title={t("results.trust")}
        unit={t("results.scale7")}
        n={read.opened}
        nameLabel={t("surveys.editor.dimension")}
        valueLabel={t("results.meanName")}
        rows={trust.map(({ dimension, mean, low, high, n }) => ({
          label: t(`codes.dimension.${dimension}`),
          href: listOf(id, { kind: "trust", dimension }, n),
          value: mean,
          low,
          high,
          n,
        }))}
        format={(value) => number(value, 1)}
        note={reliability.join(" ")}
        isZoomed
      />
    </Card>
  );
}

function Breakdowns({ results: { id, breakdowns, metrics } }: View) {
  const { t } = useTools();
  const nameOf = useGroupName();
  const { format } = useScore();
  return (
    <>
      <Heading title={t("results.groups")} lead={t("results.groupsLead")} />
      {breakdowns.flatMap(({ by, groups, hidden }) =>
        metrics.map(({ metric }) => {
          const title = t(`results.by.${by}`, { metric: t(`results.metrics.${metric}`) });
          const rows: DotRow[] = groups.flatMap(({ key, name, metrics: own }) => {
            const found = own.find((one) => one.metric === metric);
            return found === undefined
              ? []
              : [
                  {
                    label: nameOf(by, key, name),
                    href: listOf(id, { kind: "group", metric, by, key: key ?? "" }, found.n),
                    value: found.score,
                    low: found.low,
                    high: found.high,
                    n: found.n,
                  },
                ];
          });
          if (rows.length === 0)
            return <NoChart key={`${by} ${metric}`} title={title} text={t("results.allHidden")} />;
          return (
            <Card key={`${by} ${metric}`}>
              <DotInterval
                title={title}
                nameLabel={t("results.group")}
                valueLabel={t(`results.metrics.${metric}`)}
                rows={rows}
                format={format(metric)}
                note={hidden === 0 ? undefined : t("results.hidden", { count: hidden })}
                isZoomed
              />
            </Card>
          );
        }),
      )}
    </>
  );
}

function ThemesCard({ results: { id, themes } }: View) {
  const { t, number } = useTools();
  if (themes.terms.length === 0)
    return (
      <NoChart
        title={t("results.themes")}
        text={t("results.noThemes", {
          promoters: themes.promoters,
          detractors: themes.detractors,
        })}
        isWide
      />
    );
  return (
    <Card isWide>
      <DotInterval
        title={t("results.themes")}
        unit={t("results.logOdds")}
        n={themes.promoters + themes.detractors}
        nameLabel={t("results.term")}
        valueLabel={t("results.logOdds")}
        rows={themes.terms.map(({ term, people, logOdds, low, high }) => ({
          label: term,
          href: listOf(id, { kind: "theme", term }, people),
          value: logOdds,
          low,
          high,
          n: people,
          isWeak: low <= 0 && high >= 0,
        }))}
        format={(value) => number(value, 1)}
        note={t("results.themesLead")}
      />
    </Card>
  );
}

/** Answers by the company's links: nobody's name, in no other figure. */
function Anonymous({ results: { anonymous } }: View) {
  const { t, number } = useTools();
  const { format, interval } = useScore();
  return (
    <>
      <Heading title={t("results.anonymous")} lead={t("results.anonymousLead")} />
      <KeyFigures
        figures={[
          {
            label: t("results.anonymousAnswers"),
            figure: number(anonymous.answers),
            ...(anonymous.isWaiting && { detail: t("results.waiting") }),
          },
          ...anonymous.metrics.map((one) => ({
            label: t(`results.metrics.${one.metric}`),
            figure: format(one.metric)(one.score),
            detail: `${interval(one)}, n = ${number(one.n)}`,
          })),
        ]}
      />
    </>
  );
}
