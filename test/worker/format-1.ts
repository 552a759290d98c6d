/**
 * Sealed values as they were written before they were bound to a place, written down from that
 * code.
 */
import { toBase64url } from "../../worker/security/encoding.ts";

/** Text sealed in format 1 under the first key of the ring. */
export async function sealedBefore(
  { SEAL_KEYS: ring }: { SEAL_KEYS: string },
  text: string,
): Promise<string> {
  const [keyId = "", base64 = ""] = (ring.split(",")[0] ?? "").split(":");
  const key = await crypto.subtle.importKey(
    "raw",
    Buffer.from(base64, "base64"),
    "AES-GCM",
    false,
    ["encrypt"],
  );
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const additionalData = new TextEncoder().encode(`1.${keyId}`);
  const sealed = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv, additionalData },
    key,
    new TextEncoder().encode(text),
  );
  return `1.${keyId}.${toBase64url(Buffer.concat([iv, new Uint8Array(sealed)]))}`;
}
