/** The settings of this deployment's book. */
import type { Me } from "../shared/contract/answers.ts";
import type { Env } from "./env.ts";
import type { Database } from "./store/database.ts";
import { ownWordsOf } from "./scoring/own-words.ts";
import { newestPolicy, policyInForce, subjectsAreLogged } from "./store/policy.ts";

/** The company's own mail domains, lower case. */
export function ownDomains(env: Pick<Env, "OWN_DOMAINS">): string[] {
  return env.OWN_DOMAINS.split(",")
    .map((domain) => domain.trim().toLowerCase())
    .filter((domain) => domain !== "");
}

/** Returns what a signed-in person is told of the book. */
export async function book(env: Env, db: Database): Promise<Me["book"]> {
  const [{ actions, book: zoned }, newest] = await Promise.all([
    policyInForce(db),
    newestPolicy(db),
  ]);
  // Words need no review: they are said as soon as they are saved.
  const words = ownWordsOf(newest);
  return {
    name: env.BOOK_NAME,
    currency: env.BOOK_CURRENCY,
    ownDomains: ownDomains(env),
    subjects: await subjectsAreLogged(db),
    laterDays: actions.laterDays,
    timeZone: zoned.timeZone,
    ...(words && { words }),
  };
}
