/** A page over a snapshot: its head, the month it is of, and its looks without figures. */
import { useLocation } from "preact-iso";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Filter } from "../../../../shared/contract/customer-filter.ts";
import type { SnapshotPage } from "../../../../shared/contract/snapshot.ts";
import { answered, api } from "../../api.ts";
import { PageHead } from "../../frame/page-head.tsx";
import { Blank, Failed, Loading } from "../../frame/states.tsx";
import { failureWords } from "../../failure-words.ts";
import { useTools } from "../../tools.ts";
import { addressOf, useFigures } from "./figures.ts";
import { useSnapshot, type SnapshotOf } from "./use-snapshot.ts";
import "../../../../shared/ui/styles/charts.css";
import "../../styles/dashboard.css";

export type ViewProps<Page extends SnapshotPage> = {
  snapshot: SnapshotOf<Page>;
  /** The list behind a figure; none for earlier months, when the list shows today's customers. */
  listOf(filter: Filter): string | undefined;
};

export function Dashboard<Page extends SnapshotPage>({
  page,
  children,
}: {
  page: Page;
  children: (view: ViewProps<Page>) => ComponentChildren;
}) {
  const { t } = useTools();
  const { query, path, route } = useLocation();
  const answer = useSnapshot(page, query["at"]);
  const { state, data } = answer;
  const [title, lead] = [t(`nav.${page}`), t(`dashboards.${page}.lead`)];
  if (state === "failed" && answer.error.code === "not_found")
    return (
      <>
        <PageHead title={title} lead={lead} />
        <Nothing isMonth={query["at"] !== undefined} again={answer.again} />
      </>
    );
  const choose = (month: string) => route(month === data?.months[0] ? path : `${path}?at=${month}`);
  const isLatest = data !== null && data.month === data.months[0];
  return (
    <>
      <PageHead title={title} lead={lead}>
        {data !== null && <Months snapshot={data} choose={choose} />}
      </PageHead>
      {state === "loading" && <Loading rows={10} />}
      {state === "failed" && <Failed error={answer.error} again={answer.again} />}
      {data !== null && !isLatest && <p class="dashboard-note">{t("dashboards.earlier")}</p>}
      {data !== null && (
        <div class="dashboard" aria-busy={state === "here" && answer.isOld}>
          <h2 class="hidden">{t("dashboards.figures")}</h2>
          {children({
            snapshot: data,
            listOf: (filter) => (isLatest ? addressOf(filter) : undefined),
          })}
        </div>
      )}
    </>
  );
}

/** The choice of the month; months without a review are not offered. */
function Months({
  snapshot: { month, months, at },
  choose,
}: {
  snapshot: SnapshotOf<SnapshotPage>;
  choose(month: string): void;
}) {
  const { t, moment } = useTools();
  const { longMonth } = useFigures();
  return (
    <label class="month">
      <span class="small muted">{t("dashboards.reviewed", { at: moment(at) })}</span>
      <select
        class="input"
        aria-label={t("dashboards.month")}
        value={month}
        onChange={({ currentTarget }) => choose(currentTarget.value)}
      >
        {months.map((one) => (
          <option key={one} value={one}>
            {longMonth(one)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** A book that no review went over yet, or a month without one. */
function Nothing({ isMonth, again }: { isMonth: boolean; again(): void }) {
  const { t, say } = useTools();
  const { path, route } = useLocation();
  const [isStarted, setStarted] = useState(false);
  const start = () =>
    answered(api.v1.review.$post({ query: {} })).then(
      () => {
        setStarted(true);
        say(t("dashboards.nothing.started"));
      },
      (thrown: unknown) => say(failureWords(thrown, t)),
    );
  if (isMonth)
    return (
      <Blank title={t("dashboards.nothing.month")}>
        <button type="button" class="button" onClick={() => route(path)}>
          {t("dashboards.nothing.latest")}
        </button>
      </Blank>
    );
  return (
    <Blank title={t("dashboards.nothing.title")}>
      <p>{t("dashboards.nothing.lead")}</p>
      <div class="row">
        {!isStarted && (
          <button type="button" class="button primary" onClick={() => void start()}>
            {t("dashboards.nothing.start")}
          </button>
        )}
        <button type="button" class="button" onClick={again}>
          {t("dashboards.nothing.again")}
        </button>
      </div>
    </Blank>
  );
}
