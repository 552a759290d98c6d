/**
 * Behind an import and after a review: names and domains of contacts that are not indexed yet, so
 * that whoever poses as them is found out, and names of customers, so that they are found by
 * typing.
 */
import { businessDomain } from "../../../shared/people/business-domain.ts";
import type { Env } from "../../env.ts";
import { keysOfName } from "../../people/name-keys.ts";
import { ensureKeys } from "../../security/customer-keys.ts";
import { knownDomain, personIndex, wordIndexes } from "../../people/recognition.ts";
import { at } from "../../security/places.ts";
import { type CustomerSeals, sealer, type Sealer } from "../../security/seal.ts";
import { indexWords, unsearchable } from "../../store/customer-words.ts";
import type { Database } from "../../store/database.ts";
import { noteDomains } from "../../store/domains.ts";
import { isImporting } from "../../store/imports.ts";
import { recognise as index, unrecognised } from "../../store/recognition.ts";
import type { ReviewMessage } from "./message.ts";

/**
 * Contacts a transaction, and transactions a message: a second or two. What is done stays done, so
 * that a repeat goes on behind it.
 */
export const page = 200;
const pages = 5;
/** Long enough that waiting costs nothing, short enough to follow an import closely. */
export const waitSeconds = 5;

/**
 * Indexes the next contacts and customers that nobody has looked at yet. Waits while an import
 * runs: the database does one thing at a time, and an import of 100,000 contacts took six times as
 * long.
 */
export async function recognise(
  env: Env,
  { review, from }: ReviewMessage,
): Promise<ReviewMessage | null> {
  if (await isImporting(env.DB, Date.now()))
    return { step: "recognise", review, from: from + 1, delaySeconds: waitSeconds };
  const keys = await sealer(env);
  for (let at = 0; at < pages; at++) {
    if ((await recognisePage(env.DB, keys)) < page && (await searchablePage(env.DB, keys)) < page)
      return null;
  }
  return { step: "recognise", review, from: from + pages };
}

async function recognisePage(db: Database, keys: Sealer): Promise<number> {
  const contacts = await unrecognised(db, page);
  const own = await ensureKeys(
    db,
    keys,
    contacts.map(({ customerId, dataKey }) => [customerId, dataKey]),
  );
  // Of two customers with one domain each seals it, and the one that the domain is noted for is
  // stored.
  const domains = new Map<string, { domain: string; customerId: string; seals: CustomerSeals }>();
  const named = await Promise.all(
    contacts.map(async ({ id, customerId, dataKey, nameSealed, addresses }) => {
      const seals = own.get(customerId)?.seals ?? keys.customer(customerId, dataKey);
      for (const [index, sealed] of JSON.parse(addresses) as [string, string][]) {
        const domain = businessDomain(
          await seals.open(at("addresses.address_sealed", index), sealed),
        );
        if (domain !== null) domains.set(`${customerId} ${domain}`, { domain, customerId, seals });
      }
      return {
        id,
        personIndex: await personIndex(
          keys,
          await seals.open(at("contacts.name_sealed", id), nameSealed),
        ),
      };
    }),
  );
  const known = await Promise.all(
    [...domains.values()].map(async ({ domain, customerId, seals }) => ({
      ...(await knownDomain(keys, seals, domain)),
      customerId,
    })),
  );
  if (contacts.length > 0)
    await db.batch([...noteDomains(db, known, Date.now()), ...index(db, named)]);
  return contacts.length;
}

async function searchablePage(db: Database, keys: Sealer): Promise<number> {
  const customers = await unsearchable(db, page);
  const indexed = await Promise.all(
    customers.map(async ({ id, nameSealed, dataKey }) => {
      const name = await keys
        .customer(id, dataKey)
        .open(at("customers.name_sealed", id), nameSealed);
      return { id, wordIndexes: name === null ? [] : await wordIndexes(keys, keysOfName(name)) };
    }),
  );
  if (customers.length > 0) await db.batch(indexWords(db, indexed));
  return customers.length;
}
