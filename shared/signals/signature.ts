/**
 * Signing and verifying served signals: ECDSA on P-256 with SHA-256 by WebCrypto. Not Ed25519,
 * which Chrome has only since 137 while the extension runs from 121 on; P-256 is in every browser,
 * in workerd and in Node.
 */
const algorithm = { name: "ECDSA", namedCurve: "P-256" } as const;
const signing = { name: "ECDSA", hash: "SHA-256" } as const;
/**
 * Signed before the payload, so that no signature made for anything else can be passed off as one
 * of signals.
 */
const context = "regards webmail-signals 1\n";
const bytesOf = (payload: string) => new TextEncoder().encode(context + payload);

/** Bytes as base64url, without padding. */
export function toText(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
}

/** The bytes of base64url; throws where it is none. */
function fromText(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) =>
    letter.charCodeAt(0),
  );
}

/**
 * A new key pair: the private half as PKCS #8 in base64url, the public half as `signalsKey` has it.
 */
export async function newKeys(): Promise<{ secret: string; public: string }> {
  const pair = await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const [secret, known] = await Promise.all([
    crypto.subtle.exportKey("pkcs8", pair.privateKey),
    crypto.subtle.exportKey("raw", pair.publicKey),
  ]);
  return { secret: toText(new Uint8Array(secret)), public: toText(new Uint8Array(known)) };
}

/** The signature of a payload under a private key. Throws where the key is none. */
export async function sign(payload: string, secret: string): Promise<string> {
  const key = await crypto.subtle.importKey("pkcs8", fromText(secret), algorithm, false, ["sign"]);
  return toText(new Uint8Array(await crypto.subtle.sign(signing, key, bytesOf(payload))));
}

/**
 * Returns whether the signature of a payload was made with the private half of this public key;
 * false for anything malformed.
 */
export async function isSignedBy(
  publicKey: string,
  { payload, signature }: { payload: string; signature: string },
): Promise<boolean> {
  try {
    const key = await crypto.subtle.importKey("raw", fromText(publicKey), algorithm, false, [
      "verify",
    ]);
    return await crypto.subtle.verify(signing, key, fromText(signature), bytesOf(payload));
  } catch {
    return false;
  }
}
