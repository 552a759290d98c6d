/** Signals for the tests: signed, with a key made for the run. */
import type { Description } from "../../../shared/contract/webmail.ts";
import type { SignedSignals, WebmailSignals } from "../../../shared/contract/webmail-signals.ts";
import { newKeys, sign } from "../../../shared/signals/signature.ts";

/** A small webmail of nobody's. */
export const small: Description = {
  webmail: "harbour",
  version: 1,
  hosts: ["mail.harbour.example"],
  bodies: [".body"],
  account: [],
  thread: {
    at: [{ since: "2026-01", at: "main" }],
    id: [{ since: "2026-01", at: "main", attribute: "data-id" }],
    subject: [{ since: "2026-01", at: "h1" }],
  },
  message: {
    at: [{ since: "2026-01", at: "article" }],
    id: [],
    occurredAt: [],
    from: [{ since: "2026-01", at: ".from", address: [{ attribute: "title" }], name: [{}] }],
    to: [],
    cc: [],
    replyTo: [],
  },
  compose: null,
  rows: null,
};

export const signalsOf = (version: number, sites: unknown[] = [small]) =>
  ({ version, signedAt: "2026-11-12T09:00:00.000Z", sites }) as WebmailSignals;

/** Signs anything, fit or not. */
export async function signed(content: unknown, secret: string): Promise<SignedSignals> {
  const payload = typeof content === "string" ? content : JSON.stringify(content);
  return { payload, signature: await sign(payload, secret) };
}

export const keys = await newKeys();
export const otherKeys = await newKeys();
