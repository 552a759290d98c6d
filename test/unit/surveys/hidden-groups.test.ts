import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  FEWEST_IN_GROUP,
  hiddenGroups,
  type Breakdown,
} from "../../../shared/surveys/results/hidden-groups.ts";
import { publishedMonths } from "../../../shared/surveys/results/published-months.ts";

/** A breakdown of groups of these sizes, of people numbered from the first. */
function sized(...sizes: number[]): Breakdown {
  let next = 0;
  const groups = sizes.map((size, at) => ({
    key: `g${at}`,
    members: Array.from({ length: size }, () => String(next++)),
  }));
  return { groups };
}
const hides = (...sizes: number[]) => [...hiddenGroups([sized(...sizes)])[0]!].toSorted();

/** Every sum that shown groups and the total allow: unions of blocks, of each breakdown. */
function unionsOf({ groups }: Breakdown, hidden: ReadonlySet<string>): Set<string>[] {
  const rest = groups.filter(({ key }) => hidden.has(key)).flatMap(({ members }) => members);
  const blocks = [
    ...groups.filter(({ key }) => !hidden.has(key)).map(({ members }) => members),
    rest,
  ].filter(({ length }) => length > 0);
  return Array.from(
    { length: 1 << blocks.length },
    (_, chosen) => new Set(blocks.filter((__, at) => (chosen & (1 << at)) !== 0).flat()),
  );
}

describe("hiddenGroups", () => {
  test("hides nobody when every group has five people", () => {
    expect(hides(5, 6, 20)).toEqual([]);
  });
  test("hides the smallest other when one group is hidden alone", () => {
    expect(hides(3, 9, 7, 20)).toEqual(["g0", "g2"]);
  });
  test("hides further groups when the hidden ones are under five together", () => {
    expect(hides(1, 2, 8, 20)).toEqual(["g0", "g1", "g2"]);
  });
  test("hides no other when a group is empty", () => {
    expect(hides(0, 8, 20)).toEqual(["g0"]);
  });

  test("hides a group when another breakdown has the same people but two", () => {
    const tiers = sized(10, 20);
    const owners = sized(8, 22);
    const hidden = hiddenGroups([tiers, owners]);
    expect(hidden.some((keys) => keys.size > 0)).toBe(true);
  });

  test("lets no group under five be computed from any two breakdowns", () => {
    const assigned = fc.array(
      fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 4 }), fc.nat({ max: 5 })),
      { minLength: 1, maxLength: 60 },
    );
    fc.assert(
      fc.property(assigned, (people) => {
        const breakdowns = [0, 1, 2].map((by) => ({
          groups: [...Map.groupBy(people.keys(), (at) => people[at]![by as 0 | 1 | 2])].map(
            ([key, members]) => ({ key: String(key), members: members.map(String) }),
          ),
        }));
        const hidden = hiddenGroups(breakdowns);
        const known = breakdowns.map((one, at) => unionsOf(one, hidden[at]!));
        const total = people.length;
        for (const one of known)
          for (const other of known)
            for (const outer of one)
              for (const inner of other) {
                const rest = outer.size - inner.size;
                if (rest <= 0 || rest >= FEWEST_IN_GROUP || total < FEWEST_IN_GROUP) continue;
                expect([...inner].every((one) => outer.has(one))).toBe(false);
              }
      }),
      { numRuns: 60 },
    );
  });
});

describe("publishedMonths", () => {
  const months = [
    { month: "2026-07", answers: 3 },
    { month: "2026-08", answers: 1 },
    { month: "2026-09", answers: 4 },
    { month: "2026-10", answers: 2 },
    { month: "2026-11", answers: 9 },
  ];
  test("joins months until five answered when they are over", () => {
    expect(publishedMonths(months, "2026-11")).toEqual(["2026-07", "2026-08", "2026-09"]);
    expect(publishedMonths(months, "2026-12")).toEqual(months.map(({ month }) => month));
  });
  test("adds five answers or none from one day to another", () => {
    const some = fc.array(fc.nat({ max: 6 }), { maxLength: 11 });
    fc.assert(
      fc.property(some, (sizes) => {
        const all = sizes.map((answers, at) => ({
          month: `2026-${String(at + 1).padStart(2, "0")}`,
          answers,
        }));
        const totals = Array.from({ length: 12 }, (_, at) => {
          const shown = publishedMonths(all, `2026-${String(at + 1).padStart(2, "0")}`);
          return all
            .filter(({ month }) => shown.includes(month))
            .reduce((sum, { answers }) => sum + answers, 0);
        });
        for (const [at, total] of totals.entries()) {
          const step = total - (totals[at - 1] ?? 0);
          expect(step === 0 || step >= FEWEST_IN_GROUP).toBe(true);
        }
      }),
    );
  });
});
