/**
 * Bytes to text and back, by the runtime's own base64 (ECMAScript 2026), which the language's types
 * do not have yet.
 */

type Base64 = { fromBase64(text: string): Uint8Array<ArrayBuffer> };
type ToBase64 = { toBase64(form: { alphabet: "base64url"; omitPadding: true }): string };

/**
 * The bytes of standard base64 or base64url, padded or not; throws `TypeError` on anything else.
 */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  try {
    return (Uint8Array as unknown as Base64).fromBase64(
      text.replaceAll("-", "+").replaceAll("_", "/"),
    );
  } catch {
    throw new TypeError("not base64");
  }
}

/** Base64url without padding (RFC 4648, section 5). */
export function toBase64url(bytes: Uint8Array): string {
  return (bytes as unknown as ToBase64).toBase64({ alphabet: "base64url", omitPadding: true });
}

type Hex = { fromHex(text: string): Uint8Array<ArrayBuffer> };
type ToHex = { toHex(): string };

/**
 * The bytes of hex digits in either case; throws `TypeError` on anything else. SQLite's `hex()`
 * writes them.
 */
export function fromHex(text: string): Uint8Array<ArrayBuffer> {
  try {
    return (Uint8Array as unknown as Hex).fromHex(text);
  } catch {
    throw new TypeError("not hex");
  }
}

/** Lower-case hex digits. */
export function toHex(bytes: Uint8Array): string {
  return (bytes as unknown as ToHex).toHex();
}
