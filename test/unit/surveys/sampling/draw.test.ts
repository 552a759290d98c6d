import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defaultPolicy } from "../../../../shared/scoring/index.ts";
import type { Ask } from "../../../../shared/surveys/find-refusal.ts";
import {
  candidateBound,
  quarterQuota,
  weekQuota,
} from "../../../../shared/surveys/sampling/draw-quota.ts";
import { byLot, lotName, lotOf } from "../../../../shared/surveys/sampling/lot.ts";
import { weekOf } from "../../../../shared/surveys/sampling/week-of.ts";
import { drawable } from "../../../../shared/surveys/sampling/who-may-be-drawn.ts";
import { DAY_MS } from "../../../../shared/time/days.ts";

const { surveys: policy } = defaultPolicy;
const now = Date.UTC(2026, 11, 1);
const proposable = [
  { id: "relationship", hasTrust: false },
  { id: "trust", hasTrust: true },
];
const lotUnder = (key: string, week: string, id: string) =>
  lotOf(createHmac("sha256", key).update(lotName(week, id)).digest("base64url"));

type Contact = { contactId: string; consent: string; isOptedOut: boolean };
type Customer = { id: string; hasOpenCase: boolean; contacts: Contact[]; asks: Ask[] };

const judge = ({ hasOpenCase, contacts, asks }: Customer) =>
  drawable(
    contacts.map((one) => ({ ...one, hasOpenCase, contacts: contacts.length, asks })),
    proposable,
    policy,
    now,
  );

/** Draws from customers as the Worker does: candidates below the bound, the lowest lots of them. */
function drawFrom(customers: readonly Customer[], key: string, week: string, wanted: number) {
  const bound = candidateBound(customers.length, wanted);
  return customers
    .flatMap((one) => {
      const found = judge(one);
      const lot = lotUnder(key, week, one.id);
      return "contactIds" in found && lot < bound ? [{ id: one.id, lot, ...found }] : [];
    })
    .toSorted(byLot)
    .slice(0, wanted)
    .map(({ id, contactIds }) => ({
      id,
      contactId: contactIds
        .map((one) => ({ id: one, lot: lotUnder(key, week, one) }))
        .toSorted(byLot)[0]!.id,
    }));
}

const person = (contactId: string): Contact => ({
  contactId,
  consent: "unknown",
  isOptedOut: false,
});
const plain = (count: number): Customer[] =>
  Array.from({ length: count }, (_, at) => ({
    id: `customer ${at}`,
    hasOpenCase: false,
    contacts: [person(`contact ${at}a`), person(`contact ${at}b`)],
    asks: [],
  }));

const anyCustomers = fc
  .array(
    fc.record({
      hasOpenCase: fc.boolean(),
      contacts: fc.array(
        fc.record({ consent: fc.constantFrom("yes", "no", "unknown"), isOptedOut: fc.boolean() }),
        { maxLength: 4 },
      ),
      asks: fc.array(
        fc.record({
          of: fc.nat(3),
          hasTrust: fc.boolean(),
          daysAgo: fc.integer({ min: 0, max: 400 }),
        }),
        { maxLength: 3 },
      ),
    }),
    { maxLength: 40 },
  )
  .map((all) =>
    all.map(({ hasOpenCase, contacts, asks }, at): Customer => ({
      id: `c${at}`,
      hasOpenCase,
      contacts: contacts.map((one, n) => ({ ...one, contactId: `c${at} p${n}` })),
      asks: asks.map(({ of, hasTrust, daysAgo }) => ({
        contactId: `c${at} p${of}`,
        hasTrust,
        at: now - daysAgo * DAY_MS,
      })),
    })),
  );

describe("the quota of a quarter", () => {
  test("is never exceeded by its weeks, whatever the tier grows or shrinks to", () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(5000), { minLength: 14, maxLength: 14 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (sizes, share) => {
          let drawn = 0;
          for (const [place, customers] of sizes.entries()) {
            const wanted = weekQuota({ customers, share, drawn }, place);
            drawn += wanted;
            if (wanted > 0) expect(drawn).toBeLessThanOrEqual(quarterQuota(customers, share));
          }
        },
      ),
    );
  });

  test("is drawn to the last customer when a tier stays as large for thirteen weeks", () => {
    fc.assert(
      fc.property(fc.nat(5000), fc.double({ min: 0, max: 1, noNaN: true }), (customers, share) => {
        let drawn = 0;
        for (let place = 0; place < 13; place++)
          drawn += weekQuota({ customers, share, drawn }, place);
        expect(drawn).toBe(quarterQuota(customers, share));
      }),
    );
  });
});

describe("the draw", () => {
  test("names nobody whom the rules of asking would refuse", () => {
    fc.assert(
      fc.property(anyCustomers, fc.string(), fc.nat(20), (customers, key, wanted) => {
        const drawn = drawFrom(customers, key, "2026-11-30", wanted);
        expect(drawn.length).toBeLessThanOrEqual(wanted);
        for (const { id, contactId } of drawn) {
          const { hasOpenCase, contacts, asks } = customers.find((one) => one.id === id)!;
          expect(hasOpenCase).toBe(false);
          expect(contacts.find((one) => one.contactId === contactId)).toMatchObject({
            isOptedOut: false,
            consent: expect.not.stringMatching("^no$"),
          });
          const rest = now - policy.personDays * DAY_MS;
          expect(asks.some((ask) => ask.contactId === contactId && ask.at > rest)).toBe(false);
        }
        expect(new Set(drawn.map(({ id }) => id)).size).toBe(drawn.length);
      }),
    );
  });

  test("is the same for the same key and week, in whatever order customers stand", () => {
    fc.assert(
      fc.property(anyCustomers, fc.string(), fc.nat(20), (customers, key, wanted) => {
        const drawn = drawFrom(customers, key, "2026-11-30", wanted);
        const turned = customers.toReversed();
        expect(drawFrom(turned, key, "2026-11-30", wanted)).toEqual(drawn);
      }),
    );
  });

  test("names others in their stead, and nobody less, when somebody drawn is asked by a rep", () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(29), (key, at) => {
        const customers = plain(30);
        const before = drawFrom(customers, key, "2026-11-30", 5).map(({ id }) => id);
        customers[at]!.hasOpenCase = true;
        const after = drawFrom(customers, key, "2026-11-30", 5).map(({ id }) => id);
        const isSame = (id: string) => id !== customers[at]!.id;
        expect(after).toEqual(expect.arrayContaining(before.filter(isSame)));
        expect(after).toHaveLength(5);
      }),
    );
  });

  test("gives every customer of a tier, and every contact of theirs, the same chance", () => {
    const customers = plain(40);
    const draws = 4000;
    const times = new Map<string, number>();
    let firstContacts = 0;
    for (let draw = 0; draw < draws; draw++)
      for (const { id, contactId } of drawFrom(customers, "key", `week ${draw}`, 8)) {
        times.set(id, (times.get(id) ?? 0) + 1);
        if (contactId.endsWith("a")) firstContacts++;
      }
    const expected = (draws * 8) / 40;
    const chiSquare = customers.reduce(
      (sum, { id }) => sum + ((times.get(id) ?? 0) - expected) ** 2 / expected,
      0,
    );
    // 0.999 of chi-square with 39 degrees of freedom is 72.1; draws without replacement vary less.
    expect(chiSquare).toBeLessThan(72);
    expect(Math.abs(firstContacts / (draws * 8) - 0.5)).toBeLessThan(0.01);
  });
});

describe("a week", () => {
  test.each([
    ["2026-11-30T00:30:00Z", "UTC", { week: "2026-11-30", quarter: "2026-Q4", place: 8 }],
    [
      "2026-11-30T00:30:00Z",
      "America/New_York",
      { week: "2026-11-23", quarter: "2026-Q4", place: 7 },
    ],
    ["2026-11-29T17:00:00Z", "Asia/Shanghai", { week: "2026-11-30", quarter: "2026-Q4", place: 8 }],
    ["2026-10-05T12:00:00Z", "UTC", { week: "2026-10-05", quarter: "2026-Q4", place: 0 }],
    ["2026-10-04T12:00:00Z", "UTC", { week: "2026-09-28", quarter: "2026-Q3", place: 12 }],
    ["2024-12-30T12:00:00Z", "UTC", { week: "2024-12-30", quarter: "2024-Q4", place: 12 }],
  ])("begins on Monday when it is %s in %s", (at, zone, expected) => {
    expect(weekOf(zone, Date.parse(at))).toEqual(expected);
  });
});
