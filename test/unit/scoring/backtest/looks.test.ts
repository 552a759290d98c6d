import { describe, expect, test } from "vitest";
import { bgNbd } from "../../../../shared/scoring/index.ts";
import { inOrder, lessonOf, looksOf, trialsOf } from "../../../../shared/scoring/backtest/looks.ts";
import { purchaseRecord } from "../../../../shared/scoring/backtest/purchase-record.ts";
import { tellerOf } from "../../../../shared/scoring/backtest/teller.ts";

const parameters = { r: 0.8, alpha: 6, a: 0.6, b: 2.4 };
const START = 10_000;
const windows = [
  { at: START + 300, to: START + 400 },
  { at: START + 250, to: START + 350 },
];

/** A drawn book: times in days, the first purchases in the first 200. */
const book = bgNbd
  .simulate(
    { ...parameters, alpha: 7 * parameters.alpha },
    Array.from({ length: 400 }, () => 500),
    3,
  )
  .map(({ id, times }, i) => {
    const first = START + (i % 200);
    const days = [...new Set([first, ...times.map((time) => first + Math.ceil(time))])];
    const record = purchaseRecord(days.map((day) => ({ day, amount: 1000 })))!;
    return { id, record };
  });
const teller = tellerOf({ model: "bg_nbd", parameters }, null);
const looks = looksOf(book, windows, [teller]);

describe("looksOf", () => {
  test("states of each row the chance of that customer when models are asked at once", () => {
    expect(looks.seen).toHaveLength(2 * book.length);
    looks.seen.forEach((seen, row) => {
      expect(seen.day).toBe(windows[looks.window[row]!]!.at);
      expect(looks.chances.get("bg_nbd")![row]).toBeCloseTo(teller.chanceToBuy(seen, 100), 10);
    });
  });
});

describe("trialsOf", () => {
  test("judges every row once, and by no row of the same half or window", () => {
    const trials = trialsOf(looks);
    const judged = trials.flatMap((trial) => [...trial.judged]);
    expect(judged.toSorted((p, q) => p - q)).toEqual([...looks.seen.keys()]);
    for (const trial of trials) {
      expect(trial.lesson.rows.length).toBeGreaterThan(0);
      const [own] = trial.judged;
      for (const row of trial.lesson.rows) {
        expect(looks.half[row]).not.toBe(looks.half[own!]);
        expect(looks.window[row]).not.toBe(looks.window[own!]);
      }
    }
  });

  test("judges by the same window when there is but one", () => {
    const one = looksOf(book, windows.slice(0, 1), []);
    for (const { judged, lesson } of trialsOf(one))
      expect(judged.length + lesson.rows.length).toBe(one.seen.length);
  });
});

describe("inOrder", () => {
  test("keeps the order and the rows of the lesson when some rows are not in it", () => {
    const order = Uint32Array.from(looks.seen.keys()).reverse();
    const lesson = lessonOf(looks, (row) => row % 3 === 0);
    const kept = [...inOrder(order, lesson)];
    expect(kept).toEqual([...lesson.rows].reverse());
  });
});
