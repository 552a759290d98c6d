/** Who may take a fact back. */
import type { User } from "./env.ts";
import { Refused } from "./errors.ts";
import { atLeast } from "./security/roles.ts";
import type { FactOwner } from "./store/withdrawals.ts";

/**
 * The fact, where this person may change it: their own, or anybody's for a manager. Refuses with `not_found` and
 * `forbidden`; `what` is its name in the sentence ("log").
 */
export function changeable<F extends FactOwner>(fact: F | null, user: User, what: string): F {
  if (fact === null) throw new Refused("not_found", `There is no such ${what}. It may have been removed; reload the card.`);
  if (fact.userId !== user.id && !atLeast(user.role, "manager")) {
    throw new Refused("forbidden", `Somebody else made this ${what}. Ask them or a manager to change it.`);
  }
  return fact;
}
