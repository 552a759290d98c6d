/** Customers: added, or changed where the file says otherwise than the book. */
import { v7 as newId } from "uuid";
import { type CustomerKeys, ensureKeys, newKeys } from "../../../security/customer-keys.ts";
import { indexOfSegment } from "../../../people/recognition.ts";
import { normalise } from "../../../../shared/people/address.ts";
import { at } from "../../../security/places.ts";
import type { Sealer } from "../../../security/seal.ts";
import {
  addCustomers,
  changeCustomers,
  customersByExternalId,
  type CustomerRow,
  type KnownCustomer,
} from "../../../store/imports/customers.ts";
import { usersByIndex } from "../../../store/users.ts";
import { customerNumbers } from "../numbers-of.ts";
import { readRows, words, type Kind, type Setting } from "../kind.ts";

type Fact = {
  externalId: string;
  name: string | null;
  kind: "company" | "person" | null;
  segment: string | null;
  /** The address that the owner signs in with, canonical. */ owner: string | null;
};

const kinds = words({
  company: ["organisation", "organization", "business", "b2b", "公司", "企业", "机构"],
  person: ["individual", "private", "consumer", "b2c", "个人", "自然人"],
});

export const customers: Kind = {
  rowsAtOnce: 2000,
  fields: [
    { name: "externalId", form: "text", headers: ["external id"], ...customerNumbers },
    {
      name: "name",
      form: "text",
      headers: [
        "customer name",
        "company name",
        "account name",
        "client name",
        "full name",
        "客户名称",
        "公司名称",
        "客户名",
        "姓名",
      ],
      loose: [
        ["name"],
        ["名称"],
        ["company", "公司", "firma"],
        ["customer", "client", "account", "客户", "kunde"],
      ],
    },
    {
      name: "kind",
      form: "text",
      headers: ["customer kind", "customer type", "type", "类型", "客户类型"],
    },
    {
      name: "segment",
      form: "text",
      headers: ["customer segment", "industry", "细分", "行业", "客户群", "分类"],
    },
    {
      name: "owner",
      form: "text",
      headers: ["owner email", "account owner", "account manager", "sales rep", "负责人"],
    },
  ],
  needs: [["externalId"]],

  batch: (setting) => async (rows) => {
    const { facts, refused } = readRows(setting, rows, (row): Fact => ({
      externalId: row.needCode("externalId"),
      name: row.text("name", 200),
      kind: row.key("kind") === null ? null : row.word("kind", kinds, "company"),
      segment: row.text("segment", 80),
      owner: canonical(row.text("owner", 320)),
    }));
    // Of two rows for one customer the later one stands.
    const latest = new Map(facts.map(({ fact }) => [fact.externalId, fact]));
    const known = await customersByExternalId(setting.db, latest.keys());
    const owners = await ownersOf(setting, [...latest.values()]);
    const fresh = await Promise.all(
      [...latest.values()]
        .filter((fact) => !known.has(fact.externalId))
        .map((fact) => added(setting, fact, owners)),
    );
    const changed = await changes(setting, [...known.values()], latest, owners);
    await setting.commit([
      ...addCustomers(setting.db, fresh, setting.importId, setting.userId, setting.now),
      ...changeCustomers(setting.db, changed, setting.importId, setting.now),
    ]);
    const stored = fresh.length + changed.length;
    return {
      accepted: facts.length,
      unchanged: facts.length - stored,
      stored,
      customersAdded: fresh.length,
      touched: [...fresh, ...known.values()].map(({ id }) => id),
      refused,
    };
  },
};

/** A customer as a file or the book has it, its text in clear. */
type Plain = {
  id: string;
  externalId: string;
  kind: "company" | "person";
  name: string | null;
  segment: string | null;
  /** A user's id. */ ownerId: string | null;
};

/** Ids of the people who sign in by their addresses. */
type Owners = ReadonlyMap<string, string>;

const canonical = (address: string | null): string | null =>
  address === null ? null : (normalise(address)?.canonical ?? address);

/** The people whom rows name as owners; the report says how many of those do not sign in here. */
async function ownersOf(setting: Setting, facts: readonly Fact[]): Promise<Owners> {
  const named = [...new Set(facts.flatMap(({ owner }) => owner ?? []))];
  if (named.length === 0) return new Map();
  const indexes = await Promise.all(named.map((address) => setting.sealer.index("user", address)));
  const ids = await usersByIndex(setting.db, indexes);
  const found = named.flatMap((address, at) => {
    const id = ids.get(indexes[at]!);
    return id === undefined ? [] : [[address, id] as const];
  });
  const lacking = named.length - found.length;
  if (lacking > 0)
    setting.notices.push(() => [
      `Addresses of owners who do not sign in here: ${lacking}. Their customers have no owner. ` +
        "Pair these people and import the file again.",
    ]);
  return new Map(found);
}

async function sealed(
  sealer: Sealer,
  { dataKey, seals }: CustomerKeys,
  customer: Plain,
): Promise<CustomerRow> {
  const { id, externalId, kind, name, segment, ownerId } = customer;
  const [nameSealed, segmentSealed, segmentIndex] = await Promise.all([
    seals.seal(at("customers.name_sealed", id), name),
    seals.seal(at("customers.segment_sealed", id), segment),
    indexOfSegment(sealer, segment),
  ]);
  return { id, externalId, kind, nameSealed, segmentSealed, segmentIndex, ownerId, dataKey };
}

async function added(
  { sealer }: Setting,
  { externalId, kind, name, segment, owner }: Fact,
  owners: Owners,
): Promise<CustomerRow> {
  const id = newId();
  return sealed(sealer, await newKeys(sealer, id), {
    id,
    externalId,
    kind: kind ?? "company",
    name,
    segment,
    ownerId: owners.get(owner ?? "") ?? null,
  });
}

/**
 * The customers in which the file differs from the book, as the file has them. An empty cell
 * changes nothing.
 */
async function changes(
  { db, sealer }: Setting,
  known: readonly KnownCustomer[],
  facts: ReadonlyMap<string, Fact>,
  owners: Owners,
): Promise<CustomerRow[]> {
  const differing: Plain[] = [];
  await Promise.all(
    known.map(async (customer) => {
      const fact = facts.get(customer.externalId);
      const before = await opened(sealer, customer);
      const after = {
        ...before,
        kind: fact?.kind ?? before.kind,
        name: fact?.name ?? before.name,
        segment: fact?.segment ?? before.segment,
        ownerId: owners.get(fact?.owner ?? "") ?? before.ownerId,
      };
      const differs =
        after.kind !== before.kind ||
        after.name !== before.name ||
        after.segment !== before.segment ||
        after.ownerId !== before.ownerId;
      if (differs) differing.push(after);
    }),
  );
  const dataKeys = new Map(known.map(({ id, dataKey }) => [id, dataKey]));
  const keys = await ensureKeys(
    db,
    sealer,
    differing.map(({ id }) => [id, dataKeys.get(id) ?? null]),
  );
  return Promise.all(
    differing.flatMap((customer) => {
      const own = keys.get(customer.id);
      return own === undefined ? [] : [sealed(sealer, own, customer)];
    }),
  );
}

async function opened(sealer: Sealer, known: KnownCustomer): Promise<Plain> {
  const { id, externalId, kind, nameSealed, segmentSealed, segmentClear, ownerId, dataKey } = known;
  const seals = sealer.customer(id, dataKey);
  const [name, segment] = await Promise.all([
    seals.open(at("customers.name_sealed", id), nameSealed),
    seals.open(at("customers.segment_sealed", id), segmentSealed),
  ]);
  return { id, externalId, kind, name, segment: segment ?? segmentClear, ownerId };
}
