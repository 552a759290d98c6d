/**
 * Seals what must lie on disk. The AES-256-GCM key is made here, kept in IndexedDB, and not
 * extractable: no script, ours included, can read its bytes, and a copy of a stored value alone
 * cannot be opened.
 */
import type { Database, Sealed } from "./database.ts";

export type Vault = {
  /** Seals a value with `context` bound in: it does not open under another. */
  seal(value: unknown, context: string): Promise<Sealed>;
  /** Throws where the value was changed, or sealed under another key or context. */
  open(sealed: Sealed, context: string): Promise<unknown>;
};

/** A sealed value as storage holds it: that is JSON, so bytes are kept as numbers. */
export type Stored = { iv: number[]; data: number[] };
export const toStored = ({ iv, data }: Sealed): Stored => ({
  iv: [...iv],
  data: [...new Uint8Array(data)],
});
export const fromStored = ({ iv, data }: Stored): Sealed => ({
  iv: new Uint8Array(iv),
  data: new Uint8Array(data).buffer,
});

/** Returns the key that is stored, or makes and stores one. */
async function keyOf(database: Database): Promise<CryptoKey> {
  // Nearly always it is there: a start of the background waits for no write.
  const known = await database.get("keys", "outbox");
  if (known !== undefined) return known;
  const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, [
    "encrypt",
    "decrypt",
  ]);
  const transaction = database.transaction("keys", "readwrite", { durability: "strict" });
  // Another start may have been quicker.
  const stored = await transaction.store.get("outbox");
  if (stored === undefined) await transaction.store.put(made, "outbox");
  await transaction.done;
  return stored ?? made;
}

/** Opens the vault over this database's key. */
export async function openVault(database: Database): Promise<Vault> {
  const key = await keyOf(database);
  const bytes = (text: string) => new TextEncoder().encode(text);
  return {
    async seal(value, context) {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const data = await crypto.subtle.encrypt(
        { name: "AES-GCM", iv, additionalData: bytes(context) },
        key,
        bytes(JSON.stringify(value)),
      );
      return { iv, data };
    },
    async open(sealed, context) {
      const clear = await crypto.subtle.decrypt(
        { name: "AES-GCM", iv: sealed.iv, additionalData: bytes(context) },
        key,
        sealed.data,
      );
      return JSON.parse(new TextDecoder().decode(clear)) as unknown;
    },
  };
}
