/** People whom a tab keeps, however many it meets. */
import { afterEach, expect, test, vi } from "vitest";
import { openBook } from "../../../../extension/panel/tab/book.ts";
import { mostPeople } from "../../../../extension/panel/tab/recent.ts";

afterEach(() => {
  vi.unstubAllGlobals();
});

test("the book of a tab forgets whom it was shown longest ago when it has met more people than it keeps", async () => {
  vi.stubGlobal("chrome", {
    runtime: {
      id: "own",
      async sendMessage({
        call,
        ask: { addresses },
      }: {
        call: string;
        ask: { addresses: string[] };
      }) {
        const answers = addresses.map((address) =>
          call === "knownCards" ? null : { address, status: "unknown" },
        );
        return { answer: call === "knownCards" ? answers : { ok: true, value: answers } };
      },
    },
  });
  const book = openBook(() => undefined);
  const address = (person: number) => `person${person}@example.com`;
  for (let person = 0; person < mostPeople; person++) await book.look([address(person)]);
  await book.look([address(0)]);
  await book.look([address(mostPeople)]);
  const seen = Array.from(
    { length: mostPeople + 1 },
    (_, person) => book.seen(address(person)) !== undefined,
  );
  expect([seen[0], seen[1], seen[2], seen.at(-1), seen.filter(Boolean).length]).toEqual([
    true,
    false,
    true,
    true,
    mostPeople,
  ]);
});
