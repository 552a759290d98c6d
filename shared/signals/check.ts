/**
 * Checks whether served signals may be used: size, signature, schema and limits, in this order.
 * Both sides ask the same.
 */
import {
  longestAnswer,
  signedSignals,
  webmailSignals,
  type SignedSignals,
  type WebmailSignals,
} from "../contract/webmail-signals.ts";
import { faultsOf, type Fault } from "./limits.ts";
import { isSignedBy } from "./signature.ts";

/**
 * `too_large`: more than is read. `not_signals`: something else. `other_key`: changed, or signed by
 * nobody we know. `invalid`: signed, but not as it must be.
 */
export type Reason = "too_large" | "not_signals" | "other_key" | "invalid";
export type Checked =
  | { ok: true; signals: WebmailSignals; signed: SignedSignals }
  | { ok: false; reason: Reason; fault: Fault | null };

const refused = (reason: Reason, fault: Fault | null = null): Checked => ({
  ok: false,
  reason,
  fault,
});

function faultIn(issues: readonly { path: PropertyKey[]; message: string }[]): Fault | null {
  const [issue] = issues;
  return issue === undefined
    ? null
    : { field: issue.path.map(String).join(".") || "payload", message: issue.message };
}

/** JSON, or undefined where it is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Schema and limits of what is to be signed or was. */
export function checkSignals(
  given: unknown,
): { ok: true; signals: WebmailSignals } | { ok: false; fault: Fault | null } {
  const read = webmailSignals.safeParse(given);
  if (!read.success) return { ok: false, fault: faultIn(read.error.issues) };
  const names = read.data.sites.map((site) => site.webmail);
  const twice = names.findIndex((name, at) => names.indexOf(name) !== at);
  const faults = read.data.sites.flatMap((site, at) =>
    faultsOf(site).map(({ field, message }) => ({ field: `sites.${at}.${field}`, message })),
  );
  const fault =
    twice >= 0 ? { field: `sites.${twice}.webmail`, message: "is there twice" } : faults[0];
  return fault === undefined ? { ok: true, signals: read.data } : { ok: false, fault };
}

/**
 * Returns whether this (an answer of the Worker, a stored value) is signals signed with the private
 * half of `key`. Never throws.
 */
export async function checkSigned(given: unknown, key: string): Promise<Checked> {
  if (JSON.stringify(given)?.length > longestAnswer) return refused("too_large");
  const envelope = signedSignals.safeParse(given);
  if (!envelope.success) return refused("not_signals", faultIn(envelope.error.issues));
  if (!(await isSignedBy(key, envelope.data))) return refused("other_key");
  const inside = checkSignals(parsed(envelope.data.payload));
  return inside.ok
    ? { ok: true, signals: inside.signals, signed: envelope.data }
    : refused("invalid", inside.fault);
}
