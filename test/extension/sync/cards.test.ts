/**
 * The card cache when who is signed in changes, and under a wrong clock. How it asks and forgets in
 * a browser: `cards.spec.ts`.
 */
import { afterEach, expect, test, vi } from "vitest";
import { openCards, type Cached } from "../../../extension/sync/cards.ts";
import { memory } from "../../../extension/sync/memory.ts";
import type { CardAnswer } from "../../../shared/contract/answers.ts";
import type { Card } from "../../../shared/contract/card.ts";
import { area } from "./area.ts";

afterEach(() => {
  vi.useRealTimers();
});

const dana = "dana@harlow.example";
/**
 * A cache whose Worker answers when it is told to, with cards of who is signed in then; it heeds no
 * signal, as an answer that is here already.
 */
function open() {
  const session = area();
  const calls: { by: string; left: AbortSignal; answer(): void }[] = [];
  const who = { signedIn: "A" };
  const cards = openCards(
    memory<Cached>(session, "card", 100),
    memory<Card>(session, "newest", 10),
    (addresses, left) =>
      new Promise((resolve) => {
        const by = who.signedIn;
        const card = {
          customer: { id: by, name: `card of ${by}` },
          contact: null,
          scoredAt: "2026-01-01T00:00:00Z",
        } as unknown as Card;
        calls.push({
          by,
          left,
          answer: () =>
            resolve(
              addresses.map((address): CardAnswer => ({ address, status: "customer", card })),
            ),
        });
      }),
  );
  return { cards, calls, who, session };
}
const nameIn = ([answer]: (CardAnswer | null)[]) => answer?.card?.customer.name;

test("card cache drops what was asked for before it was cleared when somebody else signed in", async () => {
  const { cards, calls, who, session } = open();
  const ofA = cards.fresh([dana]).then(nameIn, () => "nothing");
  await vi.waitFor(() => expect(calls).toHaveLength(1));
  who.signedIn = "B";
  await cards.clear();
  expect(calls[0]?.left.aborted).toBe(true);
  const ofB = cards.fresh([dana]);
  await vi.waitFor(() => expect(calls).toHaveLength(2));
  calls[0]?.answer();
  expect(await ofA).toBe("nothing");
  expect([...session.kept.keys()]).toEqual([]);
  expect(nameIn(await cards.known([dana]))).toBeUndefined();
  // The answer of before ends no look-up of after.
  const alsoOfB = cards.fresh([dana]);
  calls[1]?.answer();
  expect([nameIn(await ofB), nameIn(await alsoOfB), nameIn(await cards.known([dana]))]).toEqual([
    "card of B",
    "card of B",
    "card of B",
  ]);
  expect(calls).toHaveLength(2);
});

test("card cache gives nothing of before out when it is cleared while it looks into its memory", async () => {
  const { cards, calls } = open();
  const first = cards.fresh([dana]);
  await vi.waitFor(() => expect(calls).toHaveLength(1));
  calls[0]?.answer();
  await first;
  const asked = cards.fresh([dana]).then(nameIn, () => "nothing");
  await cards.clear();
  expect(await asked).toBe("nothing");
});

test("card cache asks again when an answer was kept under a clock that ran ahead", async () => {
  const { cards, calls } = open();
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 86_400_000 });
  const first = cards.fresh([dana]);
  await vi.waitFor(() => expect(calls).toHaveLength(1));
  calls[0]?.answer();
  await first;
  vi.useRealTimers();
  void cards.fresh([dana]);
  await vi.waitFor(() => expect(calls).toHaveLength(2));
});
