/** Contacts: the people of a customer and their addresses. */
import { v7 as newId } from "uuid";
import { isInternal, normalise } from "../../../../shared/people/address.ts";
import { businessDomain } from "../../../../shared/people/business-domain.ts";
import { addAddresses, addContacts, addDomains, addressesByIndex, contactsByExternalIndex, nameContacts } from "../../../store/import-contacts.ts";
import { cleanNumber } from "../../../../shared/people/company-number.ts";
import { namesChangedByImport } from "../../../store/changed-rows.ts";
import { readRows, type Kind, type LineRefusal, type Setting } from "../kind.ts";
import { customerField } from "../numbers-of.ts";
import type { RowReader } from "../row-reader.ts";
import { customerIds } from "../who.ts";

type Person = { index: string; address: string; domain: string | null };
type Fact = { externalId: string | null; customer: string; name: string | null; people: { address: string; canonical: string }[] };

/** A contact as this batch will leave it. */
type Contact = { id: string; customerId: string; externalIndex: string | null; name: string | null; fresh: boolean; renamed: boolean };

export const contacts: Kind = {
  rowsAtOnce: 2000,
  fields: [
    { name: "externalId", form: "text", headers: ["external id", "contact id", "contact no", "contact number", "contact code", "联系人编号", "联系人id"], loose: [["id", "编号"]] },
    customerField(),
    { name: "name", form: "text", headers: ["contact name", "full name", "姓名", "联系人姓名"], loose: [["name"], ["contact"], ["联系人"], ["名称"]] },
    { name: "address", form: "text", headers: ["addresses", "email", "emails", "e-mail", "email address", "mail", "邮箱", "电子邮箱", "电子邮件", "邮件地址", "邮箱地址"] },
    { name: "otherAddress", form: "text", headers: ["email 2", "second email", "other email", "secondary email", "address 2", "备用邮箱", "邮箱2"] },
  ],
  needs: [["customer", "address"]],

  batch: (setting) => async (rows) => {
    const { facts, refused } = readRows(setting, rows, (row) => read(row, [...setting.ownDomains]));
    const { ids, add } = await customerIds(setting, facts.map(({ fact }) => fact.customer));
    const indexes = await Promise.all(facts.map(({ fact }) => indexed(setting, fact)));
    const book = await bookOf(setting, indexes);
    const addresses: (Person & { contact: Contact })[] = [];
    let unchanged = 0;

    facts.forEach(({ line, fact }, at) => {
      const customerId = ids.get(fact.customer) ?? "";
      const { externalIndex, people: own } = indexes[at] ?? { externalIndex: null, people: [] };
      const found = find(book, externalIndex, own, customerId);
      if ("reason" in found) return refused.push({ line, ...found });
      const contact = found.contact ?? { id: newId(), customerId, externalIndex, name: fact.name, fresh: true, renamed: false };
      const added = own.filter((person) => !book.byIndex.has(person.index));
      const renamed = !contact.fresh && fact.name !== null && fact.name !== contact.name;
      if (renamed) Object.assign(contact, { name: fact.name, renamed });
      if (found.contact !== null && added.length === 0 && !renamed) unchanged++;
      if (externalIndex !== null) book.byExternalIndex.set(externalIndex, contact);
      for (const person of added) book.byIndex.set(person.index, contact);
      addresses.push(...added.map((person) => ({ ...person, contact })));
      book.touched.add(contact);
    });
    const changed = await store(setting, [...book.touched], addresses, add.statements);
    return { accepted: rows.length - refused.length, unchanged, stored: changed.length, customersAdded: add.count, touched: [...book.touched].map(({ customerId }) => customerId), refused };
  },
};

function read(row: RowReader, ownDomains: string[]): Fact {
  const written = [row.keys("address", 2000), row.keys("otherAddress", 2000)].filter((cell) => cell !== null).join(";");
  const people = new Map<string, { address: string; canonical: string }>();
  for (const part of written.split(/[;,|\s]+/).filter((part) => part !== "")) {
    const known = normalise(cleanNumber(part));
    if (known === null) row.refuse("address", "not an email address");
    else if (isInternal(known.domain, ownDomains)) row.refuse("address", "at a domain of your own: a colleague, not a customer");
    else people.set(known.canonical, known);
  }
  if (people.size === 0) row.refuse("address", "missing");
  if (people.size > 20) row.refuse("address", "more than 20 addresses");
  return { externalId: row.key("externalId"), customer: row.needCode("customer"), name: row.text("name", 200), people: [...people.values()] };
}

type Indexed = { externalIndex: string | null; people: Person[] };

/** A fact as it is found: many programs number their contacts by address, so the external id is kept as an index too. */
async function indexed({ sealer }: Setting, { externalId, people }: Fact): Promise<Indexed> {
  return {
    externalIndex: externalId === null ? null : await sealer.index("external", externalId),
    people: await Promise.all(people.map(async ({ address, canonical }) => {
      const domain = businessDomain(address);
      return {
        address, index: await sealer.index("address", canonical), domain: domain === null ? null : await sealer.index("domain", domain),
      };
    })),
  };
}

type Known = { byExternalIndex: Map<string, Contact>; byIndex: Map<string, Contact>; touched: Set<Contact> };

/** What the book has of these contacts and addresses, one object a contact. */
async function bookOf({ db, sealer }: Setting, facts: Indexed[]): Promise<Known> {
  const named = await contactsByExternalIndex(db, facts.map(({ externalIndex }) => externalIndex).filter((index) => index !== null));
  const owned = await addressesByIndex(db, facts.flatMap(({ people }) => people.map(({ index }) => index)));
  const byId = new Map<string, Contact>();
  const contact = async (id: string, row: { customerId: string; nameSealed: string | null }, externalIndex: string | null) => {
    const name = row.nameSealed === null ? null : await sealer.open(row.nameSealed);
    const one = byId.get(id) ?? { id, customerId: row.customerId, externalIndex, name, fresh: false, renamed: false };
    byId.set(id, one);
    return one;
  };
  const byExternalIndex = new Map(await Promise.all([...named].map(async ([key, row]) => [key, await contact(row.id, row, key)] as const)));
  const byIndex = new Map(await Promise.all([...owned].map(async ([key, row]) => [key, await contact(row.contactId, row, null)] as const)));
  return { byExternalIndex, byIndex, touched: new Set() };
}

/** The contact a row is of, null for a new one, or why it cannot be. */
function find(book: Known, externalIndex: string | null, people: Person[], customerId: string): { contact: Contact | null } | Omit<LineRefusal, "line"> {
  const owners = people.map(({ index }) => book.byIndex.get(index)).filter((owner) => owner !== undefined);
  const contact = (externalIndex === null ? undefined : book.byExternalIndex.get(externalIndex)) ?? owners[0] ?? null;
  if (contact !== null && contact.customerId !== customerId) {
    return { field: owners.includes(contact) ? "address" : "externalId", reason: "belongs to another customer" };
  }
  if (owners.some((owner) => owner !== contact)) return { field: "address", reason: "belongs to another contact" };
  return { contact };
}

/** Seals and stores; answers the contacts that were added or changed. */
async function store(
  setting: Setting, touched: Contact[], addresses: (Person & { contact: Contact })[], before: Parameters<Setting["commit"]>[0],
): Promise<Contact[]> {
  const { db, sealer, importId, userId, now } = setting;
  const grown = new Set(addresses.map(({ contact }) => contact));
  const changed = touched.filter((contact) => contact.fresh || contact.renamed || grown.has(contact));
  const names = new Map(await Promise.all(changed.map(async (contact) => (
    [contact, contact.name === null ? null : await sealer.seal(contact.name)] as const))));
  const sealed = await Promise.all(addresses.map(async ({ index, address, contact }) => ({
    index, contactId: contact.id, customerId: contact.customerId, addressSealed: await sealer.seal(address), nameSealed: names.get(contact) ?? null,
  })));
  const rows = changed.map((contact) => ({ ...contact, nameSealed: names.get(contact) ?? null }));
  const domains = new Map(addresses.flatMap(({ domain, contact }) => (domain === null ? [] : [[domain, contact.customerId] as const])).toReversed());
  await setting.commit([
    ...before,
    ...addContacts(db, rows.filter(({ fresh }) => fresh), importId, userId, now),
    ...namesChangedByImport(db, rows.filter(({ fresh, renamed }) => renamed && !fresh).map(({ id }) => id), importId, now),
    ...nameContacts(db, rows.filter(({ fresh, renamed }) => renamed && !fresh), importId),
    ...addAddresses(db, sealed, importId, now),
    ...addDomains(db, [...domains].map(([index, customerId]) => ({ index, customerId })), importId, now),
  ]);
  return changed;
}
