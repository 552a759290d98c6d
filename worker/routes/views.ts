/** Saved views of the list of customers: one's own and the team's. */
import type { Context } from "hono";
import { v7 as uuid } from "uuid";
import type { SavedView } from "../../shared/contract/answers.ts";
import { atLeast } from "../../shared/contract/at-least.ts";
import * as routes from "../../shared/contract/routes.ts";
import type { App } from "../context.ts";
import { Refused } from "../errors.ts";
import { idempotentWrite } from "../facts/idempotency.ts";
import { router } from "../router.ts";
import { at } from "../security/places.ts";
import {
  changeView,
  deleteView,
  insertView,
  viewById,
  viewCount,
  type ViewRow,
  viewsFor,
} from "../store/saved-views.ts";

/** Views that one person may save. */
const mostViews = 100;

export const views = router();

views.openapi(routes.listViews, async (c) => {
  const rows = await viewsFor(c.var.db, c.var.user.id);
  return c.json({ views: await Promise.all(rows.map((row) => openView(c, row))) }, 200);
});

views.openapi(routes.saveView, (c) =>
  idempotentWrite(c, async () => {
    const { db, sealer, user, now } = c.var;
    const { scope, id = uuid(), ...body } = c.req.valid("json");
    if ((await viewById(db, id)) !== null)
      throw new Refused("conflict", "There is a view of this id. Leave the id out.", "id");
    if ((await viewCount(db, user.id)) >= mostViews)
      throw new Refused(
        "conflict",
        `You have ${mostViews} views already. Take one away before you save another.`,
      );
    const bodySealed = await sealer.seal(at("saved_views.body_sealed", id), JSON.stringify(body));
    return {
      statements: [insertView(db, { id, userId: user.id, scope, bodySealed }, now)],
      answer: { view: { id, scope, own: true, ...body } },
    };
  }),
);

views.openapi(routes.updateView, (c) =>
  idempotentWrite(c, async () => {
    const { db, sealer, user } = c.var;
    const { scope, ...body } = c.req.valid("json");
    const { id, userId, ...row } = await changeableView(c, c.req.valid("param").id);
    const own = userId === user.id;
    if (!own && scope !== row.scope)
      throw new Refused(
        "forbidden",
        "A colleague saved this view. Only they can keep it to themselves.",
        "scope",
      );
    const bodySealed = await sealer.seal(at("saved_views.body_sealed", id), JSON.stringify(body));
    return {
      statements: [changeView(db, { id, scope, bodySealed })],
      answer: { view: { id, scope, own, ...body } },
    };
  }),
);

views.openapi(routes.withdrawView, (c) =>
  idempotentWrite(c, async () => {
    const row = await changeableView(c, c.req.valid("param").id);
    return {
      statements: [deleteView(c.var.db, row.id)],
      answer: { view: await openView(c, row) },
    };
  }),
);

/** The view of an id, where the caller may change it. Refuses with `not_found` and `forbidden`. */
async function changeableView({ var: { db, user } }: Context<App>, id: string): Promise<ViewRow> {
  const row = await viewById(db, id);
  const isOwn = row?.userId === user.id;
  // Nobody is told of views that are another's alone.
  if (row === null || (!isOwn && row.scope === "mine"))
    throw new Refused("not_found", "There is no such view. It may have been taken away before.");
  if (!isOwn && !atLeast(user.role, "manager"))
    throw new Refused(
      "forbidden",
      "A colleague saved this view for the team. They or a manager can change it.",
    );
  return row;
}

async function openView(c: Context<App>, row: ViewRow): Promise<SavedView> {
  const { sealer, user } = c.var;
  const body = await sealer.open(at("saved_views.body_sealed", row.id), row.bodySealed);
  return {
    id: row.id,
    scope: row.scope,
    own: row.userId === user.id,
    ...(JSON.parse(body ?? "{}") as Omit<SavedView, "id" | "scope" | "own">),
  };
}
