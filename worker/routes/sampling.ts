/** Sampling: proposals that are declined, and the report of who was asked. */
import type { Context } from "hono";
import { atLeast } from "../../shared/contract/at-least.ts";
import * as routes from "../../shared/contract/routes.ts";
import type { App } from "../context.ts";
import { Refused } from "../errors.ts";
import { idempotentWrite } from "../facts/idempotency.ts";
import { router } from "../router.ts";
import {
  declineProposal,
  proposalById,
  type ProposalRow,
  reopenProposal,
} from "../store/proposals.ts";
import { readReport } from "../surveys/sampling/read-report.ts";

export const sampling = router();

/** Returns a proposal that one may settle. Refuses with `not_found` or `forbidden`. */
async function ownProposal(c: Context<App>, id: string): Promise<ProposalRow> {
  const { db, user } = c.var;
  const found = await proposalById(db, id);
  if (found === null)
    throw new Refused("not_found", "There is no such proposal any more. Read Today again.");
  if (found.ownerId !== user.id && found.userId !== user.id && !atLeast(user.role, "manager"))
    throw new Refused(
      "forbidden",
      "This customer is a colleague's. They or a manager may say whom not to ask.",
    );
  return found;
}

sampling.openapi(routes.declineProposal, (c) =>
  idempotentWrite(c, async () => {
    const { db, user, now } = c.var;
    const { id } = c.req.valid("param");
    const { reason } = c.req.valid("json");
    const found = await ownProposal(c, id);
    if (found.state !== "open" || found.endsAt <= now)
      throw new Refused("conflict", "This proposal is settled or over. Read Today again.");
    return {
      statements: [declineProposal(db, { id, reason, userId: user.id, now })],
      answer: { id, state: "declined" as const, reason },
    };
  }),
);

sampling.openapi(routes.reopenProposal, (c) =>
  idempotentWrite(c, async () => {
    const { db } = c.var;
    const { id } = c.req.valid("param");
    const found = await ownProposal(c, id);
    if (found.state !== "declined" && found.state !== "open")
      throw new Refused("conflict", "Somebody settled this proposal meanwhile. Read Today again.");
    return {
      statements: [reopenProposal(db, id)],
      answer: { id, state: "open" as const, reason: null },
    };
  }),
);

sampling.openapi(routes.readSampling, async (c) =>
  c.json(await readReport(c, c.req.valid("query").quarter), 200),
);
