/**
 * Newer descriptions of webmails, as a company serves them to its own people: made and signed by
 * its administrator, so that a redesign is mended without a new version of the extension. Data
 * alone, no code; what they may say is limited further by
 * `shared/signals/limits.ts`.
 */
import { z } from "zod";
import { severalLines } from "./characters.ts";
import { description } from "./webmail.ts";

/** Letters of a payload: with its escapes it stays within what the Worker takes as one body. */
export const longestPayload = 40_000;
/** Letters of the whole answer that are read at all. */
export const longestAnswer = 64_000;

export const webmailSignals = z.strictObject({
  /** Counts up with every publication; a lower one is never used again. */
  version: z.int().min(1).max(1e9),
  signedAt: z.iso.datetime({ offset: true }),
  /** None: what was served before is withdrawn, and what is built in counts again. */
  sites: z.array(description).max(20),
});
export type WebmailSignals = z.infer<typeof webmailSignals>;

/**
 * The signed bytes are the payload's very letters (JSON of WebmailSignals): nothing is parsed
 * before they are checked.
 */
export const signedSignals = z.strictObject({
  payload: z
    .string()
    .min(2)
    .max(longestPayload)
    .regex(severalLines, "must not hold control characters"),
  /** ECDSA, P-256 with SHA-256: r and s, base64url. */
  signature: z.string().regex(/^[\w-]{86}$/, "must be 64 bytes in base64url"),
});
export type SignedSignals = z.infer<typeof signedSignals>;

/** A public key: the uncompressed point of P-256, base64url. */
export const signalsKey = z.string().regex(/^[\w-]{87}$/, "must be 65 bytes in base64url");

export const published = z.strictObject({
  version: z.int(),
  signedAt: z.iso.datetime({ offset: true }),
});
