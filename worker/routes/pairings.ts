/** POST /v1/pairings: an administrator makes a code that pairs one browser with one person. */
import { v7 as newId } from "uuid";
import * as routes from "../../shared/contract/routes.ts";
import { normalise } from "../../shared/people/address.ts";
import { Refused } from "../errors.ts";
import { router } from "../router.ts";
import { codeHash, newCode } from "../security/token.ts";
import { insertCode } from "../store/sessions.ts";
import { upsertUser } from "../store/users.ts";

const lifetime = 15 * 60_000;

export const pairings = router();

pairings.openapi(routes.createPairing, async (c) => {
  const { address, role = null, name } = c.req.valid("json");
  const { db, sealer, now } = c.var;
  const person = normalise(address);
  if (person === null) throw new Refused("invalid_request", "This is no mail address.", "address");

  const code = newCode();
  const userIndex = await sealer.index("user", person.canonical);
  await db.batch([
    upsertUser(db, {
      id: newId(), addressIndex: userIndex, addressSealed: await sealer.seal(person.address),
      nameSealed: name === undefined ? null : await sealer.seal(name), role, now,
    }),
    insertCode(db, await codeHash(sealer, code), userIndex, now, now + lifetime),
  ]);
  return c.json({ code, expiresAt: new Date(now + lifetime).toISOString() }, 200);
});
