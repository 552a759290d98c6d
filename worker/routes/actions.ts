/** Next best actions: what became of one, and taking that back. */
import { v7 as uuid } from "uuid";
import * as routes from "../../shared/contract/routes.ts";
import { actionKeys, parseActionId } from "../../shared/scoring/index.ts";
import { customerOf } from "../security/customer-keys.ts";
import { Refused } from "../errors.ts";
import { rescore } from "../scoring/rescore.ts";
import { router } from "../router.ts";
import { at } from "../security/places.ts";
import { insertOutcome, outcomeOwner } from "../store/outcomes.ts";
import { withdrawFact } from "../facts/withdraw-fact.ts";
import { factWrite } from "../facts/writes.ts";
import { isOwnKey } from "../../shared/scoring/actions/own/own-measures.ts";
import type { Database } from "../store/database.ts";
import { newestPolicy, policyInForce } from "../store/policy.ts";

export const actions = router();

/** Returns true for an action that is, or of its own company was until the last policy, offered. */
async function isAction(db: Database, key: string): Promise<boolean> {
  if (!isOwnKey(key)) return actionKeys.some((one) => one === key);
  // Cards written before the last review still offer what the newest policy has no more.
  const policies = await Promise.all([newestPolicy(db), policyInForce(db)]);
  return policies.some((policy) => policy.actions.own.some((one) => one.key === key));
}

actions.openapi(routes.recordOutcome, (c) =>
  factWrite(c, async () => {
    const { db, sealer, user, now } = c.var;
    const action = parseActionId(c.req.valid("param").id);
    if (action === null || !(await isAction(db, action.key)))
      throw new Refused(
        "not_found",
        "There is no such action. Reload the card and choose from what it suggests.",
      );
    const { outcome, reason } = c.req.valid("json");
    const { customerId, keys } = await customerOf(db, sealer, action.customerId);
    const id = uuid();
    const reasonSealed = await keys.seal(at("action_outcomes.reason_sealed", id), reason);
    const fact = {
      id,
      action: action.key,
      outcome,
      reason: reasonSealed,
      occurredAt: now,
      userId: user.id,
    };
    const { card, statements } = await rescore(db, sealer, c.env, customerId, now, {
      type: "outcome",
      fact,
    });
    return {
      statements: [
        insertOutcome(db, { ...fact, customerId, reasonSealed, userId: user.id }),
        ...statements,
      ],
      answer: { id: fact.id, card },
    };
  }),
);

actions.openapi(routes.withdrawOutcome, (c) =>
  factWrite(c, async () => {
    const { id } = c.req.valid("param");
    const { reason } = c.req.valid("json");
    return withdrawFact(c, {
      type: "outcome",
      what: "outcome",
      id,
      reason,
      fact: await outcomeOwner(c.var.db, id),
    });
  }),
);
