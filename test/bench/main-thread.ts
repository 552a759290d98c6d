/**
 * Measures what an extension's script costs on the page's main thread, out of Chromium's record, in
 * the thread's own processor time: unlike the clock it does not count how long a busy machine let
 * the thread wait.
 *
 * Its time is every outermost call into a script of an extension (`FunctionCall`, `EvaluateScript`:
 * observers, frames, idle time, listeners, timers, messages) and every run of microtasks
 * (`RunMicrotasks`): the page itself uses no promises and no observers, so that all of them are the
 * extension's. What stands between two beats of the page is the cost of the first. Layout and style
 * (`Layout`, `UpdateLayoutTree`) inside that time were forced by the script.
 */
import type { Event } from "./trace.ts";

type Span = { from: number; to: number; /** Milliseconds of the processor. */ took: number };
export type Cost = {
  /** Milliseconds of the extension's script for each batch of mutations. */
  batches: number[];
  /** Tasks over 50 ms, whoever's; those in which the extension's script alone took more. */
  longTasks: number;
  ownLongTasks: number;
  forcedLayouts: number;
  forcedStyles: number;
  /** Milliseconds a second that the thread worked, on everything. */
  busy: number;
  /** The number of batches a second that there really were: a busy machine's timers are late. */
  rate: number;
  seconds: number;
};

const long = 50;
const spanOf = ({ ts, dur = 0, tdur = dur }: Event): Span => ({
  from: ts,
  to: ts + dur,
  took: tdur / 1000,
});
const isOfExtension = ({ name, args }: Event, scripts: string) =>
  name === "RunMicrotasks" ||
  ((name === "FunctionCall" || name === "EvaluateScript") &&
    args.data?.url?.startsWith(scripts) === true);

/** Those that are in no other, in order. */
function outermost(spans: Span[]): Span[] {
  let end = -Infinity;
  return spans
    .toSorted((a, b) => a.from - b.from || b.to - a.to)
    .filter(({ from, to }) => {
      if (from < end) return false;
      end = to;
      return true;
    });
}

/** Milliseconds of `own` (in order) that begin inside each of `spans` (in order, apart). */
function within(spans: Pick<Span, "from" | "to">[], own: Span[]): number[] {
  let at = 0;
  return spans.map(({ from, to }) => {
    let sum = 0;
    for (let span = own[at]; span !== undefined && span.from < to; span = own[++at])
      if (span.from >= from) sum += span.took;
    return sum;
  });
}

/**
 * The cost between the page's first and last beat. Throws where the record holds none.
 * @param scripts how the addresses of the extension's scripts begin
 */
export function costOf(events: Event[], scripts = "chrome-extension://"): Cost {
  const beats = events
    .filter(({ name, args }) => name === "FunctionCall" && args.data?.functionName === "beat")
    .toSorted((a, b) => a.ts - b.ts);
  const [first] = beats;
  const last = beats.at(-1);
  if (first === undefined || last === undefined)
    throw new Error("The record holds no mutations of the page.");
  const here = events.filter(
    ({ pid, tid, ts, dur }) =>
      pid === first.pid && tid === first.tid && dur !== undefined && ts >= first.ts && ts < last.ts,
  );
  const own = outermost(here.filter((event) => isOfExtension(event, scripts)).map(spanOf));
  const tasks = outermost(here.filter(({ name }) => name === "RunTask").map(spanOf));
  const seconds = (last.ts - first.ts) / 1_000_000;
  const forced = (wanted: string) =>
    here.filter(
      ({ name, ts }) => name === wanted && own.some(({ from, to }) => from <= ts && ts < to),
    ).length;
  return {
    batches: within(
      beats.slice(0, -1).map(({ ts }, at) => ({ from: ts, to: beats[at + 1]?.ts ?? ts })),
      own,
    ),
    longTasks: tasks.filter(({ took }) => took > long).length,
    ownLongTasks: within(tasks, own).filter((took) => took > long).length,
    forcedLayouts: forced("Layout"),
    forcedStyles: forced("UpdateLayoutTree"),
    busy: tasks.reduce((sum, { took }) => sum + took, 0) / seconds,
    rate: (beats.length - 1) / seconds,
    seconds,
  };
}

/**
 * Milliseconds of the page's main thread for the scripts of an extension, in a record of the page's
 * loading.
 */
export function loadingOf(events: Event[]): number {
  const page = events.find(
    ({ name, args }) => name === "EvaluateScript" && args.data?.url?.endsWith("/busy.js") === true,
  );
  if (page === undefined) throw new Error("The record does not hold the page's loading.");
  const here = events.filter(
    ({ pid, tid, dur }) => pid === page.pid && tid === page.tid && dur !== undefined,
  );
  return outermost(
    here.filter((event) => isOfExtension(event, "chrome-extension://")).map(spanOf),
  ).reduce((sum, { took }) => sum + took, 0);
}
