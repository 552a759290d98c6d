/**
 * Finds out who is calling: by a session token, or the administrator's key before anyone is paired.
 */
import type { Context } from "hono";
import type { App, User } from "../context.ts";
import { Refused } from "../errors.ts";
import { sessionOf, touchSession } from "../store/sessions.ts";
import { countCall, countStranger } from "./limits.ts";
import { cookieToken } from "./portfolio-cookie.ts";
import { isIssued, isToken, tokenHash } from "./token.ts";

/** The administrator that ADMIN_KEY signs in; has no row in `users`. */
export const bootstrapId = "00000000-0000-7000-8000-000000000000";
const shortestAdminKey = 16;
const touchEvery = 5 * 60_000;

/**
 * The person behind `Authorization: Bearer …` or the portfolio's cookie; throws `unauthorised` where there is none. Only a
 * token that this Worker issued reaches the database without limit of its network: it is counted by
 * itself, so that strangers behind the same address lock nobody out. Others, and tokens from before
 * they had the Worker's mark, are counted by network first.
 */
export async function signIn(c: Context<App>): Promise<User> {
  const bearer = /^Bearer +(\S{1,512})$/i.exec(c.req.header("Authorization") ?? "")?.[1];
  const credential = bearer ?? cookieToken(c);
  if (credential === null) {
    await countStranger(c, "sign-in");
    throw new Refused(
      "unauthorised",
      "You are not signed in. Pair this browser with a code from your administrator.",
    );
  }
  if (bearer !== undefined && (await isAdminKey(c, bearer)))
    return { id: bootstrapId, role: "admin", sessionId: null };
  const { sealer, db, now } = c.var;
  const hash = await tokenHash(sealer, credential);
  if (await isIssued(sealer, credential)) await countCall(c, hash);
  else await countStranger(c, "sign-in");
  const session = isToken(credential) ? await sessionOf(db, hash, now) : null;
  if (session === null) throw notSignedIn();
  // Rarely, and behind the answer: a look-up must not wait for a write.
  if (now - session.lastUsedAt >= touchEvery)
    c.executionCtx.waitUntil(touchSession(c.env.DB, session.id, now));
  return { id: session.userId, role: session.role, sessionId: session.id };
}

function notSignedIn(): Refused {
  return new Refused(
    "unauthorised",
    "This sign-in is no longer valid. Pair this browser again with a code from your administrator.",
  );
}

/** Compared as keyed hashes, so that the time it takes tells nothing of the key. */
async function isAdminKey(c: Context<App>, credential: string): Promise<boolean> {
  const key = c.env.ADMIN_KEY ?? "";
  if (key.length < shortestAdminKey) return false;
  return (await tokenHash(c.var.sealer, credential)) === (await tokenHash(c.var.sealer, key));
}
