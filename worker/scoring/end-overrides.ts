/** The end of overrides: nobody has to undo them. */
import type { Env } from "../env.ts";
import type { Sealer } from "../security/seal.ts";
import type { Database } from "../store/database.ts";
import { endedOverrides } from "../store/overrides.ts";
import { scoreCustomers } from "./rescore.ts";

/** Customers scored before an answer; more end at once only after a bulk action. */
const atOnce = 50;

/**
 * Scores customers anew whose override has ended, so that a list or a page asked for after its end
 * shows the tier that is theirs. Reads one row of an index where there is none. What is left of
 * very many is done before the next answer, and by the nightly review.
 */
export async function endOverrides(
  db: Database,
  sealer: Sealer,
  env: Pick<Env, "BOOK_CURRENCY">,
  now: number,
): Promise<void> {
  const ended = await endedOverrides(db, now, atOnce);
  if (ended.length > 0) await scoreCustomers(db, sealer, env, ended, now);
}
