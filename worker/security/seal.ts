/**
 * Personal fields: sealed with AES-256-GCM and bound to their place, found again by HMAC blind
 * index.
 *
 * Text is stored as `2.<key id>.<base64url of IV, ciphertext and tag>`. The additional
 * authenticated data are format, key id, table, column and row. The key is one of the ring, or the
 * customer's data key, whose id is empty. Values of format 1 (`1.<key id>.…`) are bound to no place
 * and sealed under the ring; they still open and are never written.
 */
import QuickLRU from "quick-lru";
import { storable } from "../../shared/contract/characters.ts";
import type { Env } from "../env.ts";
import { Misconfigured } from "../misconfigured.ts";
import { fromBase64, fromHex, toBase64url, toHex } from "./encoding.ts";
import { type CustomerColumn, type Place, type RingColumn } from "./places.ts";

/**
 * The kind of value that an index is of. The same value under another kind has an unrelated index.
 */
export type IndexKind =
  | "address"
  | "domain"
  | "message"
  | "thread"
  | "user"
  | "token"
  | "code"
  | "request"
  | "client"
  | "external"
  | "look"
  | "person"
  | "segment"
  | "word"
  | "opt_out"
  | "visitor"
  | "lot";

/**
 * Seals and opens values of some columns; null stays null. Opening throws where the value is of
 * another place.
 */
export type Seals<C extends string> = {
  /** The same text never seals alike twice. */
  seal(place: Place<C>, text: string): Promise<string>;
  seal(place: Place<C>, text: string | null): Promise<string | null>;
  /** The text again; throws where the key is missing or the value was altered or moved. */
  open(place: Place<C>, sealed: string): Promise<string>;
  open(place: Place<C>, sealed: string | null): Promise<string | null>;
};

/** Seals what is personal of one customer. Without a data key it opens values of format 1 alone. */
export type CustomerSeals = Seals<CustomerColumn> & {
  /** IV, ciphertext and tag; `header` is authenticated too and stored by the caller. */
  sealBytes(
    place: Place<CustomerColumn>,
    header: Uint8Array,
    bytes: Uint8Array,
  ): Promise<Uint8Array>;
  openBytes(
    place: Place<CustomerColumn>,
    header: Uint8Array,
    sealed: Uint8Array,
  ): Promise<Uint8Array>;
};

/** A customer's data key as it is stored, wrapped under the ring: hex. */
export type DataKey = string;

export type Sealer = Seals<RingColumn> & {
  /** A 128-bit blind index, base64url: equal for equal values, useless without the key. */
  index(kind: IndexKind, value: string): Promise<string>;
  /** Returns what seals for a customer. Nothing is unwrapped before it is used. */
  customer(id: string, dataKey: DataKey | null): CustomerSeals;
  /** A new data key, wrapped for this customer. */
  newDataKey(customerId: string): Promise<DataKey>;
  /** The same data key wrapped under the ring's first key. */
  rewrap(customerId: string, dataKey: DataKey): Promise<DataKey>;
  /**
   * The beginnings of values sealed under the ring's first key, and, in hex, of data keys wrapped
   * under it.
   */
  current: { text: string; dataKey: string };
};

type Keys = Pick<Env, "SEAL_KEYS" | "INDEX_KEY">;
type Bytes = Uint8Array<ArrayBuffer>;

const format = 2;
const ivBytes = 12;
const indexBytes = 16;
/** Data keys kept unwrapped in an isolate. */
const unwrappedAtOnce = 2000;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

let cached: { seals: string; index: string; sealer: Promise<Sealer> } | null = null;

/**
 * The sealer of this deployment's secrets. Keys are imported once an isolate; throws where a secret
 * is malformed.
 */
export function sealer(env: Keys): Promise<Sealer> {
  if (cached?.seals !== env.SEAL_KEYS || cached.index !== env.INDEX_KEY) {
    cached = { seals: env.SEAL_KEYS, index: env.INDEX_KEY, sealer: load(env) };
  }
  return cached.sealer;
}

async function load(env: Keys): Promise<Sealer> {
  const ring = await keyRing(env.SEAL_KEYS);
  const indexKey = await crypto.subtle.importKey(
    "raw",
    secretBytes(env.INDEX_KEY, "INDEX_KEY"),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["sign"],
  );
  const wraps = dataKeyWraps(ring);
  return {
    ...ringSeals(ring),
    async index(kind, value) {
      const mac = await crypto.subtle.sign(
        "HMAC",
        indexKey,
        encoder.encode(`${kind}\u0000${value}`),
      );
      return toBase64url(new Uint8Array(mac, 0, indexBytes));
    },
    customer: (id, dataKey) => customerSeals(ring, () => wraps.unwrap(id, dataKey)),
    newDataKey: (id) => wraps.wrap(id, crypto.getRandomValues(new Uint8Array(32))),
    rewrap: async (id, dataKey) => wraps.wrap(id, await wraps.raw(id, dataKey)),
    current: { text: `${format}.${ring.current}.`, dataKey: toHex(wrapHeader(ring.current)) },
  };
}

/** Seals under the first key of the ring, opens under any. */
function ringSeals(ring: KeyRing): Seals<string> {
  return nullable({
    seal: (place, text) => sealText(ring.get(ring.current), ring.current, place, text),
    open: (place, sealed) => openText((keyId) => ring.get(keyId), place, sealed),
  });
}

/**
 * Seals under a customer's data key; opens what stands under the ring too, as all of format 1 does.
 */
function customerSeals(ring: KeyRing, dataKey: () => Promise<CryptoKey>): CustomerSeals {
  return {
    ...nullable({
      seal: async (place, text) => sealText(await dataKey(), "", place, text),
      open: (place, sealed) =>
        openText((keyId) => (keyId === "" ? dataKey() : ring.get(keyId)), place, sealed),
    }),
    sealBytes: async (place, header, bytes) =>
      encrypt(await dataKey(), joined(header, bound(format, "", place)), bytes),
    openBytes: async (place, header, sealed) =>
      decrypt(await dataKey(), joined(header, bound(format, "", place)), sealed as Bytes),
  };
}

type TextSeals = {
  seal(place: Place, text: string): Promise<string>;
  open(place: Place, sealed: string): Promise<string>;
};

/** Passes null through. */
function nullable(seals: TextSeals): Seals<string> {
  const unlessNull = (act: (place: Place, value: string) => Promise<string>) =>
    (async (place: Place, value: string | null) =>
      value === null ? null : act(place, value)) as Seals<string>["seal"];
  return { seal: unlessNull(seals.seal), open: unlessNull(seals.open) };
}

async function sealText(
  key: CryptoKey,
  keyId: string,
  place: Place,
  text: string,
): Promise<string> {
  const whole = await encrypt(key, bound(format, keyId, place), encoder.encode(text));
  return `${format}.${keyId}.${toBase64url(whole)}`;
}

async function openText(
  keyOf: (keyId: string) => CryptoKey | Promise<CryptoKey>,
  place: Place,
  sealed: string,
): Promise<string> {
  const { version, keyId, body } = parts(sealed);
  const bytes = await decrypt(await keyOf(keyId), bound(version, keyId, place), fromBase64(body));
  const text = decoder.decode(bytes);
  // Sealed before control characters and broken letters were refused.
  return version === 1 ? storable(text) : text;
}

function parts(sealed: string): { version: number; keyId: string; body: string } {
  const [version, keyId, body, ...rest] = sealed.split(".");
  const known = version === "2" || (version === "1" && keyId !== "");
  if (!known || keyId === undefined || !body || rest.length > 0)
    throw new Error("not a sealed value");
  return { version: Number(version), keyId, body };
}

/** Format and key id are authenticated too: neither can be exchanged on a stored value. */
function bound(version: number, keyId: string, { column, row }: Place): Bytes {
  return encoder.encode(
    version === 1 ? `1.${keyId}` : JSON.stringify([version, keyId, ...column.split("."), row]),
  );
}

function joined(first: Uint8Array, second: Uint8Array): Bytes {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

async function encrypt(key: CryptoKey, additional: Bytes, bytes: Uint8Array): Promise<Bytes> {
  const iv = crypto.getRandomValues(new Uint8Array(ivBytes));
  const sealed = await crypto.subtle.encrypt(gcm(iv, additional), key, bytes as Bytes);
  const whole = new Uint8Array(ivBytes + sealed.byteLength);
  whole.set(iv);
  whole.set(new Uint8Array(sealed), ivBytes);
  return whole;
}

async function decrypt(key: CryptoKey, additional: Bytes, whole: Bytes): Promise<Bytes> {
  const text = await crypto.subtle.decrypt(
    gcm(whole.subarray(0, ivBytes), additional),
    key,
    whole.subarray(ivBytes),
  );
  return new Uint8Array(text);
}

const gcm = (iv: Bytes, additionalData: Bytes) => ({ name: "AES-GCM", iv, additionalData });

/**
 * A wrapped data key begins with its format and the id of the ring's key: how long it is, then its
 * letters.
 */
function wrapHeader(keyId: string): Bytes {
  const id = encoder.encode(keyId);
  return Uint8Array.from([format, id.length, ...id]);
}

/**
 * Wraps data keys, bound to `customers.data_key` of their customer: one copied to another customer
 * does not open.
 */
function dataKeyWraps(ring: KeyRing) {
  const place = (id: string): Place => ({ column: "customers.data_key", row: id });
  const unwrapped = new QuickLRU<string, Promise<CryptoKey>>({ maxSize: unwrappedAtOnce });

  async function raw(id: string, dataKey: DataKey): Promise<Bytes> {
    const whole = fromHex(dataKey);
    const keyId = decoder.decode(whole.subarray(2, 2 + (whole[1] ?? 0)));
    if (whole[0] !== format) throw new Error("not a data key");
    return decrypt(
      ring.get(keyId),
      bound(format, keyId, place(id)),
      whole.subarray(2 + (whole[1] ?? 0)),
    );
  }

  return {
    raw,
    async wrap(id: string, bytes: Bytes): Promise<DataKey> {
      const { current } = ring;
      return (
        toHex(wrapHeader(current)) +
        toHex(await encrypt(ring.get(current), bound(format, current, place(id)), bytes))
      );
    },
    unwrap(id: string, dataKey: DataKey | null): Promise<CryptoKey> {
      if (dataKey === null) return Promise.reject(new Error("the customer has no data key"));
      const name = `${id} ${dataKey}`;
      const known = unwrapped.get(name);
      if (known !== undefined) return known;
      const key = raw(id, dataKey).then(importAes);
      unwrapped.set(name, key);
      return key;
    },
  };
}

const importAes = (bytes: Bytes): Promise<CryptoKey> =>
  crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);

type KeyRing = {
  /** The id of the key that seals. */ current: string;
  get(keyId: string): CryptoKey;
};

async function keyRing(text: string): Promise<KeyRing> {
  const ring = new Map<string, CryptoKey>();
  for (const entry of (text ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "")) {
    const [keyId = "", base64 = ""] = entry.split(":");
    if (!/^[A-Za-z0-9_-]{1,32}$/.test(keyId))
      throw new Misconfigured("SEAL_KEYS: a key id is 1 to 32 letters, digits, - or _");
    if (ring.has(keyId)) throw new Misconfigured(`SEAL_KEYS holds "${keyId}" twice`);
    ring.set(keyId, await importAes(secretBytes(base64, "SEAL_KEYS")));
  }
  const [current] = ring.keys();
  if (current === undefined)
    throw new Misconfigured("SEAL_KEYS holds no key: set it to kid:base64 of 32 random bytes");
  return {
    current,
    get(keyId) {
      const key = ring.get(keyId);
      if (key !== undefined) return key;
      throw new Misconfigured(
        `SEAL_KEYS has no key "${keyId}": put the retired key back at the end of the ring`,
      );
    },
  };
}

function secretBytes(base64: string | undefined, name: string): Bytes {
  let bytes: Bytes;
  try {
    bytes = fromBase64(base64 ?? "");
  } catch {
    throw new Misconfigured(`${name} is not base64`);
  }
  if (bytes.length !== 32)
    throw new Misconfigured(
      `${name} needs 32 bytes in base64 (openssl rand -base64 32), not ${bytes.length}`,
    );
  return bytes;
}
