/** Overrides: giving a customer another tier until a day, and taking that back. */
import { v7 as uuid } from "uuid";
import * as routes from "../../shared/contract/routes.ts";
import { withTime } from "../../shared/time/days.ts";
import { endOfOverride } from "../facts/end-of-override.ts";
import { withdrawFact } from "../facts/withdraw-fact.ts";
import { factWrite } from "../facts/writes.ts";
import { router } from "../router.ts";
import { rescore } from "../scoring/rescore.ts";
import { customerOf } from "../security/customer-keys.ts";
import { at } from "../security/places.ts";
import { insertOverrides, overrideOwner } from "../store/overrides.ts";
import { policyInForce } from "../store/policy.ts";

export const overrides = router();

overrides.openapi(routes.setOverride, (c) =>
  factWrite(c, async () => {
    const { db, sealer, user, now } = c.var;
    const { customerId: given, tier, reason, untilOn } = c.req.valid("json");
    const { customerId, keys } = await customerOf(db, sealer, given);
    const { book } = await policyInForce(db);
    const endsAt = endOfOverride(untilOn, book.timeZone, now);
    const id = uuid();
    const reasonSealed = await keys.seal(at("overrides.reason_sealed", id), reason);
    const fact = {
      id,
      tier,
      reason: reasonSealed,
      untilOn,
      endsAt,
      occurredAt: withTime(now),
      userId: user.id,
    };
    const { card, statements } = await rescore(db, sealer, c.env, customerId, now, {
      type: "override",
      fact,
    });
    const { reason: _, ...row } = fact;
    return {
      statements: [
        ...insertOverrides(db, [{ ...row, customerId, reasonSealed, now }]),
        ...statements,
      ],
      answer: { id, card },
    };
  }),
);

overrides.openapi(routes.withdrawOverride, (c) =>
  factWrite(c, async () => {
    const { id } = c.req.valid("param");
    const { reason } = c.req.valid("json");
    return withdrawFact(c, {
      type: "override",
      what: "override",
      id,
      reason,
      fact: await overrideOwner(c.var.db, id),
    });
  }),
);
