/** Suppression in the report of the asked: no mean of fewer than five answers can be computed. */
import { type Breakdown, hiddenGroups } from "../results/hidden-groups.ts";

/** Answers with a score, of one rep and one tier. */
export type ScoreCell = { repId: string; tier: string; count: number };
export type HiddenScores = { tiers: ReadonlySet<string>; reps: ReadonlySet<string> };

/** Enough to tell a small group from others; more would only take time. */
const MOST_MEMBERS = 30;

const membersOf = ({ repId, tier, count }: ScoreCell): string[] =>
  Array.from({ length: Math.min(count, MOST_MEMBERS) }, (_, at) => `${repId} ${tier} ${at}`);

function breakdown(cells: readonly ScoreCell[], by: "tier" | "repId"): Breakdown {
  const groups = [...Map.groupBy(cells, (cell) => cell[by])].map(([key, own]) => ({
    key,
    members: own.flatMap(membersOf),
  }));
  return { groups };
}

/** Returns the tiers and reps whose mean is not told, since it or another would tell of a few. */
export function hiddenScores(cells: readonly ScoreCell[]): HiddenScores {
  const filled = cells.filter(({ count }) => count > 0);
  const [tiers, reps] = hiddenGroups([breakdown(filled, "tier"), breakdown(filled, "repId")]);
  return { tiers: tiers ?? new Set(), reps: reps ?? new Set() };
}
