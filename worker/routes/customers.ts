/** Customers and their contacts: adding them, reading a profile. */
import type { Context } from "hono";
import { v7 as uuid } from "uuid";
import type { Contact } from "../../shared/contract/card.ts";
import * as routes from "../../shared/contract/routes.ts";
import { searchKeys } from "../../shared/people/name-words.ts";
import { currentCard, instant, opener } from "../card.ts";
import type { App } from "../env.ts";
import { Refused } from "../errors.ts";
import { mayReadWords } from "../facts-of-others.ts";
import { freeAddresses, readAddresses, storeAddresses } from "../new-addresses.ts";
import { personIndex, wordIndexes } from "../recognition.ts";
import { rescore, scoreNew } from "../rescore.ts";
import { router } from "../router.ts";
import { sealedCard } from "../store/cards.ts";
import { contactsOf, findContact, insertContact, renameContact } from "../store/contacts.ts";
import { renamedBy } from "../store/changed-rows.ts";
import { indexWords } from "../store/customer-words.ts";
import { customerExists, customerOfExternalId, insertCustomer, newcomer } from "../store/customers.ts";
import { historyOf } from "../store/history.ts";
import { factsPage, type Place, type ProfileFact } from "../store/profile.ts";
import { factWrite } from "../writes.ts";

/** Moves of tier and trust in a profile. */
const historyShown = 100;

export const customers = router();

customers.openapi(routes.createCustomer, (c) => factWrite(c, async () => {
  const { db, sealer, user, now } = c.var;
  const { kind, name, externalId = null, segment = null, contact } = c.req.valid("json");
  if (externalId !== null) {
    const holder = await customerOfExternalId(db, externalId);
    if (holder !== null) throw new Refused("conflict", `This external id belongs to customer ${holder} already.`, "externalId");
  }
  const row = newcomer({ id: uuid(), kind, externalId, nameSealed: await sealer.seal(name), segment, createdAt: now });
  const statements = [insertCustomer(db, row, user.id), ...indexWords(db, [{ id: row.id, wordIndexes: await wordIndexes(sealer, searchKeys(name)) }])];
  if (contact !== undefined) {
    const addresses = await readAddresses(c, contact.addresses, "contact.addresses");
    const owner = { customerId: row.id, contactId: uuid(), nameSealed: contact.name === null ? null : await sealer.seal(contact.name) };
    const free = await freeAddresses(c, addresses, null, "contact.addresses");
    statements.push(insertContact(db, { ...owner, id: owner.contactId, personIndex: await personIndex(sealer, contact.name), now, userId: user.id }), ...await storeAddresses(c, free, owner));
  }
  const { card, statements: derived } = await scoreNew(db, sealer, c.env, row, now);
  return { statements: [...statements, ...derived], answer: { card } };
}));

customers.openapi(routes.addContact, (c) => factWrite(c, async () => {
  const { db, sealer, user, now } = c.var;
  const { id: customerId } = c.req.valid("param");
  const { name, addresses, contactId } = c.req.valid("json");
  const { card, statements: derived } = await rescore(db, sealer, c.env, customerId, now);
  const known = contactId === undefined ? null : await findContact(db, contactId);
  if (contactId !== undefined && known?.customerId !== customerId) {
    throw new Refused("not_found", "This customer has no such contact. Leave contactId out to add a new one.", "contactId");
  }
  const free = await freeAddresses(c, await readAddresses(c, addresses, "addresses"), contactId ?? null, "addresses");
  const nameSealed = name === null ? known?.nameSealed ?? null : await sealer.seal(name);
  const owner = { customerId, contactId: contactId ?? uuid(), nameSealed };
  const statements = await storeAddresses(c, free, owner);
  const person = await personIndex(sealer, name);
  if (contactId === undefined) statements.unshift(insertContact(db, { ...owner, id: owner.contactId, personIndex: person, now, userId: user.id }));
  else if (name !== null && nameSealed !== null) statements.push(...renamedBy(db, contactId, user.id, now), ...renameContact(db, contactId, nameSealed, person));

  const before = contactId === undefined ? undefined : (await openContacts(c, customerId)).find((contact) => contact.id === contactId);
  const contact = {
    id: owner.contactId, name: name ?? before?.name ?? null, addresses: [...before?.addresses ?? [], ...free.map((one) => one.address)],
  };
  return { statements: [...statements, ...derived], answer: { contact, card } };
}));

customers.openapi(routes.getCustomer, async (c) => {
  const { db, sealer } = c.var;
  const { id } = c.req.valid("param");
  const { after, limit } = c.req.valid("query");
  const place = after === undefined ? null : placeOf(after);
  if (!await customerExists(db, id)) throw new Refused("not_found", "There is no such customer. It may have been removed; look it up again.");

  const [sealed, contacts, facts, history] = await Promise.all([
    sealedCard(db, id), openContacts(c, id), factsPage(db, id, place, limit + 1), historyOf(db, id, historyShown),
  ]);
  // A customer just imported has no card until its import has scored it, and one of before an update is of another shape.
  const card = currentCard(sealed === null ? null : await sealer.open(sealed)) ?? (await rescore(db, sealer, c.env, id, c.var.now)).card;
  const shown = facts.slice(0, limit);
  const last = shown.at(-1);
  return c.json({
    customer: card.customer, contacts, scores: card.scores, version: card.version, scoredAt: card.scoredAt,
    facts: {
      items: await Promise.all(shown.map((fact) => openFact(c, fact))),
      next: facts.length > limit && last !== undefined ? `${last.at}.${last.type}.${last.id}` : null,
    },
    history: history.map(({ at, tier, stage, trust, lifetimeValue, modelVersion, policyVersion }) =>
      ({ at: instant(at), tier, stage, trust, lifetimeValue, version: { model: modelVersion, policy: policyVersion } })),
  }, 200);
});

function placeOf(after: string): Place {
  const [, at, type, id] = /^(-?\d{1,16})\.([a-z]+)\.([\w-]+)$/.exec(after) ?? [];
  if (at === undefined || type === undefined || id === undefined) {
    throw new Refused("invalid_request", "after is not the `next` of a page before. Leave it out to begin with the newest facts.", "after");
  }
  return { at: Number(at), type, id };
}

async function openContacts(c: Context<App>, customerId: string): Promise<Contact[]> {
  const open = opener(c.var.sealer);
  const contacts = new Map<string, Contact>();
  for (const row of await contactsOf(c.var.db, customerId)) {
    const contact = contacts.get(row.id) ?? { id: row.id, name: await open(row.nameSealed), addresses: [] };
    const address = await open(row.addressSealed);
    if (address !== null) contact.addresses.push(address);
    contacts.set(row.id, contact);
  }
  return [...contacts.values()];
}

type Detail = Record<string, string | number | null | string[]>;

/** What stays of a withdrawn fact for those who may not read its words. */
const bare = new Set(["kind", "metric", "action"]);

async function openFact(c: Context<App>, fact: ProfileFact) {
  const detail: Detail = {};
  const whole = fact.type === "transaction" || mayReadWords(fact, c.var.user);
  for (const [key, value] of Object.entries(JSON.parse(fact.detail) as Detail)) {
    if (!whole && !bare.has(key)) continue;
    if (key.endsWith("_sealed")) detail[key.slice(0, -"_sealed".length)] = typeof value === "string" ? await c.var.sealer.open(value) : null;
    else detail[key] = value;
  }
  return { id: fact.id, type: fact.type, at: instant(fact.at), withdrawnAt: fact.withdrawnAt === null ? null : instant(fact.withdrawnAt), detail };
}
