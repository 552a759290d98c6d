/** Whose a row is: the customer by external id, or the contact by address. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import { v7 as newId } from "uuid";
import { normalise } from "../../../shared/people/address.ts";
import {
  customerKeys,
  type CustomerKeys,
  ensureKeys,
  newKeys,
} from "../../security/customer-keys.ts";
import { at } from "../../security/places.ts";
import type { Sealer } from "../../security/seal.ts";
import { addressesByIndex } from "../../store/imports/contacts.ts";
import {
  addCustomers,
  type CustomerRow,
  customersByExternalId,
} from "../../store/imports/customers.ts";
import type { Setting } from "./kind.ts";
import type { Refusal, RowReader } from "./row-reader.ts";

/** As a row says it; at least one is given. `address` is canonical. */
export type Said = { customer: string | null; address: string | null };
export type Owner = { customerId: string; contactId: string | null };

export const unknownAddress = "nobody in the book has this address: import contacts first";

/** Statements that add the customers whom the book lacks, and how many they are. */
type Added = { statements: D1PreparedStatement[]; count: number };

/**
 * The ids of customers by external id, new ones for those that the book lacks, what adds these, and
 * the keys of all of them by id. `people`: names of new customers that are a person, by external id.
 */
export async function customerIds(
  setting: Setting,
  externalIds: readonly string[],
  people: ReadonlyMap<string, string | null> = new Map(),
): Promise<{ ids: Map<string, string>; keys: Map<string, CustomerKeys>; add: Added }> {
  const { db, sealer, importId, userId, now } = setting;
  const wanted = new Set(externalIds);
  const known = await customersByExternalId(db, wanted);
  const lacking = [...wanted].filter((externalId) => !known.has(externalId));
  const fresh = await Promise.all(
    lacking.map((externalId) => newCustomer(sealer, externalId, people)),
  );
  return {
    keys: await ensureKeys(
      db,
      sealer,
      [...known.values(), ...fresh].map(({ id, dataKey }) => [id, dataKey]),
    ),
    ids: new Map([...known.values(), ...fresh].map((row) => [row.externalId, row.id])),
    add: { statements: addCustomers(db, fresh, importId, userId, now), count: fresh.length },
  };
}

/** A customer of whom no more than the external id is known, or a person of whom the name is too. */
async function newCustomer(
  sealer: Sealer,
  externalId: string,
  people: ReadonlyMap<string, string | null>,
): Promise<CustomerRow> {
  const id = newId();
  const { dataKey, seals } = await newKeys(sealer, id);
  const name = people.get(externalId) ?? null;
  return {
    id,
    externalId,
    kind: people.has(externalId) ? "person" : "company",
    nameSealed: name === null ? null : await seals.seal(at("customers.name_sealed", id), name),
    segmentSealed: null,
    segmentIndex: null,
    ownerId: null,
    dataKey,
  };
}

/** Reads `customer` and `address` of a row; one of them is needed. */
export function readWho(row: RowReader): Said {
  const customer = row.code("customer");
  const written = row.key("address", 320);
  const address = written === null ? null : (normalise(written)?.canonical ?? null);
  if (written !== null && address === null) row.refuse("address", "not an email address");
  if (customer === null && written === null)
    row.refuse(row.has("customer") ? "customer" : "address", "missing");
  return { customer, address };
}

/** Ids of the customers in the book that rows name, by external id or by a contact's address. */
export async function namedCustomers(
  { db, sealer }: Setting,
  said: readonly Said[],
): Promise<string[]> {
  const addresses = said.flatMap(({ customer, address }) =>
    customer === null && address !== null ? [address] : [],
  );
  const indexes = await Promise.all(addresses.map((address) => sealer.index("address", address)));
  const customers = await customersByExternalId(
    db,
    said.flatMap(({ customer }) => customer ?? []),
  );
  const contacts = await addressesByIndex(db, indexes);
  return [
    ...[...customers.values()].map(({ id }) => id),
    ...[...contacts.values()].map(({ customerId }) => customerId),
  ];
}

/**
 * Whose each row is, or why that cannot be told. An address in the book gives contact and customer;
 * a customer that the book lacks is added; an address that it lacks is only enough beside a
 * customer.
 */
export async function owners(
  setting: Setting,
  said: readonly Said[],
): Promise<{ owners: (Owner | Refusal)[]; keys: Map<string, CustomerKeys>; add: Added }> {
  const indexes = await Promise.all(
    said.map(({ address }) => (address === null ? null : setting.sealer.index("address", address))),
  );
  const contacts = await addressesByIndex(
    setting.db,
    indexes.filter((index) => index !== null),
  );
  const { ids, keys, add } = await customerIds(
    setting,
    said.map(({ customer }) => customer).filter((customer) => customer !== null),
  );
  // Those who are known by an address alone.
  const others = [...contacts.values()]
    .map(({ customerId }) => customerId)
    .filter((id) => !keys.has(id));
  for (const [id, own] of await customerKeys(setting.db, setting.sealer, others)) keys.set(id, own);
  return {
    add,
    keys,
    owners: said.map(({ customer }, place) => {
      const contact = contacts.get(indexes[place] ?? "");
      const customerId = customer === null ? contact?.customerId : ids.get(customer);
      if (customerId === undefined) return { field: "address", reason: unknownAddress };
      if (contact !== undefined && contact.customerId !== customerId)
        return { field: "address", reason: "belongs to another customer" };
      return { customerId, contactId: contact?.contactId ?? null };
    }),
  };
}
