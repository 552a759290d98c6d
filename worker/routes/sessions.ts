/** Signing in with a pairing code, the list of sessions, signing out and revoking. */
import type { Context } from "hono";
import { v7 as newId } from "uuid";
import type { Me } from "../../shared/contract/answers.ts";
import * as routes from "../../shared/contract/routes.ts";
import type { App } from "../context.ts";
import { Refused } from "../errors.ts";
import { router } from "../router.ts";
import { at } from "../security/places.ts";
import { dropCookie, keepCookie, requireOwnPage } from "../security/portfolio-cookie.ts";
import { bootstrapId } from "../security/sign-in.ts";
import { codeHash, issueToken, newCode, readCode, tokenHash } from "../security/token.ts";
import { insertCodeOf, liveSessions, redeemCode, revokeSession } from "../store/sessions.ts";
import { userOfToken } from "../store/users.ts";
import { describe } from "./me.ts";
import { keyOf } from "./webmail-signals.ts";

const lifetime = 90 * 86_400_000;
/** A page that shows the whole book is signed in for a shorter while. */
const portfolioLifetime = 30 * 86_400_000;
/** A code that a click takes from the extension to the portfolio is used at once. */
const handOverLifetime = 60_000;
const iso = (at: number) => new Date(at).toISOString();

export const sessions = router();

/** Uses a code up; answers the token of a session of so many milliseconds and whose it is. */
async function openSession(
  c: Context<App>,
  { code, label }: { code: string; label: string },
  lifetime: number,
): Promise<{ token: string; expiresAt: number; me: Me }> {
  const { db, sealer, now } = c.var;
  const wrong = new Refused(
    "pairing_code_invalid",
    "This code is wrong, used or older than 15 minutes. Ask your administrator for a new one.",
    "code",
  );
  const read = readCode(code);
  if (read === null) throw wrong;

  const token = await issueToken(sealer);
  const hash = await tokenHash(sealer, token);
  const expiresAt = now + lifetime;
  const id = newId();
  const labelSealed = await sealer.seal(at("sessions.label_sealed", id), label);
  if (
    !(await redeemCode(db, await codeHash(sealer, read), {
      id,
      tokenHash: hash,
      labelSealed,
      now,
      expiresAt,
    }))
  )
    throw wrong;
  const user = await userOfToken(db, hash);
  if (user === null) throw wrong;
  return { token, expiresAt, me: await describe(c, user) };
}

sessions.openapi(routes.createSession, async (c) => {
  const { token, expiresAt, me } = await openSession(c, c.req.valid("json"), lifetime);
  return c.json({ token, expiresAt: iso(expiresAt), me, signalsKey: keyOf(c.env) }, 200);
});

sessions.openapi(routes.createPortfolioSession, async (c) => {
  // Else another site could sign a person in as somebody else, who then reads what they write.
  requireOwnPage(c);
  const { token, expiresAt, me } = await openSession(c, c.req.valid("json"), portfolioLifetime);
  keepCookie(c, token, expiresAt);
  return c.json({ expiresAt: iso(expiresAt), me }, 200);
});

sessions.openapi(routes.handOver, async (c) => {
  const { db, sealer, user, now } = c.var;
  if (user.id === bootstrapId)
    throw new Refused(
      "conflict",
      "The administrator's key signs nobody in to the portfolio. Pair a person, then try again.",
    );
  const code = newCode();
  const expiresAt = now + handOverLifetime;
  await insertCodeOf(db, await codeHash(sealer, code), user.id, now, expiresAt).run();
  return c.json({ code, expiresAt: iso(expiresAt) }, 200);
});

sessions.openapi(routes.listSessions, async (c) => {
  const { db, sealer, user, now } = c.var;
  const rows = await liveSessions(db, user.role === "admin" ? null : user.id, now);
  const listed = await Promise.all(
    rows.map(async (row) => ({
      id: row.id,
      label: await sealer.open(at("sessions.label_sealed", row.id), row.labelSealed),
      createdAt: iso(row.createdAt),
      lastUsedAt: iso(row.lastUsedAt),
      expiresAt: iso(row.expiresAt),
      current: row.id === user.sessionId,
      user: {
        id: row.userId,
        address: await sealer.open(at("users.address_sealed", row.userId), row.addressSealed),
        role: row.role,
      },
    })),
  );
  return c.json({ sessions: listed }, 200);
});

// Before `/v1/sessions/{id}`, which would take "current" for an id.
sessions.openapi(routes.endCurrentSession, async (c) => {
  const { db, user, now } = c.var;
  if (user.sessionId === null) {
    throw new Refused(
      "conflict",
      "The administrator's key is no session. To shut it out, change the secret ADMIN_KEY.",
    );
  }
  await revokeSession(db, user.sessionId, user.id, now);
  dropCookie(c);
  return c.body(null, 204);
});

sessions.openapi(routes.endSession, async (c) => {
  const { db, user, now } = c.var;
  const ended = await revokeSession(
    db,
    c.req.valid("param").id,
    user.role === "admin" ? null : user.id,
    now,
  );
  if (!ended)
    throw new Refused("not_found", "There is no such session, or it has ended already.", "id");
  return c.body(null, 204);
});
