/** Contacts: the people of a customer and their addresses. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import { v7 as newId } from "uuid";
import { isInternal, normalise } from "../../../../shared/people/address.ts";
import { businessDomain } from "../../../../shared/people/business-domain.ts";
import { cleanNumber } from "../../../../shared/people/company-number.ts";
import {
  cleanTelephone,
  findTelephoneFault,
  telephoneFaults,
} from "../../../../shared/people/telephone.ts";
import { type CustomerKeys, customerKeys } from "../../../security/customer-keys.ts";
import { at } from "../../../security/places.ts";
import type { CustomerSeals } from "../../../security/seal.ts";
import { type ContactColumn, contactsChangedByImport } from "../../../store/changed-rows.ts";
import {
  addAddresses,
  addContacts,
  addDomains,
  addressesByIndex,
  addressesOfContacts,
  contactsByExternalIndex,
  type KnownContact,
  nameContacts,
  setTelephones,
} from "../../../store/imports/contacts.ts";
import { readRows, type Kind, type LineRefusal, type Setting } from "../kind.ts";
import { customerField } from "../numbers-of.ts";
import type { RowReader } from "../row-reader.ts";
import { customerIds } from "../who.ts";

type Person = { index: string; address: string; domain: string | null };
type Fact = {
  externalId: string | null;
  customer: string;
  /** The source of a person without a company; `customer` is then empty until it is told. */
  own: string | null;
  name: string | null;
  telephone: string | null;
  people: { address: string; canonical: string }[];
};

/**
 * A contact as this batch will leave it; `ownerId` is the customer it is stored for, in case that
 * was merged.
 */
type Contact = {
  id: string;
  customerId: string;
  ownerId: string;
  externalIndex: string | null;
  name: string | null;
  telephone: string | null;
  fresh: boolean;
  renamed: boolean;
  /** True where the file gives it another telephone number. */
  hasNewTelephone: boolean;
};

export const contacts: Kind = {
  rowsAtOnce: 2000,
  fields: [
    {
      name: "externalId",
      form: "text",
      headers: [
        "external id",
        "contact id",
        "contact no",
        "contact number",
        "contact code",
        "联系人编号",
        "联系人id",
      ],
      loose: [["id", "编号"]],
    },
    customerField(),
    // Of files whose people have no company: who is not in the book is a customer of their own.
    { name: "own", form: "text", headers: [] },
    {
      name: "name",
      form: "text",
      headers: ["contact name", "full name", "姓名", "联系人姓名"],
      loose: [["name"], ["contact"], ["联系人"], ["名称"]],
    },
    {
      name: "address",
      form: "text",
      headers: [
        "addresses",
        "email",
        "emails",
        "e-mail",
        "email address",
        "mail",
        "邮箱",
        "电子邮箱",
        "电子邮件",
        "邮件地址",
        "邮箱地址",
      ],
    },
    {
      name: "otherAddress",
      form: "text",
      headers: [
        "email 2",
        "second email",
        "other email",
        "secondary email",
        "address 2",
        "备用邮箱",
        "邮箱2",
      ],
    },
    {
      name: "telephone",
      form: "text",
      headers: [
        "telephone number",
        "phone",
        "phone number",
        "tel",
        "mobile",
        "mobile phone",
        "mobile number",
        "business phone",
        "work phone",
        "电话",
        "电话号码",
        "联系电话",
        "手机",
        "手机号",
        "手机号码",
      ],
    },
  ],
  needs: [
    ["customer", "address"],
    ["own", "address"],
  ],

  batch: (setting) => async (rows) => {
    const { facts, refused } = readRows(setting, rows, (row) => read(row, [...setting.ownDomains]));
    const indexes = await Promise.all(facts.map(({ fact }) => indexed(setting, fact)));
    const book = await bookOf(setting, indexes);
    const people = nameOwnCustomers(
      facts.map(({ fact }) => fact),
      indexes,
      book,
    );
    const { ids, keys, add } = await customerIds(
      setting,
      facts.flatMap(({ fact }) => (fact.customer === "" ? [] : fact.customer)),
      people,
    );
    const addresses: (Person & { contact: Contact })[] = [];
    let unchanged = 0;

    facts.forEach(({ line, fact }, at) => {
      const { externalIndex, people: own } = indexes[at] ?? { externalIndex: null, people: [] };
      const customerId = ids.get(fact.customer) ?? ownerOf(book, own) ?? "";
      const found = find(book, externalIndex, own, customerId);
      if ("reason" in found) return refused.push({ line, ...found });
      const contact = found.contact ?? {
        id: newId(),
        customerId,
        ownerId: customerId,
        externalIndex,
        name: fact.name,
        telephone: fact.telephone,
        fresh: true,
        renamed: false,
        hasNewTelephone: false,
      };
      const added = own.filter((person) => !book.byIndex.has(person.index));
      const renamed = !contact.fresh && fact.name !== null && fact.name !== contact.name;
      const hasNewTelephone =
        !contact.fresh && fact.telephone !== null && fact.telephone !== contact.telephone;
      if (renamed) Object.assign(contact, { name: fact.name, renamed });
      if (hasNewTelephone) Object.assign(contact, { telephone: fact.telephone, hasNewTelephone });
      if (found.contact !== null && added.length === 0 && !renamed && !hasNewTelephone) unchanged++;
      if (externalIndex !== null) book.byExternalIndex.set(externalIndex, contact);
      for (const person of added) book.byIndex.set(person.index, contact);
      addresses.push(...added.map((person) => ({ ...person, contact })));
      book.touched.add(contact);
    });
    const changed = await store(setting, [...book.touched], addresses, keys, add.statements);
    return {
      accepted: rows.length - refused.length,
      unchanged,
      stored: changed.length,
      customersAdded: add.count,
      touched: [...book.touched].map(({ customerId }) => customerId),
      refused,
    };
  },
};

function read(row: RowReader, ownDomains: string[]): Fact {
  const written = [row.keys("address", 2000), row.keys("otherAddress", 2000)]
    .filter((cell) => cell !== null)
    .join(";");
  const people = new Map<string, { address: string; canonical: string }>();
  for (const part of written.split(/[;,|\s]+/).filter((part) => part !== "")) {
    const known = normalise(cleanNumber(part));
    if (known === null) row.refuse("address", "not an email address");
    else if (isInternal(known.domain, ownDomains))
      row.refuse("address", "at a domain of your own: a colleague, not a customer");
    else people.set(known.canonical, known);
  }
  if (people.size === 0) row.refuse("address", "missing");
  if (people.size > 20) row.refuse("address", "more than 20 addresses");
  const own = row.key("own");
  return {
    externalId: row.key("externalId"),
    customer: (own === null ? row.needCode("customer") : row.code("customer")) ?? "",
    own,
    name: row.text("name", 200),
    telephone: readTelephone(row),
    people: [...people.values()],
  };
}

/** Words that programs write where there is no number. */
const noNumber = /^(?:n\/?a|none|nil|null|unknown|[-–—]+|无|暂无|没有)$/i;

/**
 * The first telephone number of a cell, without the words that programs put beside it ("Tel:",
 * "(mobile)").
 */
function readTelephone(row: RowReader): string | null {
  const [first = ""] = (row.text("telephone", 200) ?? "").split(/[;,|]/);
  if (noNumber.test(first.trim())) return null;
  const bare = first.replace(/\([^)\d]*\)/g, "").replace(/^[^\d+(]+(?=[\d+(])/, "");
  const telephone = cleanTelephone(bare);
  if (telephone === "") return null;
  const fault = findTelephoneFault(telephone);
  if (fault === null) return telephone;
  row.refuse("telephone", telephoneFaults[fault]);
  return null;
}

type Indexed = { externalIndex: string | null; people: Person[] };

/**
 * A fact as it is found: many programs number their contacts by address, so the external id is kept
 * as an index too.
 */
async function indexed({ sealer }: Setting, { externalId, people }: Fact): Promise<Indexed> {
  return {
    externalIndex: externalId === null ? null : await sealer.index("external", externalId),
    people: await Promise.all(
      people.map(async ({ address, canonical }) => {
        const domain = businessDomain(address);
        return {
          address,
          index: await sealer.index("address", canonical),
          domain: domain === null ? null : await sealer.index("domain", domain),
        };
      }),
    ),
  };
}

type Known = {
  byExternalIndex: Map<string, Contact>;
  byIndex: Map<string, Contact>;
  touched: Set<Contact>;
};

/** Returns what the book has of these contacts and addresses, one object a contact. */
async function bookOf({ db, sealer }: Setting, facts: Indexed[]): Promise<Known> {
  const named = await contactsByExternalIndex(
    db,
    facts.map(({ externalIndex }) => externalIndex).filter((index) => index !== null),
  );
  const owned = await addressesByIndex(
    db,
    facts.flatMap(({ people }) => people.map(({ index }) => index)),
  );
  const byId = new Map<string, Contact>();
  const contact = async (
    id: string,
    row: Omit<KnownContact, "id" | "externalIndex">,
    externalIndex: string | null,
  ) => {
    const { customerId, ownerId } = row;
    const seals = sealer.customer(ownerId, row.dataKey);
    const [name, telephone] = await Promise.all([
      seals.open(at("contacts.name_sealed", id), row.nameSealed),
      seals.open(at("contacts.telephone_sealed", id), row.telephoneSealed),
    ]);
    const one = byId.get(id) ?? {
      id,
      customerId,
      ownerId,
      externalIndex,
      name,
      telephone,
      fresh: false,
      renamed: false,
      hasNewTelephone: false,
    };
    byId.set(id, one);
    return one;
  };
  const byExternalIndex = new Map(
    await Promise.all(
      [...named].map(async ([key, row]) => [key, await contact(row.id, row, key)] as const),
    ),
  );
  const byIndex = new Map(
    await Promise.all(
      [...owned].map(async ([key, row]) => [key, await contact(row.contactId, row, null)] as const),
    ),
  );
  return { byExternalIndex, byIndex, touched: new Set() };
}

/** The customer of the first of some addresses that the book has. */
const ownerOf = (book: Known, people: readonly Person[]): string | undefined =>
  people.flatMap(({ index }) => book.byIndex.get(index) ?? [])[0]?.customerId;

/**
 * Gives people without a company, whom the book has not, a customer of their own. Its number comes
 * from the address by a key, so that the same file brings the same customer and tells nobody whose
 * it is. Answers the names by these numbers.
 */
function nameOwnCustomers(
  facts: readonly Fact[],
  indexes: readonly Indexed[],
  book: Known,
): Map<string, string | null> {
  const names = new Map<string, string | null>();
  facts.forEach((fact, place) => {
    const people = indexes[place]?.people ?? [];
    if (fact.own === null || fact.customer !== "" || people.length === 0) return;
    if (ownerOf(book, people) !== undefined) return;
    fact.customer = `${fact.own}:${numberOf(people[0]!.index)}`;
    names.set(fact.customer, fact.name);
  });
  return names;
}

/** Sixteen digits of a keyed index: words could not be told from a name. */
const numberOf = (index: string): string =>
  [...atob(index.replaceAll("-", "+").replaceAll("_", "/"))]
    .slice(0, 8)
    .map((letter) => letter.charCodeAt(0).toString(16).padStart(2, "0"))
    .join("");

/** The contact a row is of, null for a new one, or why it cannot be. */
function find(
  book: Known,
  externalIndex: string | null,
  people: Person[],
  customerId: string,
): { contact: Contact | null } | Omit<LineRefusal, "line"> {
  const owners = people
    .map(({ index }) => book.byIndex.get(index))
    .filter((owner) => owner !== undefined);
  const contact =
    (externalIndex === null ? undefined : book.byExternalIndex.get(externalIndex)) ??
    owners[0] ??
    null;
  if (contact !== null && contact.customerId !== customerId) {
    return {
      field: owners.includes(contact) ? "address" : "externalId",
      reason: "belongs to another customer",
    };
  }
  if (owners.some((owner) => owner !== contact))
    return { field: "address", reason: "belongs to another contact" };
  return { contact };
}

/**
 * Returns what seals for the customers that contacts are stored for: those of the batch, and any
 * that was merged since.
 */
async function keysOfOwners(
  { db, sealer }: Setting,
  contacts: readonly Contact[],
  known: Map<string, CustomerKeys>,
): Promise<(contact: { ownerId: string }) => CustomerSeals> {
  const others = await customerKeys(
    db,
    sealer,
    contacts.map(({ ownerId }) => ownerId).filter((id) => !known.has(id)),
  );
  return ({ ownerId }) => {
    const keys = known.get(ownerId) ?? others.get(ownerId);
    if (keys === undefined) throw new Error("a contact's customer is not in the book");
    return keys.seals;
  };
}

type KeysOf = Awaited<ReturnType<typeof keysOfOwners>>;

const sealAddresses = (addresses: readonly (Person & { contact: Contact })[], keysOf: KeysOf) =>
  Promise.all(
    addresses.map(async ({ index, address, contact }) => ({
      index,
      contactId: contact.id,
      customerId: contact.ownerId,
      addressSealed: await keysOf(contact).seal(at("addresses.address_sealed", index), address),
      nameSealed: await keysOf(contact).seal(at("addresses.name_sealed", index), contact.name),
      telephoneSealed: await keysOf(contact).seal(
        at("addresses.telephone_sealed", index),
        contact.telephone,
      ),
    })),
  );

/** Values of a contact that are kept beside each of its addresses, by the column that it is sealed for. */
const besideAddresses = { name_sealed: "name", telephone_sealed: "telephone" } as const;

/** Seals what changed contacts have in a column for the addresses that they have already. */
async function sealBeside(
  db: Setting["db"],
  column: ContactColumn,
  changed: readonly Contact[],
  keysOf: KeysOf,
): Promise<{ id: string; sealed: string | null }[]> {
  const changedById = new Map(changed.map((contact) => [contact.id, contact]));
  return Promise.all(
    (await addressesOfContacts(db, [...changedById.keys()])).flatMap(({ contactId, index }) => {
      const contact = changedById.get(contactId);
      if (contact === undefined) return [];
      return [
        keysOf(contact)
          .seal(at(`addresses.${column}`, index), contact[besideAddresses[column]])
          .then((sealed) => ({ id: index, sealed })),
      ];
    }),
  );
}

/** Statements that give contacts what they newly have in a column, and keep what they had. */
async function changeColumn(
  { db, importId, now }: Setting,
  column: ContactColumn,
  changed: readonly (Contact & SealedContact)[],
  keysOf: KeysOf,
): Promise<D1PreparedStatement[]> {
  const beside = await sealBeside(db, column, changed, keysOf);
  const ids = changed.map(({ id }) => id);
  const own = changed.map(({ id, nameSealed, telephoneSealed }) => ({
    id,
    sealed: column === "name_sealed" ? nameSealed : telephoneSealed,
  }));
  return [
    ...contactsChangedByImport(db, column, ids, importId, now),
    ...(column === "name_sealed" ? nameContacts : setTelephones)(db, own, beside, importId),
  ];
}

type SealedContact = { nameSealed: string | null; telephoneSealed: string | null };

/** Seals contacts for the customers that they are stored for. */
const sealContacts = (contacts: readonly Contact[], keysOf: KeysOf) =>
  Promise.all(
    contacts.map(async (contact) => ({
      ...contact,
      customerId: contact.ownerId,
      nameSealed: await keysOf(contact).seal(at("contacts.name_sealed", contact.id), contact.name),
      telephoneSealed: await keysOf(contact).seal(
        at("contacts.telephone_sealed", contact.id),
        contact.telephone,
      ),
    })),
  );

/** Seals and stores; answers the contacts that were added or changed. */
async function store(
  setting: Setting,
  touched: Contact[],
  addresses: (Person & { contact: Contact })[],
  known: Map<string, CustomerKeys>,
  first: Parameters<Setting["commit"]>[0],
): Promise<Contact[]> {
  const { db, importId, userId, now } = setting;
  const grown = new Set(addresses.map(({ contact }) => contact));
  const changed = touched.filter(
    (contact) => contact.fresh || contact.renamed || contact.hasNewTelephone || grown.has(contact),
  );
  const keysOf = await keysOfOwners(setting, changed, known);
  const sealed = await sealAddresses(addresses, keysOf);
  const rows = await sealContacts(changed, keysOf);
  const before = rows.filter(({ fresh }) => !fresh);
  const renamed = before.filter((contact) => contact.renamed);
  const redialled = before.filter((contact) => contact.hasNewTelephone);
  const domains = new Map(
    addresses
      .flatMap(({ domain, contact }) =>
        domain === null ? [] : [[domain, contact.ownerId] as const],
      )
      .toReversed(),
  );
  await setting.commit([
    ...first,
    ...addContacts(
      db,
      rows.filter(({ fresh }) => fresh),
      importId,
      userId,
      now,
    ),
    ...(await changeColumn(setting, "name_sealed", renamed, keysOf)),
    ...(await changeColumn(setting, "telephone_sealed", redialled, keysOf)),
    ...addAddresses(db, sealed, importId, now),
    ...addDomains(
      db,
      [...domains].map(([index, customerId]) => ({ index, customerId })),
      importId,
      now,
    ),
  ]);
  return changed;
}
