/** The review: who changed tier, by reason, and the flow between tiers; to print for a meeting. */
import { useLocation } from "preact-iso";
import { useCallback, useRef, useState } from "preact/hooks";
import type { Review as ReviewAnswer } from "../../../../shared/contract/answers.ts";
import type { ListedReview, ReviewDetail } from "../../../../shared/contract/reviews.ts";
import { answered, api } from "../../api.ts";
import { PageHead } from "../../frame/page-head.tsx";
import { Blank, Failed, Loading } from "../../frame/states.tsx";
import { useTools } from "../../tools.ts";
import { useAnswer } from "../../use-answer.ts";
import { KeyFigures } from "../dashboards/parts.tsx";
import type { Deciding } from "./deciding.ts";
import { GroupSheet } from "./group-sheet.tsx";
import { MovesFlow } from "./moves-flow.tsx";
import { Progress } from "./progress.tsx";
import { SelectionBar } from "./selection-bar.tsx";
import { useDeciding } from "./use-deciding.tsx";
import { isRunning, useRunning } from "./use-running.ts";
import "../../../../shared/ui/styles/charts.css";
import "../../styles/dashboard.css";
import "../../styles/review.css";

export const movedIn = ({ moves }: ReviewAnswer): number =>
  (moves ?? []).reduce((sum, { count }) => sum + count, 0);

/** The page at `/review`; `?id=` names an earlier review. */
export default function Review() {
  const { t, say } = useTools();
  const { query } = useLocation();
  const [turn, setTurn] = useState(0);
  const list = useAnswer(
    (signal) => answered(api.v1.reviews.$get({ query: {} }, { init: { signal } })),
    `reviews ${turn}`,
  );
  const running = useRunning((review) => {
    setTurn((before) => before + 1);
    if (review.status === "finished") say(t("review.ended", { count: movedIn(review) }));
  });
  const loaders = useRef(new Set<() => Promise<void>>());
  const printWith = useCallback((load: () => Promise<void>) => {
    loaders.current.add(load);
    return () => loaders.current.delete(load);
  }, []);
  const printAll = async () => {
    await Promise.all([...loaders.current].map((load) => load()));
    // What was just loaded is drawn by the frame after the next.
    requestAnimationFrame(() => requestAnimationFrame(() => print()));
  };
  const reviews = list.data?.reviews ?? [];
  const chosen = reviews.find(({ id }) => id === query["id"]) ?? reviews[0];
  return (
    <div class="review">
      <PageHead title={t("nav.review")} lead={t("review.lead")}>
        {chosen !== undefined && <Choice reviews={reviews} chosen={chosen} />}
        {chosen !== undefined && (
          <button type="button" class="button" onClick={() => void printAll()}>
            {t("customer.print")}
          </button>
        )}
        <button
          type="button"
          class="button"
          disabled={isRunning(running.latest)}
          onClick={() => void running.start()}
        >
          {t("review.run")}
        </button>
      </PageHead>
      <Progress {...running} />
      <Pending reviews={reviews} />
      {list.state === "loading" && <Loading rows={10} />}
      {list.state === "failed" && <Failed error={list.error} again={list.again} />}
      {list.state === "here" && chosen === undefined && <NoReview />}
      {chosen !== undefined && (
        <Chosen
          key={chosen.id}
          chosen={chosen}
          earlier={reviews.find((one) => movedIn(one) > 0)}
          turn={turn}
          again={() => setTurn((before) => before + 1)}
          printWith={printWith}
        />
      )}
    </div>
  );
}

function NoReview() {
  const { t } = useTools();
  return (
    <Blank title={t("dashboards.nothing.title")}>
      <p>{t("review.noneLead")}</p>
    </Blank>
  );
}

/** Returns the day of a review in full, as a printed page needs it, with the time or without. */
function useWhen(withTime = true): (review: ReviewAnswer) => string {
  const { tag } = useTools();
  const format = new Intl.DateTimeFormat(tag, {
    dateStyle: "medium",
    ...(withTime && { timeStyle: "short" }),
  });
  return ({ startedAt }) => format.format(new Date(startedAt));
}

const addressOf = (id: string) => `/review?id=${id}`;

const optionOf = ({ status, pending }: ListedReview) =>
  status === "failed"
    ? "review.optionFailed"
    : pending > 0
      ? "review.optionPending"
      : "review.option";

/** The choice of a review; the newest stands in no address, so that a bookmark follows it. */
function Choice({ reviews, chosen }: { reviews: ListedReview[]; chosen: ListedReview }) {
  const { t } = useTools();
  const { route } = useLocation();
  const whenOf = useWhen();
  return (
    <label class="month">
      <span class="small muted">{t("review.which")}</span>
      <select
        class="input"
        value={chosen.id}
        onChange={({ currentTarget: { value } }) =>
          route(value === reviews[0]?.id ? "/review" : addressOf(value))
        }
      >
        {reviews.map((one) => (
          <option key={one.id} value={one.id}>
            {t(optionOf(one), {
              at: whenOf(one),
              count: movedIn(one),
              pending: one.pending,
            })}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Moves of all reviews that wait for a decision, with the way to each review that has some. */
function Pending({ reviews }: { reviews: ListedReview[] }) {
  const { t } = useTools();
  const whenOf = useWhen();
  const waiting = reviews.filter(({ pending }) => pending > 0);
  if (waiting.length === 0) return null;
  return (
    <div class="dashboard-note pending-note">
      <p class="strong">
        {t("review.waiting", { count: waiting.reduce((sum, { pending }) => sum + pending, 0) })}
      </p>
      <ul class="row">
        {waiting.slice(0, 6).map((one) => (
          <li key={one.id}>
            <a href={addressOf(one.id)}>
              {t("review.waitingOf", { at: whenOf(one), count: one.pending })}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

type ChosenProps = {
  chosen: ReviewAnswer;
  /** The newest review that moved somebody. */
  earlier: ReviewAnswer | undefined;
  turn: number;
  again(): void;
  printWith(load: () => Promise<void>): () => void;
};

function Chosen({ chosen, earlier, turn, again, printWith }: ChosenProps) {
  const { t } = useTools();
  const dayOf = useWhen(false);
  const { deciding, dialog } = useDeciding(chosen.id, dayOf(chosen), again);
  const answer = useAnswer(
    (signal) =>
      answered(api.v1.reviews[":id"].$get({ param: { id: chosen.id } }, { init: { signal } })),
    `${chosen.id} ${turn}`,
  );
  if (answer.state === "failed") return <Failed error={answer.error} again={answer.again} />;
  if (answer.state === "loading") return <Loading rows={10} />;
  const { review, groups } = answer.data;
  return (
    <div class="dashboard review-body" aria-busy={answer.isOld}>
      <h2 class="hidden">{t("dashboards.figures")}</h2>
      {review.status === "failed" && (
        <p class="dashboard-note">
          {t("review.unfinished", { done: review.scored, customers: review.customers })}
        </p>
      )}
      <Figures detail={answer.data} />
      {groups.length === 0 ? (
        <Nobody earlier={earlier} />
      ) : (
        <>
          <MovesFlow review={review.id} moves={review.moves ?? []} />
          <Groups detail={answer.data} turn={turn} deciding={deciding} printWith={printWith} />
          <SelectionBar deciding={deciding} />
        </>
      )}
      {dialog}
    </div>
  );
}

const sumOf = (
  groups: ReviewDetail["groups"],
  key: "moves" | "decided",
  direction?: "up" | "down",
) =>
  groups.reduce(
    (sum, one) => sum + (direction === undefined || one.direction === direction ? one[key] : 0),
    0,
  );

function Figures({ detail: { review, groups } }: { detail: ReviewDetail }) {
  const { t, number, percent } = useTools();
  const dayOf = useWhen(false);
  const moved = sumOf(groups, "moves");
  return (
    <KeyFigures
      figures={[
        {
          label: t("review.figures.at"),
          figure: dayOf(review),
          detail: t("customers.count", { count: review.customers }),
        },
        {
          label: t("review.figures.moved"),
          figure: number(moved),
          ...(review.customers > 0 && { detail: percent(moved / review.customers) }),
        },
        { label: t("review.figures.up"), figure: number(sumOf(groups, "moves", "up")) },
        { label: t("review.figures.down"), figure: number(sumOf(groups, "moves", "down")) },
        {
          label: t("review.figures.decided"),
          figure: number(sumOf(groups, "decided")),
          ...(moved > 0 && { detail: percent(sumOf(groups, "decided") / moved) }),
        },
      ]}
    />
  );
}

function Nobody({ earlier }: { earlier: ReviewAnswer | undefined }) {
  const { t } = useTools();
  const whenOf = useWhen();
  return (
    <section class="sheet wide">
      <Blank title={t("review.nobody")}>
        <p>{t("review.nobodyLead")}</p>
        {earlier !== undefined && (
          <a class="button" href={addressOf(earlier.id)}>
            {t("review.earlier", { at: whenOf(earlier), count: movedIn(earlier) })}
          </a>
        )}
      </Blank>
    </section>
  );
}

function Groups({
  detail: { review, groups },
  ...rest
}: { detail: ReviewDetail; deciding: Deciding } & Pick<ChosenProps, "turn" | "printWith">) {
  const { t } = useTools();
  return (["up", "down"] as const).map((direction) => {
    const own = groups.filter((group) => group.direction === direction);
    if (own.length === 0) return null;
    return (
      <section key={direction} class="wide move-groups" aria-labelledby={direction}>
        <h2 id={direction}>{t(`review.direction.${direction}`)}</h2>
        {own.map((group) => (
          <GroupSheet key={group.reason} review={review.id} group={group} {...rest} />
        ))}
      </section>
    );
  });
}
