import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  FEWEST_IN_GROUP,
  hiddenGroups,
  MOST_GROUPS,
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

describe("hiddenGroups of people who answered more than once", () => {
  const twice = (key: string, people: number) => ({
    key,
    members: Array.from({ length: people * 2 }, (_, at) => `${key}${at % people} ${at}`),
  });
  const personOf = (member: string) => member.split(" ")[0] ?? "";
  test("hides a group of six answers when three people gave them", () => {
    const one = { groups: [twice("a", 3), twice("b", 20), twice("c", 9)] };
    expect([...hiddenGroups([one], personOf)[0]!].toSorted()).toEqual(["a", "c"]);
    expect([...hiddenGroups([one])[0]!]).toEqual([]);
  });

  test("lets no answers of under five people be computed from any two breakdowns", () => {
    const answers = fc.array(
      fc.tuple(fc.nat({ max: 25 }), fc.nat({ max: 3 }), fc.nat({ max: 4 })),
      { minLength: 1, maxLength: 60 },
    );
    fc.assert(
      fc.property(answers, (all) => {
        const person = (member: string) => String(all[Number(member)]![0]);
        const breakdowns = ([1, 2] as const).map((by) => ({
          groups: [...Map.groupBy(all.keys(), (at) => all[at]![by])].map(([key, members]) => ({
            key: String(key),
            members: members.map(String),
          })),
        }));
        if (new Set(all.map(([one]) => one)).size < FEWEST_IN_GROUP) return;
        const hidden = hiddenGroups(breakdowns, person);
        const known = breakdowns.flatMap((one, at) => unionsOf(one, hidden[at]!));
        for (const outer of known)
          for (const inner of known) {
            if (![...inner].every((member) => outer.has(member))) continue;
            const rest = new Set([...outer].filter((member) => !inner.has(member)).map(person));
            expect(rest.size === 0 || rest.size >= FEWEST_IN_GROUP).toBe(true);
          }
      }),
      { numRuns: 60 },
    );
  });
});

describe("hiddenGroups of many groups", () => {
  test("shows the largest alone when there are more than it can compare", () => {
    const many = sized(...Array.from({ length: 60 }, (_, at) => 5 + at));
    const [hidden] = hiddenGroups([many]);
    expect(many.groups.length - hidden!.size).toBe(MOST_GROUPS);
    expect(hidden!.has("g59")).toBe(false);
    expect(hidden!.has("g0")).toBe(true);
  });

  test("still hides what would tell of two people when 40 groups stand beside a near copy", () => {
    const one = sized(...Array.from({ length: 40 }, () => 10));
    const all = one.groups.flatMap(({ members }) => members);
    // As the first, but two people of its first group stand in the second.
    const moved = new Set(all.slice(0, 2));
    const other = {
      groups: one.groups.map(({ key, members }, at) => ({
        key,
        members:
          at === 0
            ? members.filter((member) => !moved.has(member))
            : at === 1
              ? [...members, ...moved]
              : members,
      })),
    };
    const hidden = hiddenGroups([one, other]);
    const shown = [one, other].map(({ groups }, at) =>
      groups.filter(({ key }) => !hidden[at]!.has(key)),
    );
    expect(shown.every(({ length }) => length <= MOST_GROUPS)).toBe(true);
    for (const outer of shown[0]!)
      for (const inner of shown[1]!) {
        const isWithin = inner.members.every((member) => outer.members.includes(member));
        const rest = outer.members.length - inner.members.length;
        expect(isWithin && rest > 0 && rest < FEWEST_IN_GROUP).toBe(false);
      }
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
