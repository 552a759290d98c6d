/** The report of who was asked: by lot and by choice, by rep and by tier. */
import type { Context } from "hono";
import type { SamplingReport, SamplingRow } from "../../../shared/contract/sampling.ts";
import { tierName } from "../../../shared/contract/fields.ts";
import { wilson } from "../../../shared/scoring/numerics/proportion.ts";
import { type HiddenScores, hiddenScores } from "../../../shared/surveys/sampling/hidden-scores.ts";
import {
  meanDifference,
  meanOfSums,
  type Sums,
} from "../../../shared/surveys/sampling/mean-difference.ts";
import { quarterAt } from "../../../shared/surveys/sampling/week-of.ts";
import type { App } from "../../context.ts";
import { ownersOf } from "../../routes/snapshots.ts";
import { instant } from "../../scoring/card.ts";
import {
  type AskingTally,
  type DrawTally,
  type FrameRow,
  type Metric,
  samplingCounts,
} from "../../store/sampling-report.ts";

/** Reps in the report, those with most customers first. */
const MOST_REPS = 100;
const metrics = ["nps", "csat", "ces"] as const satisfies Metric[];

type Counts = { asking: AskingTally[]; draws: DrawTally[]; frames: FrameRow[] };
type Keyed = { repId: string; tier: string };

const sumOf = <R>(rows: readonly R[], of: (row: R) => number): number =>
  rows.reduce((sum, row) => sum + of(row), 0);

/** Adds up counts that stand as JSON by code; codes that came to nothing are left out. */
function codesOf(texts: readonly string[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const text of texts)
    for (const [code, n] of Object.entries(JSON.parse(text) as Record<string, number>))
      sums[code] = (sums[code] ?? 0) + n;
  return Object.fromEntries(Object.entries(sums).filter(([, n]) => n > 0));
}

function askedOf(rows: readonly AskingTally[]): SamplingRow["byDraw"] {
  const asked = sumOf(rows, (row) => row.asked);
  const answered = Math.min(
    asked,
    sumOf(rows, (row) => row.answered),
  );
  const rate = asked === 0 ? null : { share: answered / asked, ...wilson(answered, asked) };
  return { asked, answered, rate };
}

const sumsOf = (rows: readonly AskingTally[], metric: Metric): Sums => ({
  count: sumOf(rows, (row) => row[`${metric}_count`]),
  sum: sumOf(rows, (row) => row[`${metric}_sum`]),
  squares: sumOf(rows, (row) => row[`${metric}_squares`]),
});

/** True for a mean that may be told: of a metric, of those drawn or of those chosen. */
type IsShown = (metric: Metric, isDrawn: number) => boolean;

/** Sums that are told: those of nobody where they would tell of a few. */
const nothing: Sums = { count: 0, sum: 0, squares: 0 };

function scoresOf(drawn: readonly AskingTally[], chosen: readonly AskingTally[], isShown: IsShown) {
  return metrics.flatMap((metric): SamplingRow["scores"] => {
    const [byDraw, byChoice] = [sumsOf(drawn, metric), sumsOf(chosen, metric)];
    if (byDraw.count + byChoice.count === 0) return [];
    const ofDrawn = isShown(metric, 1) ? byDraw : nothing;
    const ofChosen = isShown(metric, 0) ? byChoice : nothing;
    return [
      {
        metric,
        drawn: byDraw.count,
        chosen: byChoice.count,
        drawnMean: meanOfSums(ofDrawn),
        chosenMean: meanOfSums(ofChosen),
        difference: meanDifference(ofChosen, ofDrawn),
      },
    ];
  });
}

/** Returns which means of tiers and reps may be told, so that none of a few can be computed. */
function shownScores(asking: readonly AskingTally[]) {
  const hidden = new Map(
    metrics.flatMap((metric) =>
      [0, 1].map((isDrawn) => {
        const cells = asking
          .filter((row) => row.isDrawn === isDrawn)
          .map(({ repId, tier, ...row }) => ({ repId, tier, count: row[`${metric}_count`] }));
        return [`${metric} ${isDrawn}`, hiddenScores(cells)] as const;
      }),
    ),
  );
  const isShown =
    (by: keyof HiddenScores, key: string): IsShown =>
    (metric, isDrawn) =>
      hidden.get(`${metric} ${isDrawn}`)?.[by].has(key) === false;
  return isShown;
}

/** The line of those counts that are of one rep or one tier. */
function rowOf(
  key: string | null,
  name: string | null,
  { asking, draws, frames }: Counts,
  isShown: IsShown = () => true,
): SamplingRow {
  const drawn = asking.filter((row) => row.isDrawn === 1);
  const chosen = asking.filter((row) => row.isDrawn === 0);
  return {
    key,
    name,
    customers: sumOf(frames, (row) => row.customers),
    eligible: sumOf(frames, (row) => row.eligible),
    passed: codesOf(frames.map((row) => row.refused)),
    drawn: sumOf(draws, (row) => row.drawn),
    byDraw: askedOf(drawn),
    byChoice: askedOf(chosen),
    refused: codesOf(draws.map((row) => row.refused)),
    declined: codesOf(draws.map((row) => row.declined)),
    flagged: {
      addressChanged: sumOf(asking, (row) => row.addressChanged),
      ownDomain: sumOf(asking, (row) => row.ownDomain),
      sameDevice: sumOf(asking, (row) => row.sameDevice),
    },
    scores: scoresOf(drawn, chosen, isShown),
  };
}

const only = (counts: Counts, holds: (row: Keyed) => boolean): Counts => ({
  asking: counts.asking.filter(holds),
  draws: counts.draws.filter(holds),
  frames: counts.frames.filter(holds),
});

/** Returns the report of a quarter, the one of now by default. */
export async function readReport(
  c: Context<App>,
  wanted: string | undefined,
): Promise<SamplingReport> {
  const { db, sealer, now } = c.var;
  const current = quarterAt(now);
  const quarter = wanted ?? current;
  const counts = await samplingCounts(db, quarter);
  const isShown = shownScores(counts.asking);
  const all = [...counts.asking, ...counts.draws, ...counts.frames];
  const ids = [...new Set(all.map(({ repId }) => repId))];
  const names = await ownersOf(
    db,
    sealer,
    ids.filter((id) => id !== ""),
  );
  const reps = ids
    .map((id) =>
      rowOf(
        id === "" ? null : id,
        names[id] ?? null,
        only(counts, ({ repId }) => repId === id),
        isShown("reps", id),
      ),
    )
    .sort((p, q) => q.customers - p.customers || q.drawn - p.drawn);
  c.header("Server-Timing", `d1;desc="${counts.rowsRead} rows read"`);
  const { latest } = counts;
  return {
    quarter,
    quarters: [...new Set([current, ...counts.quarters])].toSorted().toReversed(),
    draw: latest && {
      week: latest.week,
      at: instant(latest.startedAt),
      isFinished: latest.state === "finished",
    },
    all: rowOf("all", null, counts),
    tiers: tierName.options.map((tier) =>
      rowOf(
        tier,
        null,
        only(counts, (row) => row.tier === tier),
        isShown("tiers", tier),
      ),
    ),
    reps: reps.slice(0, MOST_REPS),
    moreReps: Math.max(0, reps.length - MOST_REPS),
  };
}
