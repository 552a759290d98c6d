/** Bulk actions: beginning one, how far each is, and taking one back whole. */
import type { Context } from "hono";
import { v7 as uuid } from "uuid";
import type { BulkAction, NewBulkAction } from "../../shared/contract/bulk-actions.ts";
import * as routes from "../../shared/contract/routes.ts";
import type { App } from "../context.ts";
import { Refused } from "../errors.ts";
import type { KeptChange } from "../facts/bulk-pages.ts";
import { endOfOverride } from "../facts/end-of-override.ts";
import { idempotentWrite, type Write } from "../facts/idempotency.ts";
import { advanceBulk, doneAtOnce, type KeptBulk, queueBulk } from "../jobs/bulk.ts";
import { withSegmentIndexes } from "../people/with-segment-indexes.ts";
import { router } from "../router.ts";
import { instant } from "../scoring/card.ts";
import { endOverrides } from "../scoring/end-overrides.ts";
import { at } from "../security/places.ts";
import {
  beginBulkUndo,
  type BulkRow,
  type Chosen,
  countChosen,
  findBulk,
  insertBulk,
  latestBulks,
} from "../store/bulk-actions.ts";
import { policyInForce } from "../store/policy.ts";
import { userById } from "../store/users.ts";
import { visibleTo } from "../store/visibility.ts";

/** Bulk actions that are listed. */
const shown = 20;

export const bulkActions = router();

bulkActions.openapi(routes.startBulkAction, async (c) => {
  const response = await idempotentWrite(
    c,
    async (): Promise<Write<{ bulkAction: BulkAction }>> => {
      const { db, sealer, user, now } = c.var;
      const { customers, change } = c.req.valid("json");
      if ("filter" in customers) await endOverrides(db, sealer, c.env, now);
      const kept: KeptBulk = {
        chosen: await chosenOf(c, customers),
        change: await keptChange(c, change),
      };
      const total = await countChosen(db, kept.chosen, visibleTo(user));
      const id = uuid();
      const place = at("bulk_actions.body_sealed", id);
      const bodySealed = (await sealer.seal(place, JSON.stringify(kept))) ?? "";
      const row = { id, userId: user.id, kind: change.set, bodySealed, total, startedAt: now };
      const bulkAction = answerOf({ ...row, status: "running", done: 0, changed: 0, withdrawn: 0 });
      return { statements: [insertBulk(db, row)], answer: { bulkAction } };
    },
  );
  await setOut(c, response);
  return response;
});

bulkActions.openapi(routes.listBulkActions, async (c) => {
  const rows = await latestBulks(c.var.db, shown);
  return c.json({ bulkActions: rows.map(answerOf) }, 200);
});

bulkActions.openapi(routes.getBulkAction, async (c) =>
  c.json({ bulkAction: answerOf(await found(c)) }, 200),
);

bulkActions.openapi(routes.withdrawBulkAction, async (c) => {
  const response = await idempotentWrite(
    c,
    async (): Promise<Write<{ bulkAction: BulkAction }>> => {
      const row = await found(c);
      if (row.status === "withdrawn" || row.status === "withdrawing")
        return { statements: [], answer: { bulkAction: answerOf(row) } };
      const bulkAction = answerOf({ ...row, status: "withdrawing" });
      return { statements: [beginBulkUndo(c.var.db, row.id)], answer: { bulkAction } };
    },
  );
  await setOut(c, response);
  return response;
});

async function found(
  c: Context<App, string, { out: { param: { id: string } } }>,
): Promise<BulkRow> {
  const row = await findBulk(c.var.db, c.req.valid("param").id);
  if (row === null) throw new Refused("not_found", "There is no such bulk action.", "id");
  return row;
}

/**
 * Sends the answered action on its way, also of a replay: the first answer may have been lost
 * together with the message. It goes on when the caller has left.
 */
async function setOut(c: Context<App>, response: Response): Promise<void> {
  const { bulkAction } = (await response.clone().json()) as { bulkAction: BulkAction };
  const work = goOn(c, bulkAction.id);
  c.executionCtx.waitUntil(work.catch(() => undefined));
  await work;
}

/** Does a few customers at once; more are the queue's, which goes on as well where that stops. */
async function goOn(c: Context<App>, id: string): Promise<void> {
  const { db, sealer } = c.var;
  const row = await findBulk(db, id);
  if (row === null || (row.status !== "running" && row.status !== "withdrawing")) return;
  const left = row.status === "running" ? row.total - row.done : row.changed - row.withdrawn;
  const isDone =
    left <= doneAtOnce &&
    (await advanceBulk({ db, sealer, env: c.env }, id).then(
      (isMore) => !isMore,
      () => false,
    ));
  if (!isDone) await queueBulk(c.env, id);
}

async function chosenOf(c: Context<App>, customers: NewBulkAction["customers"]): Promise<Chosen> {
  return "ids" in customers
    ? customers
    : { filter: await withSegmentIndexes(c.var.sealer, customers.filter) };
}

/** The change as it is kept. Refuses an owner who is nobody, and a day that is over. */
async function keptChange(c: Context<App>, change: NewBulkAction["change"]): Promise<KeptChange> {
  const { db, now } = c.var;
  if (
    change.set === "owner" &&
    change.value !== null &&
    (await userById(db, change.value)) === null
  )
    throw new Refused("not_found", "There is nobody of this id. Choose one of the list.", "change");
  if (change.set !== "tier") return change;
  const { book } = await policyInForce(db);
  return { ...change, endsAt: endOfOverride(change.untilOn, book.timeZone, now) };
}

function answerOf(row: Omit<BulkRow, "userId" | "bodySealed" | "place">): BulkAction {
  const { id, kind, status, total, done, changed, withdrawn, startedAt } = row;
  return { id, kind, status, total, done, changed, withdrawn, startedAt: instant(startedAt) };
}
