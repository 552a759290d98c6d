/**
 * A small book for the tests, written the way the Worker writes it: sealed, under blind indexes.
 */
import { env } from "cloudflare:workers";
import { v7 as newId } from "uuid";
import type { Card } from "../../shared/contract/card.ts";
import { normalise } from "../../shared/people/address.ts";
import { sealCard } from "../../worker/scoring/card-body.ts";
import { cardVersion } from "../../worker/scoring/card.ts";
import { newKeys } from "../../worker/security/customer-keys.ts";
import { at } from "../../worker/security/places.ts";
import { sealer } from "../../worker/security/seal.ts";
import { keysOf } from "./sealed.ts";

/** A card that says as little as the contract allows. */
export function plainCard(customerId: string, name: string): Card {
  const at = "2026-11-01T00:00:00.000Z";
  const nothing = { score: null, low: null, high: null };
  const said = { score: null, change: null, explanation: null, latest: [] };
  return {
    customer: { id: customerId, kind: "company", name, externalId: null, segment: null, since: at },
    contact: null,
    lastPurchase: null,
    touches: [],
    version: { card: cardVersion, model: 1, policy: 1 },
    scoredAt: at,
    scores: {
      tier: { tier: "potential", score: null, explanation: null },
      trust: { ...nothing, change: null, dimensions: [], explanation: null },
      value: {
        lifetimeValue: null,
        months: 12,
        currency: "GBP",
        expectedPurchases: null,
        probabilityAlive: null,
        model: null,
        identified: true,
        explanation: null,
      },
      rfm: null,
      stage: { stage: "prospect", explanation: { base: 0, factors: [], total: 0, evidence: 0 } },
      satisfaction: { customer: said, rep: said },
      loyalty: null,
      abc: null,
      relationship: { score: null, explanation: null, type: null, typeExplanation: null },
      cluster: null,
      affinity: null,
      warning: null,
      next: { action: null, runnersUp: [] },
    },
  };
}

/**
 * Adds a customer with one contact; the card only where `scored`, the domain where one is given.
 * Answers the ids.
 */
export async function addCustomer(options: {
  name: string;
  person: string;
  addresses: string[];
  domain?: string;
  scored?: boolean;
}): Promise<{ customerId: string; contactId: string }> {
  const keys = await sealer(env);
  const [customerId, contactId, now] = [newId(), newId(), Date.now()];
  const { dataKey, seals } = await newKeys(keys, customerId);
  const name = await seals.seal(at("customers.name_sealed", customerId), options.name);
  const person = await seals.seal(at("contacts.name_sealed", contactId), options.person);
  const statements = [
    env.DB.prepare(
      "INSERT INTO customers (id, kind, name_sealed, data_key, created_at) VALUES (?, 'company', ?, unhex(?), ?)",
    ).bind(customerId, name, dataKey, now),
    env.DB.prepare(
      "INSERT INTO contacts (id, customer_id, name_sealed, created_at) VALUES (?, ?, ?, ?)",
    ).bind(contactId, customerId, person, now),
  ];
  for (const address of options.addresses) {
    const known = normalise(address);
    if (known === null) throw new Error(`${address} is no address`);
    const index = await keys.index("address", known.canonical);
    const [addressSealed, nameSealed] = await Promise.all([
      seals.seal(at("addresses.address_sealed", index), known.address),
      seals.seal(at("addresses.name_sealed", index), options.person),
    ]);
    statements.push(
      env.DB.prepare(
        `INSERT INTO addresses (address_index, customer_id, contact_id, address_sealed, name_sealed,
          created_at) VALUES (?, ?, ?, ?, ?, ?)`,
      ).bind(index, customerId, contactId, addressSealed, nameSealed, now),
    );
  }
  if (options.domain !== undefined) {
    statements.push(
      env.DB.prepare(
        "INSERT INTO domains (domain_index, customer_id, created_at) VALUES (?, ?, ?)",
      ).bind(await keys.index("domain", options.domain), customerId, now),
    );
  }
  if (options.scored !== false) {
    statements.push(
      env.DB.prepare(
        `INSERT INTO cards (customer_id, body, data_key, tier, stage, card_version, model_version,
          policy_version, scored_at)
       VALUES (?, unhex(?), unhex(?), 'potential', 'prospect', ?, 1, 1, ?)`,
      ).bind(
        customerId,
        await sealCard(seals, customerId, plainCard(customerId, options.name)),
        dataKey,
        cardVersion,
        now,
      ),
    );
  }
  await env.DB.batch(statements);
  return { customerId, contactId };
}

/** Makes the card of a customer one of the version before: without what is new since. */
export async function outdate(customerId: string): Promise<void> {
  const {
    version,
    scores: { tier, trust, value, stage, rfm, satisfaction, next },
    ...card
  } = plainCard(customerId, "Of old");
  const old = {
    ...card,
    version: { ...version, card: cardVersion - 1 },
    scores: { tier, trust, value, stage, rfm, satisfaction, next },
  };
  await env.DB.prepare("UPDATE cards SET body = unhex(?), card_version = ? WHERE customer_id = ?")
    .bind(
      await sealCard(await keysOf(customerId), customerId, old as unknown as Card),
      cardVersion - 1,
      customerId,
    )
    .run();
}
