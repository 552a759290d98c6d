/** Report of the asked: by lot and by choice, by tier and by rep, and how their answers differ. */
import { useState } from "preact/hooks";
import type { SamplingReport } from "../../../../shared/contract/sampling.ts";
import { answered, api } from "../../api.ts";
import { PageHead } from "../../frame/page-head.tsx";
import { Blank, Failed, Loading } from "../../frame/states.tsx";
import { useTools } from "../../tools.ts";
import { useAnswer } from "../../use-answer.ts";
import { KeyFigures } from "../dashboards/parts.tsx";
import { Compared } from "./compared.tsx";
import { Groups } from "./groups.tsx";
import { declinedOf, rateWords } from "./row-words.ts";
import { Reasons } from "./reasons.tsx";
import "../../styles/dashboard.css";
import "../../styles/sampling.css";

/** The page at `/asked`. */
export default function Sampling() {
  const { t } = useTools();
  const [quarter, setQuarter] = useState<string | null>(null);
  const answer = useAnswer(
    (signal) =>
      answered(
        api.v1.sampling.$get({ query: quarter === null ? {} : { quarter } }, { init: { signal } }),
      ),
    `sampling ${quarter ?? "now"}`,
  );
  return (
    <>
      <PageHead title={t("nav.sampling")} lead={t("sampling.lead")}>
        {answer.data !== null && <Quarters report={answer.data} choose={setQuarter} />}
        <a class="button quiet" href="/surveys">
          {t("nav.surveys")}
        </a>
      </PageHead>
      {answer.state === "loading" && <Loading rows={8} />}
      {answer.state === "failed" && <Failed error={answer.error} again={answer.again} />}
      {answer.state === "here" && <Shown report={answer.data} />}
    </>
  );
}

/** The choice of a quarter; nothing to choose where there is one. */
function Quarters({
  report: { quarter, quarters },
  choose,
}: {
  report: SamplingReport;
  choose(quarter: string): void;
}) {
  const { t } = useTools();
  if (quarters.length < 2) return null;
  return (
    <select
      class="input"
      aria-label={t("sampling.quarter")}
      value={quarter}
      onChange={({ currentTarget }) => choose(currentTarget.value)}
    >
      {quarters.map((one) => (
        <option key={one} value={one}>
          {t("sampling.quarterOf", { year: one.slice(0, 4), quarter: one.slice(-1) })}
        </option>
      ))}
    </select>
  );
}

/** Returns a Monday as a day of the calendar. */
const weekWords = (monday: string, tag: string): string =>
  new Intl.DateTimeFormat(tag, { dateStyle: "medium", timeZone: "UTC" }).format(Date.parse(monday));

function Shown({ report }: { report: SamplingReport }) {
  const { t, tag } = useTools();
  const { draw, all } = report;
  const drawWords =
    draw === null
      ? t("sampling.noDraw")
      : draw.isFinished
        ? t("sampling.drawnAt", { week: weekWords(draw.week, tag) })
        : t("sampling.drawing");
  if (all.drawn + all.byDraw.asked + all.byChoice.asked === 0 && all.customers === 0)
    return (
      <Blank title={t("sampling.none")}>
        <p>{draw === null ? drawWords : t("sampling.noneLead")}</p>
      </Blank>
    );
  return (
    <div class="sampling">
      <p class="muted">{drawWords}</p>
      <Keys report={report} />
      <Compared row={all} />
      <Groups
        id="sampling-tiers"
        title={t("sampling.tiers")}
        label={t("sampling.tier")}
        rows={report.tiers}
        nameOf={({ key }) => t(`codes.tier.${key}`)}
      />
      <Groups
        id="sampling-reps"
        title={t("sampling.reps")}
        label={t("sampling.rep")}
        rows={report.reps}
        nameOf={({ key, name }) => (key === null ? t("sampling.noOwner") : (name ?? key))}
        more={report.moreReps}
      />
      <Reasons row={all} />
    </div>
  );
}

function Keys({ report: { all } }: { report: SamplingReport }) {
  const tools = useTools();
  const { t, number } = tools;
  return (
    <KeyFigures
      figures={[
        {
          label: t("sampling.eligible"),
          figure: number(all.eligible),
          detail: t("sampling.eligibleOf", { customers: all.customers }),
        },
        {
          label: t("sampling.drawn"),
          figure: number(all.drawn),
          detail: t("sampling.drawnLead"),
        },
        {
          label: t("sampling.byDraw"),
          figure: number(all.byDraw.asked),
          detail: rateWords(all.byDraw, tools),
        },
        {
          label: t("sampling.byChoice"),
          figure: number(all.byChoice.asked),
          detail: rateWords(all.byChoice, tools),
        },
        {
          label: t("sampling.declined"),
          figure: number(declinedOf(all)),
          detail: t("sampling.declinedOf"),
        },
      ]}
    />
  );
}
