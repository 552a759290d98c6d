/**
 * Returned purchases: refunds in part, in full and beyond, in one piece or several, under the
 * order's number, one that names it, a reference or a number of their own, on the day of the
 * purchase or years later, before, between and after others; of an only purchase, of renewals and
 * categories; and refunds that no purchase belongs to.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  defaultPolicy,
  keptPurchases,
  loyalty,
  measures,
  returnsShown,
  scoreCustomer,
  settle,
  summarise,
  type Facts,
  type Transaction,
} from "../../../shared/scoring/index.ts";
import { book, modelOf } from "./a-book.ts";
import { ago, anyFacts, customer, now } from "./some-facts.ts";

const model = modelOf(book(300));
const context = { policy: defaultPolicy, model, now, currency: "GBP" };
const score = (facts: Facts) => scoreCustomer(facts, context);
const bought = (
  orderId: string,
  days: number,
  amount: number,
  over: Partial<Transaction> = {},
): Transaction => ({
  orderId,
  occurredAt: ago(days),
  amount,
  category: null,
  kind: amount < 0 ? "refund" : "purchase",
  ...over,
});
const left = (...lines: Transaction[]) =>
  keptPurchases(lines, now).map(({ orderId, amount }) => [orderId, amount]);

const line = fc
  .record({
    orderId: fc.integer({ min: 1, max: 8 }).map((n) => `order-${n}`),
    days: fc.integer({ min: 0, max: 900 }),
    amount: fc.integer({ min: 1, max: 90_000 }),
    category: fc.constantFrom(null, "valves", "ropes"),
    kind: fc.constantFrom("purchase" as const, "renewal" as const),
  })
  .map(({ days, orderId, amount, ...rest }) => bought(orderId, days, amount, rest));
const history = fc.array(line, { maxLength: 12 });

describe("a refund", () => {
  const orders = [bought("10481", 90, 500), bought("10482", 60, 500), bought("10483", 30, 500)];

  test.each<[string, Transaction[], [string, number][]]>([
    [
      "comes off its order when it has its number",
      [bought("10481", 5, -200)],
      [
        ["10481", 300],
        ["10482", 500],
        ["10483", 500],
      ],
    ],
    [
      "comes off its order when it refers to it",
      [bought("CN-7", 5, -200, { refersTo: "10481" })],
      [
        ["10481", 300],
        ["10482", 500],
        ["10483", 500],
      ],
    ],
    [
      "comes off its order when its number names it",
      [bought("RMA-10481", 5, -200)],
      [
        ["10481", 300],
        ["10482", 500],
        ["10483", 500],
      ],
    ],
    [
      "comes off its order when its number begins with it",
      [bought("10481/R2", 5, -500)],
      [
        ["10482", 500],
        ["10483", 500],
      ],
    ],
    [
      "comes off its order when letters stand before it",
      [bought("CN10482", 5, -500)],
      [
        ["10481", 500],
        ["10483", 500],
      ],
    ],
    [
      "comes off the newest purchase before it when it has a number of its own",
      [bought("RMA-1", 40, -200)],
      [
        ["10481", 500],
        ["10482", 300],
        ["10483", 500],
      ],
    ],
    [
      "goes on to the purchase before when it is more than the newest",
      [bought("RMA-1", 5, -700)],
      [
        ["10481", 500],
        ["10482", 300],
      ],
    ],
    [
      "goes on to the newest when it is more than its order",
      [bought("10481", 5, -600)],
      [
        ["10482", 500],
        ["10483", 400],
      ],
    ],
    [
      "counts nowhere when no purchase is before it",
      [bought("RMA-1", 95, -700)],
      [
        ["10481", 500],
        ["10482", 500],
        ["10483", 500],
      ],
    ],
    [
      "counts nowhere beyond all purchases before it",
      [bought("RMA-1", 80, -700)],
      [
        ["10482", 500],
        ["10483", 500],
      ],
    ],
    [
      "leaves its order to another when both guess",
      [bought("RMA-1", 20, -500), bought("10483", 10, -500)],
      [["10481", 500]],
    ],
  ])("%s", (_, refunds, kept) => expect(left(...orders, ...refunds)).toEqual(kept));

  test("comes off the lines of its category first when its order has several", () => {
    const lines = [
      bought("A", 9, 500, { category: "valves" }),
      bought("A", 9, 300, { category: "ropes" }),
    ];
    expect(
      keptPurchases([...lines, bought("A", 2, -300, { category: "ropes" })], now).map(
        (t) => t.category,
      ),
    ).toEqual(["valves"]);
  });

  test("comes off a purchase of its day when either has a date alone", () => {
    const midnight = Math.floor(ago(3) / 86_400_000) * 86_400_000;
    expect(left(bought("A", 3, 500), { ...bought("RMA", 3, -500), occurredAt: midnight })).toEqual(
      [],
    );
  });

  test("is not there yet when it is dated tomorrow", () => {
    expect(left(bought("A", 3, 500), bought("A", -2, -500))).toEqual([["A", 500]]);
  });

  test("makes no customer when there is no purchase", () => {
    const scores = score(customer({ transactions: [bought("A", 9, -500)] }));
    expect(scores).toEqual(score(customer()));
    expect(scores).toMatchObject({
      tier: { tier: "potential" },
      stage: { stage: "prospect" },
      rfm: null,
    });
  });

  test("makes a prospect again of a customer whose only purchase went back, however long ago", () => {
    for (const days of [5, 400, 900]) {
      const facts = customer({
        createdAt: ago(1000),
        transactions: [bought("A", days, 500), bought("RMA", days - 2, -500)],
      });
      expect(score(facts)).toEqual(score(customer()));
      expect(score(facts).stage.stage).toBe("prospect");
    }
  });

  test("leaves goods that were free when what was paid for went back", () => {
    const day = keptPurchases([bought("A", 9, 500), bought("B", 9, 0), bought("A", 2, -500)], now);
    expect(day.map(({ orderId }) => orderId)).toEqual(["B"]);
  });
});

/** Scores but for the next step: for a while after a refund nothing is sold (`quiet.test.ts`). */
const besidesNext = (scores: ReturnType<typeof score>) => ({ ...scores, next: null });
const isQuiet = (refundedDaysAgo: number) => refundedDaysAgo <= defaultPolicy.actions.quietDays;

describe("a purchase refunded in full", () => {
  test("leaves every score as if it had never been, whatever else is known", () => {
    fc.assert(
      fc.property(
        anyFacts,
        history,
        fc.integer({ min: 1, max: 90_000 }),
        fc.integer({ min: 5, max: 900 }),
        fc.integer({ min: 0, max: 5 }),
        fc.constantFrom("purchase" as const, "renewal" as const),
        (facts, transactions, amount, days, later, kind) => {
          const never = { ...facts, transactions };
          const purchase = bought("other-1", days, amount, { category: "paint", kind });
          const known = (all: Transaction[]) => {
            const scores = score({ ...never, transactions: all });
            return isQuiet(days - later) ? besidesNext(scores) : scores;
          };
          expect(
            known([...transactions, purchase, bought("other-1", days - later, -amount)]),
          ).toEqual(known(transactions));
          expect(
            known([
              bought("RMA-9", days - later, -amount, { refersTo: "other-1" }),
              ...transactions,
              purchase,
            ]),
          ).toEqual(known(transactions));
        },
      ),
      { numRuns: 150 },
    );
  });

  test("leaves every score as before when it is the newest and the refund has a number of its own", () => {
    fc.assert(
      fc.property(
        anyFacts,
        history,
        fc.integer({ min: 1, max: 90_000 }),
        (facts, transactions, amount) => {
          const older = transactions.filter((t) => t.occurredAt < ago(5));
          const known = (all: Transaction[]) => besidesNext(score({ ...facts, transactions: all }));
          expect(
            known([...older, bought("other-1", 4, amount), bought("RMA-9", 2, -amount)]),
          ).toEqual(known(older));
        },
      ),
      { numRuns: 100 },
    );
  });

  test("leaves summaries, cohorts and what was learned of actions as if it had never been", () => {
    fc.assert(
      fc.property(history, fc.integer({ min: 5, max: 900 }), (transactions, days) => {
        const own = (all: Transaction[]) => all.map((t) => ({ ...t, customerId: "a" }));
        const back = [
          ...transactions,
          bought("other-1", days, 700),
          bought("other-1", days - 3, -700),
        ];
        expect(summarise(own(back), { until: now, unit: "week" })).toEqual(
          summarise(own(transactions), { until: now, unit: "week" }),
        );
        expect(loyalty(own(back), { until: now, period: "month" })).toEqual(
          loyalty(own(transactions), { until: now, period: "month" }),
        );
        const outcomes = [
          { action: "win_back", outcome: "done" as const, reason: null, occurredAt: ago(days + 2) },
        ];
        const of = (all: Transaction[]) =>
          measures(customer({ transactions: all, outcomes }), { policy: defaultPolicy, now });
        expect(of(back)).toEqual(of(transactions));
      }),
      { numRuns: 100 },
    );
  });
});

describe("settle", () => {
  const refunds = fc.array(
    fc
      .record({
        orderId: fc.oneof(
          fc.integer({ min: 1, max: 8 }).map((n) => `order-${n}`),
          fc.integer({ min: 1, max: 3 }).map((n) => `CN${n}`),
        ),
        days: fc.integer({ min: 0, max: 900 }),
        amount: fc.integer({ min: 1, max: 120_000 }),
      })
      .map(({ orderId, days, amount }) => bought(orderId, days, -amount)),
    { maxLength: 6 },
  );

  test("gives the same for a refund in parts as for one, whatever the purchases", () => {
    fc.assert(
      fc.property(history, refunds, fc.integer({ min: 1, max: 4 }), (purchases, all, parts) => {
        const split = all.flatMap((r) => {
          const part = Math.trunc(r.amount / parts);
          return Array.from({ length: parts }, (_, i) => ({
            ...r,
            amount: i === 0 ? r.amount - part * (parts - 1) : part,
          })).filter(({ amount }) => amount !== 0);
        });
        expect(settle([...purchases, ...split], now).kept).toEqual(
          settle([...purchases, ...all], now).kept,
        );
      }),
    );
  });

  test("keeps no more than was bought, returns no more than was paid back, in any order", () => {
    fc.assert(
      fc.property(history, refunds, (purchases, all) => {
        const { kept, returned } = settle([...purchases, ...all], now);
        const sum = (lines: readonly { amount: number }[]) =>
          lines.reduce((total, { amount }) => total + amount, 0);
        expect(sum(kept) + sum(returned)).toBe(sum(purchases));
        expect(sum(returned)).toBeLessThanOrEqual(-sum(all));
        expect(kept.every(({ amount }) => amount > 0)).toBe(true);
        const turned = settle([...all, ...purchases].reverse(), now);
        const plain = (lines: readonly Transaction[]) => lines.map((t) => JSON.stringify(t)).sort();
        expect(plain(turned.kept)).toEqual(plain(kept));
      }),
    );
  });

  test("leaves its arguments as they were", () => {
    const lines = [bought("A", 9, 500), bought("A", 2, -200)];
    const before = structuredClone(lines);
    settle(lines, now);
    expect(lines).toEqual(before);
  });
});

describe("returnsShown", () => {
  test("tells what was returned, of how many orders, and which was last", () => {
    const lines = [
      bought("A", 40, 500),
      bought("B", 30, 700),
      bought("B", 20, -300),
      bought("A", 10, -500),
    ];
    expect(returnsShown(lines, now)).toEqual({ amount: 800, orders: 2, at: ago(10), order: "A" });
    expect(returnsShown(lines.slice(0, 2), now)).toBeNull();
    expect(returnsShown([bought("C", 5, -100)], now)).toBeNull();
  });
});
