/** Decides who may take a fact back, and who reads the words of one that was. */
import type { User } from "../context.ts";
import { Refused } from "../errors.ts";
import { atLeast } from "../../shared/contract/at-least.ts";
import type { FactOwner } from "../store/withdrawals.ts";

/**
 * The fact, where this person may change it: their own, or anybody's for a manager. Refuses with
 * `not_found` and
 * `forbidden`; `what` is its name in the sentence ("log").
 */
export function changeable<F extends FactOwner>(fact: F | null, user: User, what: string): F {
  if (fact === null)
    throw new Refused(
      "not_found",
      `There is no such ${what}. It may have been removed; reload the card.`,
    );
  if (fact.userId !== user.id && !atLeast(user.role, "manager")) {
    throw new Refused(
      "forbidden",
      `Somebody else made this ${what}. Ask them or a manager to change it.`,
    );
  }
  return fact;
}

/**
 * Returns true where the words of a fact are this person's to read: those of a withdrawn one are
 * its author's and managers'.
 */
export function mayReadWords(
  { userId, withdrawnAt }: Pick<FactOwner, "userId" | "withdrawnAt">,
  user: User,
): boolean {
  return withdrawnAt === null || userId === user.id || atLeast(user.role, "manager");
}
