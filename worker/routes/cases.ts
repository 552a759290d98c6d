/** Cases: following up unhappy answers, and taking any of it back. */
import type { Context } from "hono";
import { v7 as uuid } from "uuid";
import { atLeast } from "../../shared/contract/at-least.ts";
import type { CaseState } from "../../shared/contract/fields.ts";
import * as routes from "../../shared/contract/routes.ts";
import { stepsFrom } from "../../shared/surveys/case-steps.ts";
import { withTime } from "../../shared/time/days.ts";
import type { App } from "../context.ts";
import { Refused } from "../errors.ts";
import { withdrawFact } from "../facts/withdraw-fact.ts";
import { factWrite } from "../facts/writes.ts";
import { router } from "../router.ts";
import { rescore } from "../scoring/rescore.ts";
import { customerOf } from "../security/customer-keys.ts";
import { at } from "../security/places.ts";
import {
  caseById,
  type CaseRow,
  insertCaseStep,
  insertHandover,
  notedOfCase,
  refreshCase,
} from "../store/cases.ts";
import { userById } from "../store/users.ts";
import { readCaseFigures } from "../surveys/read-case-figures.ts";
import { readCases } from "../surveys/read-cases.ts";

export const cases = router();

cases.openapi(routes.listCases, async (c) => c.json(await readCases(c, c.req.valid("query")), 200));

cases.openapi(routes.getCaseFigures, async (c) => c.json(await readCaseFigures(c), 200));

/** Returns the case of an id. Refuses with `not_found`. */
async function caseOf(c: Context<App>, id: string): Promise<CaseRow> {
  const found = await caseById(c.var.db, id);
  if (found === null)
    throw new Refused("not_found", "There is no such follow-up. Reload the card.");
  return found;
}

const told: Record<CaseState, string> = {
  new: "is new",
  contacted: "is marked as contacted",
  resolved: "was resolved",
  cannot: "was closed as one that cannot be resolved",
};

cases.openapi(routes.recordCaseStep, (c) =>
  factWrite(c, async () => {
    const { db, sealer, user, now } = c.var;
    const { id: caseId } = c.req.valid("param");
    const { state, reason, occurredAt } = c.req.valid("json");
    const found = await caseOf(c, caseId);
    if (!stepsFrom(found.state).includes(state))
      throw new Refused(
        "conflict",
        `This follow-up ${told[found.state]} already. Reload the card; undo that step first to ` +
          "mark it otherwise.",
        "state",
      );
    const { customerId, keys } = await customerOf(db, sealer, found.customerId);
    const id = uuid();
    const happened = withTime(Math.max(Date.parse(occurredAt), found.openedAt));
    const { card, statements } = await rescore(db, sealer, c.env, customerId, now, {
      type: "case_step",
      caseId,
      fact: { id, state, occurredAt: happened },
    });
    const reasonSealed = await keys.seal(at("case_steps.reason_sealed", id), reason);
    const row = { id, caseId, customerId, state, reasonSealed, userId: user.id, at: happened };
    return { statements: [...insertCaseStep(db, row), ...statements], answer: { id, card } };
  }),
);

cases.openapi(routes.withdrawCaseStep, (c) =>
  factWrite(c, async () => {
    const { db } = c.var;
    const { id } = c.req.valid("param");
    const { reason } = c.req.valid("json");
    const fact = await notedOfCase(db, "case_step", id);
    return withdrawFact(c, {
      type: "case_step",
      what: "step of a follow-up",
      id,
      reason,
      fact,
      also: fact === null ? [] : [refreshCase(db, fact.caseId)],
    });
  }),
);

cases.openapi(routes.handOverCase, (c) =>
  factWrite(c, async () => {
    const { db, sealer, user, now } = c.var;
    const { id: caseId } = c.req.valid("param");
    const { ownerId } = c.req.valid("json");
    const found = await caseOf(c, caseId);
    const isOwn = found.ownerId === user.id || ownerId === user.id;
    if (!isOwn && !atLeast(user.role, "manager"))
      throw new Refused(
        "forbidden",
        "This follow-up is a colleague's. Ask them or a manager to hand it over, or take it yourself.",
      );
    const owner = await userById(db, ownerId);
    if (owner === null || !atLeast(owner.role, "rep"))
      throw new Refused(
        "not_found",
        "Nobody with this id follows up customers. Choose a rep or a manager.",
        "ownerId",
      );
    const { customerId } = await customerOf(db, sealer, found.customerId);
    const id = uuid();
    const { card, statements } = await rescore(db, sealer, c.env, customerId, now, {
      type: "case_handover",
      caseId,
      fact: { id, ownerId },
    });
    const fromId = found.ownerId;
    const row = { id, caseId, customerId, fromId, ownerId, userId: user.id, at: now };
    return { statements: [...insertHandover(db, row), ...statements], answer: { id, card } };
  }),
);

cases.openapi(routes.withdrawHandover, (c) =>
  factWrite(c, async () => {
    const { db } = c.var;
    const { id } = c.req.valid("param");
    const { reason } = c.req.valid("json");
    const fact = await notedOfCase(db, "case_handover", id);
    return withdrawFact(c, {
      type: "case_handover",
      what: "handover",
      id,
      reason,
      fact,
      also: fact === null ? [] : [refreshCase(db, fact.caseId)],
    });
  }),
);
