/** What a tab keeps of people, however many it meets. */
import fc from "fast-check";
import { afterEach, expect, test, vi } from "vitest";
import { openBook } from "../../../extension/entrypoints/mail.content/book.ts";
import { keep, mostPeople } from "../../../extension/entrypoints/mail.content/recent.ts";

afterEach(() => { vi.unstubAllGlobals(); });

test("keep holds the last keys kept, each with its last value, when more came than are wanted", () => {
  fc.assert(fc.property(fc.array(fc.tuple(fc.constantFrom("a", "b", "c", "d", "e", ""), fc.nat())), fc.integer({ min: 1, max: 4 }), (kept, most) => {
    const map = new Map<string, number>();
    for (const [key, value] of kept) keep(map, key, value, most);
    const newest = new Map(kept);
    const order = [...new Set(kept.map(([key]) => key).toReversed())].slice(0, most);
    expect([...map]).toEqual(order.toReversed().map((key) => [key, newest.get(key)]));
  }));
});

test("the book of a tab forgets whom it was shown longest ago when it has met more people than it keeps", async () => {
  vi.stubGlobal("chrome", { runtime: { id: "own", async sendMessage({ call, ask: { addresses } }: { call: string; ask: { addresses: string[] } }) {
    const answers = addresses.map((address) => call === "knownCards" ? null : { address, status: "unknown" });
    return { answer: call === "knownCards" ? answers : { ok: true, value: answers } };
  } } });
  const book = openBook(() => undefined);
  const address = (person: number) => `person${person}@example.com`;
  for (let person = 0; person < mostPeople; person++) await book.look([address(person)]);
  await book.look([address(0)]);
  await book.look([address(mostPeople)]);
  const seen = Array.from({ length: mostPeople + 1 }, (_, person) => book.seen(address(person)) !== undefined);
  expect([seen[0], seen[1], seen[2], seen.at(-1), seen.filter(Boolean).length]).toEqual([true, false, true, true, mostPeople]);
});
