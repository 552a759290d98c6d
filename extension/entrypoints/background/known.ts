/**
 * Knowledge of people without asking the Worker: none while nobody is signed in, whatever is still
 * in memory.
 */
import type { CardAnswer } from "../../../shared/contract/answers.ts";
import { judge, knownFrom } from "../../sync/judged.ts";
import type { Doubtful, Judged } from "../../sync/judged.ts";
import type { Parts } from "./parts.ts";

/** Returns the cards remembered of these addresses, in their order. */
export async function knownCards(
  { sessions, cards }: Pick<Parts, "sessions" | "cards">,
  addresses: string[],
): Promise<(CardAnswer | null)[]> {
  return (await sessions.current()) === null ? addresses.map(() => null) : cards.known(addresses);
}

/**
 * Returns what the people of a mail tell by themselves and beside what is remembered of the book,
 * in their order.
 */
export async function judged(
  { sessions, cards, hints }: Pick<Parts, "sessions" | "cards" | "hints">,
  people: string[],
  doubtful: Doubtful,
): Promise<Judged[]> {
  const session = await sessions.current();
  if (session === null) return [];
  const whom = [...doubtful.wrote, ...doubtful.writtenTo];
  const [seen, ...said] = await Promise.all([cards.seen(), ...whom.map((one) => hints.kept(one))]);
  return judge(
    people,
    doubtful,
    knownFrom(
      seen,
      said.filter((hint) => hint !== null),
      session.me.book.ownDomains,
    ),
  );
}
