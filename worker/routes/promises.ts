/** Promises: making one, what became of it, and taking either back. */
import { v7 as uuid } from "uuid";
import * as routes from "../../shared/contract/routes.ts";
import { withTime } from "../../shared/time/days.ts";
import { Refused } from "../errors.ts";
import { withdrawFact } from "../facts/withdraw-fact.ts";
import { factWrite } from "../facts/writes.ts";
import { router } from "../router.ts";
import { rescore } from "../scoring/rescore.ts";
import { customerOf } from "../security/customer-keys.ts";
import { at } from "../security/places.ts";
import { findLog } from "../store/interactions.ts";
import {
  insertPromise,
  insertPromiseOutcome,
  openPromise,
  promiseOutcomeOwner,
  promiseOwner,
  refreshOpenPromise,
} from "../store/promises.ts";

export const promises = router();

promises.openapi(routes.recordPromise, (c) =>
  factWrite(c, async () => {
    const { db, sealer, user, now } = c.var;
    const { customerId: given, what, dueOn, interactionId, occurredAt } = c.req.valid("json");
    const { customerId, keys } = await customerOf(db, sealer, given);
    if (interactionId !== null && (await findLog(db, interactionId))?.customerId !== customerId)
      throw new Refused(
        "not_found",
        "This customer has no such log. Leave interactionId out to promise without one.",
        "interactionId",
      );
    const id = uuid();
    const whatSealed = await keys.seal(at("promises.what_sealed", id), what);
    const fact = {
      id,
      what: whatSealed,
      dueOn,
      occurredAt: withTime(Date.parse(occurredAt)),
      userId: user.id,
      outcomes: [],
    };
    const { card, statements } = await rescore(db, sealer, c.env, customerId, now, {
      type: "promise",
      fact,
    });
    const { occurredAt: promisedAt } = fact;
    const row = { id, customerId, interactionId, whatSealed, dueOn, occurredAt: promisedAt };
    return {
      statements: [...insertPromise(db, { ...row, userId: user.id, now }), ...statements],
      answer: { id, card },
    };
  }),
);

promises.openapi(routes.recordPromiseOutcome, (c) =>
  factWrite(c, async () => {
    const { db, sealer, user, now } = c.var;
    const { id: promiseId } = c.req.valid("param");
    const { outcome, dueOn, occurredAt } = c.req.valid("json");
    const open = await openPromise(db, promiseId);
    if (open === null) throw await notOpen(promiseOwner(db, promiseId));
    const { customerId } = await customerOf(db, sealer, open.customerId);
    const fact = { id: uuid(), outcome, dueOn, occurredAt: withTime(Date.parse(occurredAt)) };
    const { card, statements } = await rescore(db, sealer, c.env, customerId, now, {
      type: "promise_outcome",
      promiseId,
      fact,
    });
    const row = { ...fact, promiseId, customerId, userId: user.id, now };
    return {
      statements: [...insertPromiseOutcome(db, row), ...statements],
      answer: { id: fact.id, card },
    };
  }),
);

async function notOpen(found: ReturnType<typeof promiseOwner>): Promise<Refused> {
  return (await found) === null
    ? new Refused("not_found", "There is no such promise. Reload the card.")
    : new Refused(
        "conflict",
        "This promise was marked or taken back already. Reload the card; undo that first to " +
          "mark it otherwise.",
      );
}

promises.openapi(routes.withdrawPromise, (c) =>
  factWrite(c, async () => {
    const { db } = c.var;
    const { id } = c.req.valid("param");
    const { reason } = c.req.valid("json");
    return withdrawFact(c, {
      type: "promise",
      what: "promise",
      id,
      reason,
      fact: await promiseOwner(db, id),
      also: refreshOpenPromise(db, id),
    });
  }),
);

promises.openapi(routes.withdrawPromiseOutcome, (c) =>
  factWrite(c, async () => {
    const { db } = c.var;
    const { id } = c.req.valid("param");
    const { reason } = c.req.valid("json");
    const fact = await promiseOutcomeOwner(db, id);
    return withdrawFact(c, {
      type: "promise_outcome",
      what: "outcome of a promise",
      id,
      reason,
      fact,
      also: fact === null ? [] : refreshOpenPromise(db, fact.promiseId),
    });
  }),
);
