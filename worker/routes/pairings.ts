/**
 * Pairings: an administrator makes a code that pairs one browser with one person, and takes it back
 * while nobody used it.
 */
import { v7 as newId } from "uuid";
import * as routes from "../../shared/contract/routes.ts";
import { normalise } from "../../shared/people/address.ts";
import { keepKeyCheck } from "../check-health.ts";
import { Refused } from "../errors.ts";
import { router } from "../router.ts";
import { at } from "../security/places.ts";
import { codeHash, newCode, readCode } from "../security/token.ts";
import { insertCode, withdrawCodes } from "../store/sessions.ts";
import { upsertUser, userOf } from "../store/users.ts";

const lifetime = 15 * 60_000;

export const pairings = router();

pairings.openapi(routes.createPairing, async (c) => {
  const { address, role = null, name } = c.req.valid("json");
  const { db, sealer, now } = c.var;
  const person = normalise(address);
  if (person === null) throw new Refused("invalid_request", "This is no mail address.", "address");

  const code = newCode();
  const userIndex = await sealer.index("user", person.canonical);
  const before = await userOf(db, userIndex);
  const id = before?.id ?? newId();
  const [addressSealed, nameSealed] = await Promise.all([
    sealer.seal(at("users.address_sealed", id), person.address),
    sealer.seal(at("users.name_sealed", id), name ?? null),
  ]);
  await db.batch([
    upsertUser(db, { id, addressIndex: userIndex, addressSealed, nameSealed, role, now }),
    insertCode(
      db,
      await codeHash(sealer, code),
      userIndex,
      now,
      now + lifetime,
      before?.role ?? null,
    ),
  ]);
  await keepKeyCheck(db, sealer, now);
  return c.json({ code, expiresAt: new Date(now + lifetime).toISOString() }, 200);
});

pairings.openapi(routes.withdrawPairing, async (c) => {
  const { code, address } = c.req.valid("json");
  const { db, sealer, now } = c.var;
  const read = code === undefined ? null : readCode(code);
  const person = address === undefined ? null : normalise(address);
  if (address !== undefined && person === null)
    throw new Refused("invalid_request", "This is no mail address.", "address");
  const withdrawn = await withdrawCodes(
    db,
    {
      codeHash: read === null ? null : await codeHash(sealer, read),
      userIndex: person === null ? null : await sealer.index("user", person.canonical),
    },
    now,
  );
  if (withdrawn === 0) {
    throw new Refused(
      "not_found",
      "There is no unused code of this kind: it was used, taken back, or its 15 minutes are " +
        "over. Who used it is among the sessions; end theirs instead.",
    );
  }
  return c.json({ withdrawn }, 200);
});
