/** GET /v1/me: who is signed in, and the book. */
import type { Context } from "hono";
import type { Me } from "../../shared/contract/answers.ts";
import * as routes from "../../shared/contract/routes.ts";
import { book } from "../book.ts";
import type { App } from "../context.ts";
import { Refused } from "../errors.ts";
import { router } from "../router.ts";
import { at } from "../security/places.ts";
import { bootstrapId } from "../security/sign-in.ts";
import { userById, type UserRow } from "../store/users.ts";

export const me = router();

me.openapi(routes.getMe, async (c) => {
  const { user, db } = c.var;
  if (user.id === bootstrapId) {
    return c.json(
      {
        user: { id: user.id, address: "administrator", name: null, role: user.role },
        book: await book(c.env, db),
      },
      200,
    );
  }
  const row = await userById(db, user.id);
  if (row === null) throw new Refused("unauthorised", "This person is not in the book any more.");
  return c.json(await describe(c, row), 200);
});

/** The person and the book, for whoever has just signed in or asks. */
export async function describe(c: Context<App>, row: UserRow): Promise<Me> {
  const { sealer, db } = c.var;
  return {
    user: {
      id: row.id,
      role: row.role,
      address: await sealer.open(at("users.address_sealed", row.id), row.addressSealed),
      name: await sealer.open(at("users.name_sealed", row.id), row.nameSealed),
    },
    book: await book(c.env, db),
  };
}
