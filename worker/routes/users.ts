/** GET /v1/users: those who sign in, by name, for a choice of owners. */
import * as routes from "../../shared/contract/routes.ts";
import { router } from "../router.ts";
import { authorOf, opener } from "../scoring/card.ts";
import { allUsers } from "../store/users.ts";

export const users = router();

users.openapi(routes.listUsers, async (c) => {
  const open = opener(c.var.sealer);
  const rows = await allUsers(c.var.db);
  return c.json(
    {
      users: await Promise.all(
        rows.map(async (row) => ({ id: row.authorId, name: await authorOf(row, open) })),
      ),
    },
    200,
  );
});
