/** Personal fields: sealed with AES-256-GCM, found again by HMAC blind index. */
import type { Env } from "../env.ts";
import { Misconfigured } from "../errors.ts";
import { fromBase64, toBase64url } from "./encoding.ts";

/** What an index is of. The same value under another kind has an unrelated index. */
export type IndexKind = "address" | "domain" | "message" | "user" | "token" | "code" | "request" | "client" | "external" | "look" | "person" | "word";

export type Sealer = {
  /** `1.<key id>.<base64url of IV, ciphertext and tag>`; the same text never seals alike twice. */
  seal(text: string): Promise<string>;
  /** The text again; throws where the key is not in the ring or the value was altered. */
  open(sealed: string): Promise<string>;
  /** A 128-bit blind index, base64url: equal for equal values, useless without the key. */
  index(kind: IndexKind, value: string): Promise<string>;
};

type Keys = Pick<Env, "SEAL_KEYS" | "INDEX_KEY">;

const version = "1";
const ivBytes = 12;
const indexBytes = 16;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

let cached: { seals: string; index: string; sealer: Promise<Sealer> } | null = null;

/** The sealer of this deployment's secrets. Keys are imported once an isolate; throws where a secret is malformed. */
export function sealer(env: Keys): Promise<Sealer> {
  if (cached?.seals !== env.SEAL_KEYS || cached.index !== env.INDEX_KEY) {
    cached = { seals: env.SEAL_KEYS, index: env.INDEX_KEY, sealer: load(env) };
  }
  return cached.sealer;
}

async function load(env: Keys): Promise<Sealer> {
  const ring = await keyRing(env.SEAL_KEYS);
  const indexKey = await crypto.subtle.importKey(
    "raw", secretBytes(env.INDEX_KEY, "INDEX_KEY"), { name: "HMAC", hash: "SHA-256" }, false, ["sign"],
  );
  const [current] = ring.keys();
  if (current === undefined) throw new Misconfigured("SEAL_KEYS holds no key: set it to kid:base64 of 32 random bytes");

  return {
    async seal(text) {
      const iv = crypto.getRandomValues(new Uint8Array(ivBytes));
      const sealed = await crypto.subtle.encrypt(gcm(iv, current), keyOf(ring, current), encoder.encode(text));
      const whole = new Uint8Array(ivBytes + sealed.byteLength);
      whole.set(iv);
      whole.set(new Uint8Array(sealed), ivBytes);
      return `${version}.${current}.${toBase64url(whole)}`;
    },
    async open(sealed) {
      const [kind, keyId, body, ...rest] = sealed.split(".");
      if (kind !== version || keyId === undefined || body === undefined || rest.length > 0) throw new Error("not a sealed value");
      const whole = fromBase64(body);
      const key = keyOf(ring, keyId);
      return decoder.decode(await crypto.subtle.decrypt(gcm(whole.subarray(0, ivBytes), keyId), key, whole.subarray(ivBytes)));
    },
    async index(kind, value) {
      const mac = await crypto.subtle.sign("HMAC", indexKey, encoder.encode(`${kind}\u0000${value}`));
      return toBase64url(new Uint8Array(mac, 0, indexBytes));
    },
  };
}

/** Version and key id are authenticated too: neither can be exchanged on a stored value. */
function gcm(iv: Uint8Array<ArrayBuffer>, keyId: string) {
  return { name: "AES-GCM", iv, additionalData: encoder.encode(`${version}.${keyId}`) };
}

function keyOf(ring: Map<string, CryptoKey>, keyId: string): CryptoKey {
  const key = ring.get(keyId);
  if (key === undefined) throw new Misconfigured(`SEAL_KEYS has no key "${keyId}": put the retired key back at the end of the ring`);
  return key;
}

async function keyRing(text: string): Promise<Map<string, CryptoKey>> {
  const ring = new Map<string, CryptoKey>();
  for (const entry of (text ?? "").split(",").map((part) => part.trim()).filter((part) => part !== "")) {
    const [keyId = "", base64 = ""] = entry.split(":");
    if (!/^[A-Za-z0-9_-]{1,32}$/.test(keyId)) throw new Misconfigured("SEAL_KEYS: a key id is 1 to 32 letters, digits, - or _");
    if (ring.has(keyId)) throw new Misconfigured(`SEAL_KEYS holds "${keyId}" twice`);
    ring.set(keyId, await crypto.subtle.importKey("raw", secretBytes(base64, "SEAL_KEYS"), "AES-GCM", false, ["encrypt", "decrypt"]));
  }
  return ring;
}

function secretBytes(base64: string | undefined, name: string): Uint8Array<ArrayBuffer> {
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = fromBase64(base64 ?? "");
  } catch {
    throw new Misconfigured(`${name} is not base64`);
  }
  if (bytes.length !== 32) throw new Misconfigured(`${name} needs 32 bytes in base64 (openssl rand -base64 32), not ${bytes.length}`);
  return bytes;
}
