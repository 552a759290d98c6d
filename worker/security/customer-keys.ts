/** Seals and opens for customers, their data keys made where they have none yet. */
import { Refused } from "../errors.ts";
import type { CustomerSeals, DataKey, Sealer } from "./seal.ts";
import { resolveCustomer } from "../store/aliases.ts";
import { dataKeysOf, giveDataKeys } from "../store/data-keys.ts";
import type { Database } from "../store/database.ts";

/** A customer's keys: what seals, and its wrapped data key, as cards keep a copy of it. */
export type CustomerKeys = { dataKey: DataKey; seals: CustomerSeals };

/** Customers with their wrapped data keys, as far as they have one. */
type Known = Iterable<readonly [id: string, dataKey: DataKey | null]>;

/**
 * The keys of customers, by id. Keys that are missing are made and stored, all in one batch; no
 * query otherwise. Two writers that make the key of one customer end with the same one.
 */
export async function ensureKeys(
  db: Database,
  sealer: Sealer,
  known: Known,
): Promise<Map<string, CustomerKeys>> {
  const keys = new Map(known);
  const lacking = [...keys].filter(([, dataKey]) => dataKey === null);
  if (lacking.length > 0) {
    const made = await Promise.all(
      lacking.map(async ([id]) => ({ id, dataKey: await sealer.newDataKey(id) })),
    );
    for (const [id, dataKey] of await giveDataKeys(db, made)) keys.set(id, dataKey);
  }
  const found = new Map<string, CustomerKeys>();
  for (const [id, dataKey] of keys) {
    if (dataKey !== null) found.set(id, { dataKey, seals: sealer.customer(id, dataKey) });
  }
  return found;
}

/**
 * As `ensureKeys`, for customers of which no more than the id is known: one query for all of them.
 */
export async function customerKeys(
  db: Database,
  sealer: Sealer,
  ids: Iterable<string>,
): Promise<Map<string, CustomerKeys>> {
  return ensureKeys(db, sealer, await dataKeysOf(db, new Set(ids)));
}

/**
 * Returns what seals for a customer as it is stored, whatever it was merged into. Refuses
 * (`not_found`).
 */
export async function storedKeys(db: Database, sealer: Sealer, id: string): Promise<CustomerSeals> {
  const keys = (await customerKeys(db, sealer, [id])).get(id);
  if (keys === undefined)
    throw new Refused(
      "not_found",
      "There is no such customer. It may have been removed; look it up again.",
    );
  return keys.seals;
}

/** The keys of a customer about to be added: `dataKey` is to be stored with it. */
export async function newKeys(sealer: Sealer, customerId: string): Promise<CustomerKeys> {
  const dataKey = await sealer.newDataKey(customerId);
  return { dataKey, seals: sealer.customer(customerId, dataKey) };
}

/**
 * The customer that an id from outside means: the id it has now, and what seals for it. Refuses
 * (`not_found`) where there is none.
 */
export async function customerOf(
  db: Database,
  sealer: Sealer,
  id: string,
): Promise<{ customerId: string; keys: CustomerSeals }> {
  const found = await resolveCustomer(db, id);
  const keys =
    found === null
      ? new Map<string, CustomerKeys>()
      : await ensureKeys(db, sealer, [[found.id, found.dataKey]]);
  const own = found === null ? undefined : keys.get(found.id);
  if (found === null || own === undefined) {
    throw new Refused(
      "not_found",
      "There is no such customer. It may have been removed; look it up again.",
    );
  }
  return { customerId: found.id, keys: own.seals };
}
