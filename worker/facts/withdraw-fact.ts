/** Taking a fact back: the same for every kind. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import type { Context } from "hono";
import type { FactAnswer } from "../../shared/contract/answers.ts";
import type { Change } from "./changes.ts";
import { customerOf } from "../security/customer-keys.ts";
import type { App } from "../context.ts";
import { changeable } from "./facts-of-others.ts";
import type { Write } from "./idempotency.ts";
import { rescore } from "../scoring/rescore.ts";
import { at } from "../security/places.ts";
import { withdrawnWithFact } from "../surveys/decide-answer.ts";
import { type FactOwner, type FactType, withdraw } from "../store/withdrawals.ts";

type Withdrawal = {
  type: Exclude<FactType, "transaction">;
  /** Its name in a sentence. */ what: string;
  id: string;
  reason: string | null;
  fact: FactOwner | null;
  /** Further statements of the same transaction. */
  also?: D1PreparedStatement[];
  /** The change, where it is another than that the fact is gone. */
  change?: Change;
};

/**
 * Returns what a withdrawal writes and answers. A fact withdrawn before stays so: the answer is the
 * card as it is.
 */
export async function withdrawFact(
  c: Context<App>,
  { type, what, id, reason, fact, also = [], change }: Withdrawal,
): Promise<Write<FactAnswer>> {
  const { db, sealer, user, now } = c.var;
  const { customerId: owner, withdrawnAt } = changeable(fact, user, what);
  const { customerId, keys } = await customerOf(db, sealer, owner);
  const without: Change | null = type === "edit" ? null : { type: "withdrawal", of: type, id };
  const along =
    withdrawnAt === null && (type === "satisfaction" || type === "trust")
      ? await withdrawnWithFact(c, type, id, reason)
      : { changes: [], statements: [] };
  const own = withdrawnAt === null ? (change ?? without) : without;
  const { card, statements } = await rescore(db, sealer, c.env, customerId, now, [
    ...(own === null ? [] : [own]),
    ...along.changes,
  ]);
  if (withdrawnAt !== null) return { statements, answer: { id, card } };
  const reasonSealed = await keys.seal(at("withdrawals.reason_sealed", `${type} ${id}`), reason);
  return {
    statements: [
      withdraw(db, { type, id, reasonSealed, userId: user.id, at: now }),
      ...also,
      ...along.statements,
      ...statements,
    ],
    answer: { id, card },
  };
}
