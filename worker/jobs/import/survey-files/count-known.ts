/** The people whom answers name, in the portions in which the book is asked for them. */
import type { AnswerFile } from "./answer-csv.ts";

/** People a call: addresses may be long, and a body has 64 kB. */
const peopleAtOnce = 200;
/** People asked for at most; of a larger file they are a sample. */
export const mostAsked = 4000;

type People = AnswerFile["people"];
const keyOf = ({ address, customer }: People[number]) => JSON.stringify([address, customer]);

/** Answers of people in the book, of so many that were looked at. */
export type Known = { known: number; of: number };

/** Counts the answers of known people. `ask` tells for each of some people whether the book knows them. */
export async function countKnown(
  people: People,
  ask: (some: People) => Promise<readonly boolean[]>,
): Promise<Known> {
  const distinct = [...new Map(people.map((one) => [keyOf(one), one])).values()];
  const asked = distinct.slice(0, mostAsked);
  const found = new Map<string, boolean>();
  for (let at = 0; at < asked.length; at += peopleAtOnce) {
    const some = asked.slice(at, at + peopleAtOnce);
    const known = await ask(some);
    for (const [place, one] of some.entries()) found.set(keyOf(one), known[place] ?? false);
  }
  const looked = people.filter((one) => found.has(keyOf(one)));
  return { known: looked.filter((one) => found.get(keyOf(one))).length, of: looked.length };
}
