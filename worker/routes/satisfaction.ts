/** Satisfaction: what a customer said or a rep noted, and taking it back. */
import { v7 as uuid } from "uuid";
import * as routes from "../../shared/contract/routes.ts";
import { withTime } from "../../shared/time/days.ts";
import { checkContact } from "../people/contact-of.ts";
import { customerOf } from "../security/customer-keys.ts";
import { rescore } from "../scoring/rescore.ts";
import { router } from "../router.ts";
import { at } from "../security/places.ts";
import { insertSatisfaction, satisfactionOwner } from "../store/satisfaction.ts";
import { withdrawFact } from "../facts/withdraw-fact.ts";
import { factWrite } from "../facts/writes.ts";

export const satisfaction = router();

satisfaction.openapi(routes.recordSatisfaction, (c) =>
  factWrite(c, async () => {
    const { db, sealer, user, now } = c.var;
    const {
      customerId: given,
      contactId,
      metric,
      value,
      comment,
      source,
      occurredAt,
    } = c.req.valid("json");
    const { customerId, keys } = await customerOf(db, sealer, given);
    await checkContact(db, contactId, customerId);
    const id = uuid();
    const commentSealed = await keys.seal(at("satisfaction_responses.comment_sealed", id), comment);
    const fact = {
      id,
      metric,
      value,
      comment: commentSealed,
      source,
      occurredAt: withTime(Date.parse(occurredAt)),
    };
    const { card, statements } = await rescore(db, sealer, c.env, customerId, now, {
      type: "satisfaction",
      fact,
    });
    return {
      statements: [
        insertSatisfaction(db, {
          ...fact,
          customerId,
          contactId,
          commentSealed,
          userId: user.id,
          now,
        }),
        ...statements,
      ],
      answer: { id: fact.id, card },
    };
  }),
);

satisfaction.openapi(routes.withdrawSatisfaction, (c) =>
  factWrite(c, async () => {
    const { id } = c.req.valid("param");
    const { reason } = c.req.valid("json");
    return withdrawFact(c, {
      type: "satisfaction",
      what: "response",
      id,
      reason,
      fact: await satisfactionOwner(c.var.db, id),
    });
  }),
);
