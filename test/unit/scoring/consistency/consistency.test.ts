import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isStageProblem } from "../../../../shared/contract/stage-problem.ts";
import { scoreCustomer, type Facts } from "../../../../shared/scoring/index.ts";
import { DAY } from "../../../../shared/scoring/summarise.ts";
import { asia, harlow, long, prospect } from "../../../gallery/cards.ts";
import { dataIsHere, whyNot } from "../shared-data.ts";
import { anyFacts, now } from "../some-facts.ts";
import { bookOf, demo, retail, yearly, type Book } from "./books.ts";
import {
  contradictedWords,
  formerWithoutLeaving,
  objections,
  otherDaysWithoutOrder,
  plainlyOfValue,
  surelyHighAfterOneOrder,
  unequalFigures,
  unsolvedComplaints,
} from "./contradictions.ts";
import { anyWeights, fallenFigures, harmlessContact } from "./figures.ts";

const checks = {
  plainlyOfValue,
  formerWithoutLeaving,
  surelyHighAfterOneOrder,
  contradictedWords,
  unequalFigures,
  otherDaysWithoutOrder,
};
const books: Book[] = [demo(), yearly(), ...(dataIsHere ? retail() : [])];
/** Whole days of UTC, the calendar of these books, since the last contact that was no note. */
const daysWithoutContact = ({ interactions }: Facts, at: number) =>
  Math.floor(at / DAY) -
  Math.max(
    ...interactions.flatMap(({ kind, occurredAt }) =>
      kind === "note" ? [] : Math.floor(occurredAt / DAY),
    ),
  );
const shareOf = ({ cards }: Book, holds: (card: Book["cards"][number]) => boolean) =>
  cards.filter(holds).length / cards.length;

test.skipIf(!dataIsHere)(`the books include Online Retail, then and today${whyNot}`, () => {
  expect(books.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["Online Retail as of 2011-12-09", "Online Retail as of today"]),
  );
});

describe.each(books)("the cards of $name", (book) => {
  const { cards, context } = book;
  const someone = fc.nat({ max: cards.length - 1 });

  test.each(Object.entries(checks))("have nothing that %s objects to", (_, check) => {
    expect(objections<unknown>(cards, check).slice(0, 5)).toEqual([]);
  });

  test("count days without contact from the last contact, as the calendar of the book has them", () => {
    const wrong = cards.filter(({ facts, scores: { next } }) =>
      [next.action, ...next.runnersUp].some(
        (action) =>
          action?.reason.code === "no_contact" &&
          action.reason.parameters?.["days"] !== daysWithoutContact(facts, context.now),
      ),
    );
    expect(wrong).toEqual([]);
  });

  test("put high value in class C only when nothing was bought in the days of the class", () => {
    const wrong = cards.filter(
      ({ scores: { tier, abc } }) =>
        tier.tier === "high" && !tier.former && abc?.class === "c" && abc.share > 0,
    );
    expect(wrong).toEqual([]);
  });

  test("put low value in class A for one customer of two hundred at most", () => {
    expect(
      shareOf(book, ({ scores: { tier, abc } }) => tier.tier === "low" && abc?.class === "a"),
    ).toBeLessThan(0.005);
  });

  test("show the stage of one buyer in four as a problem at most", () => {
    expect(shareOf(book, ({ scores }) => isStageProblem(scores))).toBeLessThan(0.25);
  });

  test("count no complaint as unsolved when it was solved", () => {
    const seen = (days: number, behaviour: "complaint_unsolved" | "complaint_solved") => ({
      id: behaviour,
      kind: "email" as const,
      direction: "in" as const,
      occurredAt: context.now - days * DAY,
      behaviours: [behaviour],
    });
    const solution = fc.constantFrom("logged", "step done");
    fc.assert(
      fc.property(
        someone,
        fc.integer({ min: 1, max: 200 }),
        fc.nat({ max: 200 }),
        solution,
        (at, days, later, how) => {
          const solvedAt = Math.max(0, days - later);
          const { facts } = cards[at]!;
          const answered: Facts = {
            ...facts,
            interactions: [
              ...facts.interactions,
              seen(days, "complaint_unsolved"),
              ...(how === "logged" ? [seen(solvedAt, "complaint_solved")] : []),
            ],
            outcomes:
              how === "logged"
                ? []
                : [
                    {
                      action: "solve_complaint",
                      outcome: "done",
                      reason: null,
                      occurredAt: context.now - solvedAt * DAY,
                    },
                  ],
          };
          expect(unsolvedComplaints(scoreCustomer(answered, context))).toEqual([]);
        },
      ),
    );
  });

  test("show no lower figure after a harmless contact, whatever the policy's weights", () => {
    fc.assert(
      fc.property(
        someone,
        fc.array(harmlessContact(context.now), { minLength: 1, maxLength: 3 }),
        anyWeights,
        (at, contacts, policy) => {
          const { facts } = cards[at]!;
          const model = { ...context.model, tierWeights: policy.tier.weights };
          const score = (one: Facts) => scoreCustomer(one, { ...context, policy, model });
          const more = { ...facts, interactions: [...facts.interactions, ...contacts] };
          expect(fallenFigures(score(facts), score(more))).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });
});

test.each(Object.entries({ harlow, asia, prospect, long }))(
  "the gallery's card of %s has nothing that a check objects to",
  (_, { scores }) => {
    const found = Object.entries(checks).map(([name, check]) => [name, check(scores)]);
    expect(
      found.filter(([, objection]) => objection !== false && String(objection) !== ""),
    ).toEqual([]);
  },
);

describe("the cards of any book", () => {
  const anyBook = fc.uniqueArray(anyFacts, {
    minLength: 8,
    maxLength: 40,
    selector: ({ customerId }) => customerId,
  });

  test("have nothing that a check objects to", () => {
    fc.assert(
      fc.property(anyBook, (facts) => {
        const { cards } = bookOf("any book", facts, now);
        for (const check of Object.values(checks))
          expect(objections<unknown>(cards, check)).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  test("show no lower figure after a harmless contact", () => {
    fc.assert(
      fc.property(anyBook, harmlessContact(now), anyWeights, (facts, contact, policy) => {
        const { context, cards } = bookOf("any book", facts, now);
        const model = { ...context.model, tierWeights: policy.tier.weights };
        for (const { facts: one } of cards) {
          const score = (known: Facts) => scoreCustomer(known, { ...context, policy, model });
          const more = { ...one, interactions: [...one.interactions, contact] };
          expect(fallenFigures(score(one), score(more))).toEqual([]);
        }
      }),
      { numRuns: 20 },
    );
  });
});
