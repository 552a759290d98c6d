/** Customers and their contacts: adding them, reading a profile. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import type { Context } from "hono";
import { v7 as uuid } from "uuid";
import type { Contact } from "../../shared/contract/card.ts";
import type { Details } from "../../shared/contract/customer-edits.ts";
import * as routes from "../../shared/contract/routes.ts";
import { keysOfName } from "../people/name-keys.ts";
import { openCard } from "../scoring/card-body.ts";
import { authorOf, currentCard, instant, opener } from "../scoring/card.ts";
import { endOverrideOf } from "../scoring/end-overrides.ts";
import { customerOf, newKeys, storedKeys } from "../security/customer-keys.ts";
import type { App } from "../context.ts";
import { Refused } from "../errors.ts";
import { mayReadWords } from "../facts/facts-of-others.ts";
import {
  type ContactOwner,
  freeAddresses,
  readAddresses,
  storeAddresses,
} from "../people/new-addresses.ts";
import { addressIndexes, dial } from "../people/set-telephone.ts";
import { indexOfSegment, personIndex, wordIndexes } from "../people/recognition.ts";
import { rescore, scoreNew, scoreNow } from "../scoring/rescore.ts";
import { router } from "../router.ts";
import { at, type CustomerColumn, type Place as Cell } from "../security/places.ts";
import type { CustomerSeals } from "../security/seal.ts";
import { resolveCustomer } from "../store/aliases.ts";
import { sealedCard } from "../store/cards.ts";
import {
  type ContactRow,
  contactsOf,
  findContact,
  insertContact,
  renameContact,
} from "../store/contacts.ts";
import { contactChangedBy } from "../store/changed-rows.ts";
import { indexWords } from "../store/customer-words.ts";
import { customerOfExternalId, detailsOf, insertCustomer, newcomer } from "../store/customers.ts";
import { dataKeysOf } from "../store/data-keys.ts";
import { historyOf } from "../store/history.ts";
import { factsPage, type Place, type ProfileFact } from "../store/profile.ts";
import { authors } from "../store/users.ts";
import { factWrite } from "../facts/writes.ts";

/** Moves of tier and trust in a profile. */
const historyShown = 100;

export const customers = router();

customers.openapi(routes.createCustomer, (c) =>
  factWrite(c, async () => {
    const { db, sealer, user, now } = c.var;
    const { kind, name, externalId = null, segment = null, contact } = c.req.valid("json");
    if (externalId !== null) {
      const holder = await customerOfExternalId(db, externalId);
      if (holder !== null)
        throw new Refused(
          "conflict",
          `This external id belongs to customer ${holder} already.`,
          "externalId",
        );
    }
    const id = uuid();
    const { dataKey, seals: keys } = await newKeys(sealer, id);
    const nameSealed = await keys.seal(at("customers.name_sealed", id), name);
    const segmentSealed = await keys.seal(at("customers.segment_sealed", id), segment);
    const row = newcomer({
      id,
      kind,
      externalId,
      nameSealed,
      segmentSealed,
      dataKey,
      createdAt: now,
    });
    const statements = [
      insertCustomer(db, row, await indexOfSegment(sealer, segment), user.id),
      ...indexWords(db, [{ id, wordIndexes: await wordIndexes(sealer, keysOfName(name)) }]),
    ];
    if (contact !== undefined) {
      const addresses = await readAddresses(c, contact, "contact.addresses");
      const { name: person, telephone = null } = contact;
      const owner = { customerId: id, contactId: uuid(), name: person, telephone, keys };
      const free = await freeAddresses(c, addresses, null, "contact.addresses");
      statements.push(await contactStatement(c, owner), ...(await storeAddresses(c, free, owner)));
    }
    const { card, statements: derived } = await scoreNew(db, sealer, c.env, row, now);
    return { statements: [...statements, ...derived], answer: { card } };
  }),
);

customers.openapi(routes.addContact, (c) =>
  factWrite(c, async () => {
    const { db, sealer, now } = c.var;
    const { name, addresses, outside, contactId, telephone } = c.req.valid("json");
    const { customerId, keys } = await customerOf(db, sealer, c.req.valid("param").id);
    const { card, statements: derived } = await rescore(db, sealer, c.env, customerId, now);
    const known = contactId === undefined ? null : await findContact(db, contactId);
    if (contactId !== undefined && known?.customerId !== customerId) {
      throw new Refused(
        "not_found",
        "This customer has no such contact. Leave contactId out to add a new one.",
        "contactId",
      );
    }
    const free = await freeAddresses(
      c,
      await readAddresses(c, { addresses, outside }, "addresses"),
      contactId ?? null,
      "addresses",
    );
    const before =
      contactId === undefined || known === null
        ? undefined
        : (await openContacts(c, known.ownerId)).find((one) => one.id === contactId);
    const owner = {
      // A contact and its addresses are sealed under one customer's key.
      customerId: known?.ownerId ?? customerId,
      contactId: contactId ?? uuid(),
      name: name ?? before?.name ?? null,
      telephone: telephone === undefined ? (before?.telephone ?? null) : telephone,
      keys: known === null ? keys : await storedKeys(db, sealer, known.ownerId),
    };
    const statements = await storeAddresses(c, free, owner);
    if (contactId === undefined) statements.unshift(await contactStatement(c, owner));
    else if (known !== null) {
      if (name !== null) statements.push(...(await renaming(c, contactId, known.ownerId, name)));
      if (owner.telephone !== (before?.telephone ?? null))
        statements.push(...(await dialling(c, contactId, known.ownerId, owner.telephone)));
    }
    const contact = {
      id: owner.contactId,
      name: owner.name,
      ...(owner.telephone !== null && { telephone: owner.telephone }),
      addresses: [...(before?.addresses ?? []), ...free.map((one) => one.address)],
    };
    return { statements: [...statements, ...derived], answer: { contact, card } };
  }),
);

customers.openapi(routes.getCustomer, async (c) => {
  const { db, sealer } = c.var;
  const { after, limit } = c.req.valid("query");
  const place = after === undefined ? null : placeOf(after);
  const found = await resolveCustomer(db, c.req.valid("param").id);
  if (found === null)
    throw new Refused(
      "not_found",
      "There is no such customer. It may have been removed; look it up again.",
    );
  const { id } = found;
  const keys = sealer.customer(id, found.dataKey);

  await endOverrideOf({ db, sealer, env: c.env, now: c.var.now }, id);
  const [sealed, details, contacts, facts, history] = await Promise.all([
    sealedCard(db, id),
    openDetails(c, keys, id),
    openContacts(c, id),
    factsPage(db, id, place, limit + 1),
    historyOf(db, id, historyShown),
  ]);
  // A customer just imported has no card until its import has scored it, and one of before an
  // update is of another shape.
  const stored = sealed === null ? null : await openCard(keys, id, sealed.body);
  const card = currentCard(stored) ?? (await scoreNow(db, sealer, c.env, id, c.var.now));
  const shown = facts.slice(0, limit);
  const last = shown.at(-1);
  return c.json(
    {
      customer: card.customer,
      details,
      contacts,
      lastPurchase: card.lastPurchase,
      returned: card.returned,
      scores: card.scores,
      version: card.version,
      scoredAt: card.scoredAt,
      facts: {
        items: await Promise.all(
          (await withNames(c, shown)).map((fact) => openFact(c, keys, fact)),
        ),
        next:
          facts.length > limit && last !== undefined ? `${last.at}.${last.type}.${last.id}` : null,
      },
      history: history.map(
        ({ at, tier, stage, trust, lifetimeValue, modelVersion, policyVersion }) => ({
          at: instant(at),
          tier,
          stage,
          trust,
          lifetimeValue,
          version: { model: modelVersion, policy: policyVersion },
        }),
      ),
    },
    200,
  );
});

function placeOf(after: string): Place {
  const [, at, type, id] = /^(-?\d{1,16})\.([a-z_]+)\.([\w-]+)$/.exec(after) ?? [];
  if (at === undefined || type === undefined || id === undefined) {
    throw new Refused(
      "invalid_request",
      "after is not the `next` of a page before. Leave it out to begin with the newest facts.",
      "after",
    );
  }
  return { at: Number(at), type, id };
}

/** Statement that adds a contact, its name and telephone number sealed. */
async function contactStatement(
  c: Context<App>,
  { customerId, contactId: id, name, telephone, keys }: ContactOwner,
): Promise<D1PreparedStatement> {
  const { db, sealer, user, now } = c.var;
  const nameSealed = await keys.seal(at("contacts.name_sealed", id), name);
  return insertContact(db, {
    id,
    customerId,
    nameSealed,
    telephoneSealed: await keys.seal(at("contacts.telephone_sealed", id), telephone),
    personIndex: await personIndex(sealer, name),
    now,
    userId: user.id,
  });
}

/** Statements that name a contact stored for the customer `ownerId`, its former name kept. */
async function renaming(
  c: Context<App>,
  id: string,
  ownerId: string,
  name: string,
): Promise<D1PreparedStatement[]> {
  const { db, sealer, user, now } = c.var;
  const seals = await storedKeys(db, sealer, ownerId);
  const indexes = await addressIndexes(db, id, ownerId);
  return [
    ...contactChangedBy(db, "name_sealed", id, { userId: user.id, now }),
    ...renameContact(
      db,
      {
        id,
        nameSealed: await seals.seal(at("contacts.name_sealed", id), name),
        personIndex: await personIndex(sealer, name),
      },
      await Promise.all(
        indexes.map(async (index) => ({
          index,
          nameSealed: await seals.seal(at("addresses.name_sealed", index), name),
        })),
      ),
    ),
  ];
}

/** Statements that give a contact of the customer `ownerId` a telephone number, its former kept. */
async function dialling(
  c: Context<App>,
  id: string,
  ownerId: string,
  telephone: string | null,
): Promise<D1PreparedStatement[]> {
  const { db, sealer, user, now } = c.var;
  const seals = await storedKeys(db, sealer, ownerId);
  return [
    ...contactChangedBy(db, "telephone_sealed", id, { userId: user.id, now }),
    ...(await dial(db, { id, ownerId, seals }, telephone)),
  ];
}

/** The contacts stored for a customer. */
async function openContacts(c: Context<App>, customerId: string): Promise<Contact[]> {
  const { db, sealer } = c.var;
  const keys = sealer.customer(
    customerId,
    (await dataKeysOf(db, [customerId])).get(customerId) ?? null,
  );
  const contacts = new Map<string, Contact>();
  for (const row of await contactsOf(db, customerId)) {
    const contact = contacts.get(row.id) ?? (await openContact(keys, row));
    const address = await keys.open(
      at("addresses.address_sealed", row.addressIndex ?? ""),
      row.addressSealed,
    );
    if (address !== null) contact.addresses.push(address);
    contacts.set(row.id, contact);
  }
  return [...contacts.values()];
}

/** Details kept of a customer beside the card. */
async function openDetails(c: Context<App>, keys: CustomerSeals, id: string): Promise<Details> {
  const row = await detailsOf(c.var.db, id);
  const open = opener(c.var.sealer);
  return {
    owner:
      row === null || row.authorId === null
        ? null
        : { id: row.authorId, name: await authorOf(row, open) },
    language: row?.language ?? null,
    notes: await keys.open(at("customers.notes_sealed", id), row?.notesSealed ?? null),
  };
}

/** A contact without its addresses. */
async function openContact(keys: CustomerSeals, row: ContactRow): Promise<Contact> {
  const [name, telephone] = await Promise.all([
    keys.open(at("contacts.name_sealed", row.id), row.nameSealed),
    keys.open(at("contacts.telephone_sealed", row.id), row.telephoneSealed),
  ]);
  return { id: row.id, name, ...(telephone !== null && { telephone }), addresses: [] };
}

/** Tables of the facts whose text is sealed. */
const tables = {
  interaction: "interactions",
  satisfaction: "satisfaction_responses",
  outcome: "action_outcomes",
  promise: "promises",
  edit: "customer_edits",
  override: "overrides",
  case_step: "case_steps",
} as const;

/** Where a sealed value of a fact stands. */
function placeOfDetail(fact: ProfileFact, key: string): Cell<CustomerColumn> {
  const table = fact.type in tables ? tables[fact.type as keyof typeof tables] : fact.type;
  return at(`${table}.${key}` as CustomerColumn, fact.rowId);
}

type Detail = Record<string, string | number | null | string[]>;

/** Details that stay of a withdrawn fact for those who may not read its words. */
const bare = new Set(["kind", "metric", "action", "field", "tier", "decision", "from", "to"]);

/** Details of facts that are ids of people who sign in. */
const people: Partial<Record<ProfileFact["type"], "owner" | "by">> = {
  edit: "owner",
  case_handover: "owner",
  move_decision: "by",
};

/** Facts with the names of people rather than their ids. */
async function withNames(c: Context<App>, facts: ProfileFact[]): Promise<ProfileFact[]> {
  const personIn = ({ type, detail }: ProfileFact): string | null => {
    const key = people[type];
    const id = key && (JSON.parse(detail) as Detail)[key];
    return typeof id === "string" ? id : null;
  };
  const ids = new Set(facts.flatMap((fact) => personIn(fact) ?? []));
  if (ids.size === 0) return facts;
  const open = opener(c.var.sealer);
  const names = new Map(
    await Promise.all(
      (await authors(c.var.db, [...ids])).map(
        async (row) => [row.authorId, await authorOf(row, open)] as const,
      ),
    ),
  );
  return facts.map((fact) => {
    const [key, person] = [people[fact.type], personIn(fact)];
    if (key === undefined || person === null) return fact;
    const detail = { ...(JSON.parse(fact.detail) as Detail), [key]: names.get(person) ?? null };
    return { ...fact, detail: JSON.stringify(detail) };
  });
}

async function openFact(c: Context<App>, keys: CustomerSeals, fact: ProfileFact) {
  const detail: Detail = {};
  const whole = fact.type === "transaction" || mayReadWords(fact, c.var.user);
  for (const [key, value] of Object.entries(JSON.parse(fact.detail) as Detail)) {
    if (!whole && !bare.has(key)) continue;
    if (!key.endsWith("_sealed")) detail[key] = value;
    else
      detail[key.slice(0, -"_sealed".length)] =
        typeof value === "string" ? await keys.open(placeOfDetail(fact, key), value) : null;
  }
  return {
    id: fact.id,
    type: fact.type,
    at: instant(fact.at),
    withdrawnAt: fact.withdrawnAt === null ? null : instant(fact.withdrawnAt),
    detail,
  };
}
