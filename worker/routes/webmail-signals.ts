/** Signals of webmails: the newest for whoever is signed in, the next from the administrator. */
import * as routes from "../../shared/contract/routes.ts";
import { checkSigned } from "../../shared/signals/check.ts";
import type { Env } from "../env.ts";
import { Refused } from "../errors.ts";
import { router } from "../router.ts";
import { insertSignals, newestSignals } from "../store/webmail-signals.ts";

export const webmailSignals = router();

/** The key that signals must be signed with; null where this Worker serves none. */
export function keyOf(env: Env): string | null {
  const key = env.SIGNALS_PUBLIC_KEY?.trim() ?? "";
  return key === "" ? null : key;
}

function requiredKey(env: Env): string {
  const key = keyOf(env);
  if (key === null)
    throw new Refused(
      "not_found",
      "Served signals are off: wrangler.toml has no SIGNALS_PUBLIC_KEY. npm run signals -- key " +
        "FILE makes one.",
    );
  return key;
}

webmailSignals.openapi(routes.getWebmailSignals, async (c) => {
  requiredKey(c.env);
  const newest = await newestSignals(c.var.db);
  if (newest === null) throw new Refused("not_found", "No signals were published yet.");
  const { version, payload, signature } = newest;
  const tag = `"v${version}"`;
  c.header("ETag", tag);
  if (c.req.header("If-None-Match") === tag) return c.body(null, 304);
  return c.json({ payload, signature }, 200);
});

webmailSignals.openapi(routes.putWebmailSignals, async (c) => {
  const key = requiredKey(c.env);
  const { db, user, now } = c.var;
  const checked = await checkSigned(c.req.valid("json"), key);
  if (!checked.ok) {
    const { reason, fault } = checked;
    if (reason === "other_key")
      throw new Refused(
        "invalid_request",
        "The signature is not of this company's key, or the payload was changed after it was " +
          "signed.",
        "signature",
      );
    throw new Refused(
      "invalid_request",
      fault === null ? "These are no signals." : `${fault.field}: ${fault.message}.`,
      fault?.field ?? "payload",
    );
  }
  const {
    signed,
    signals: { version, signedAt },
  } = checked;
  if (!(await insertSignals(db, version, signed, user.id, now))) {
    const newest = await newestSignals(db);
    // Sent again, it is there already.
    if (newest?.payload !== signed.payload)
      throw new Refused(
        "conflict",
        `Version ${newest?.version} is published; sign the next one as version ` +
          `${(newest?.version ?? 0) + 1} or higher.`,
        "version",
      );
  }
  return c.json({ version, signedAt }, 200);
});
