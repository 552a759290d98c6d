/** Trust: answers to the four-dimension questionnaire, and taking them back. */
import { v7 as uuid } from "uuid";
import * as routes from "../../shared/contract/routes.ts";
import { withTime } from "../../shared/time/days.ts";
import { checkContact } from "../people/contact-of.ts";
import { customerOf } from "../security/customer-keys.ts";
import { rescore } from "../scoring/rescore.ts";
import { router } from "../router.ts";
import { insertTrust, trustOwner } from "../store/trust.ts";
import { withdrawFact } from "../facts/withdraw-fact.ts";
import { factWrite } from "../facts/writes.ts";

export const trust = router();

trust.openapi(routes.recordTrust, (c) =>
  factWrite(c, async () => {
    const { db, sealer, user, now } = c.var;
    const { customerId: given, contactId, source, occurredAt, answers } = c.req.valid("json");
    const { customerId } = await customerOf(db, sealer, given);
    await checkContact(db, contactId, customerId);
    const fact = { id: uuid(), source, occurredAt: withTime(Date.parse(occurredAt)), answers };
    const { card, statements } = await rescore(db, sealer, c.env, customerId, now, {
      type: "trust",
      fact,
    });
    return {
      statements: [
        insertTrust(db, { ...fact, customerId, contactId, userId: user.id, now }),
        ...statements,
      ],
      answer: { id: fact.id, card },
    };
  }),
);

trust.openapi(routes.withdrawTrust, (c) =>
  factWrite(c, async () => {
    const { id } = c.req.valid("param");
    const { reason } = c.req.valid("json");
    return withdrawFact(c, {
      type: "trust",
      what: "response",
      id,
      reason,
      fact: await trustOwner(c.var.db, id),
    });
  }),
);
