import { describe, expect, test } from "vitest";
import { chooseModel, modelOf, summarise } from "../../../shared/scoring/index.ts";
import { DAY } from "../../../shared/scoring/summarise.ts";
import { cdnowLines, retailLines, type CustomerLine } from "./real-books.ts";
import { dataIsHere, whyNot } from "./shared-data.ts";

/** Purchase days of each customer in the weeks after a day. */
function followed(lines: readonly CustomerLine[], at: number, weeks: number): Map<string, number> {
  const days = new Map<string, Set<number>>();
  const [first, last] = [Math.floor(at / DAY) + 1, Math.floor(at / DAY) + 7 * weeks];
  for (const { customerId, occurredAt } of lines) {
    const day = Math.floor(occurredAt / DAY);
    if (day < first || day > last) continue;
    const own = days.get(customerId);
    if (own) own.add(day);
    else days.set(customerId, new Set([day]));
  }
  return new Map([...days].map(([id, own]) => [id, own.size]));
}

describe.skipIf(!dataIsHere)(`purchase intervals on real books${whyNot}`, () => {
  test.each([
    ["CDNOW, December 1997, 26 weeks", cdnowLines, Date.UTC(1997, 11, 31), 26],
    ["CDNOW, September 1997, 39 weeks", cdnowLines, Date.UTC(1997, 8, 30), 39],
    ["Online Retail, August 2011, 14 weeks", retailLines, Date.UTC(2011, 7, 31), 14],
  ] as const)("hold what they state: %s", (name, load, at, weeks) => {
    const lines = load();
    const before = summarise(lines, { until: at, unit: "week" });
    const after = followed(lines, at, weeks);
    const model = modelOf(chooseModel(before).fitted!);
    const covered = (share: number) =>
      before.filter((customer) => {
        const { low, high } = model.purchaseInterval(customer, weeks, share)!;
        const purchases = after.get(customer.id) ?? 0;
        return low <= purchases && purchases <= high;
      }).length / before.length;
    const [most, nearlyAll] = [covered(0.8), covered(0.95)];
    const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
    console.log(
      `${name}, ${model.name}: 80 % holds ${percent(most)}, 95 % holds ${percent(nearlyAll)}`,
    );
    expect(most).toBeGreaterThanOrEqual(0.8);
    expect(nearlyAll).toBeGreaterThanOrEqual(0.93);
    expect(nearlyAll).toBeLessThanOrEqual(0.999);
  });
});
