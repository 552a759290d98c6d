/** Customers: added, or changed where the file says otherwise than the book. */
import { v7 as newId } from "uuid";
import { type CustomerKeys, ensureKeys, newKeys } from "../../../security/customer-keys.ts";
import { indexOfSegment } from "../../../people/recognition.ts";
import { at } from "../../../security/places.ts";
import type { Sealer } from "../../../security/seal.ts";
import {
  addCustomers,
  changeCustomers,
  customersByExternalId,
  type CustomerRow,
  type KnownCustomer,
} from "../../../store/imports/customers.ts";
import { customerNumbers } from "../numbers-of.ts";
import { readRows, words, type Kind, type Setting } from "../kind.ts";

type Fact = {
  externalId: string;
  name: string | null;
  kind: "company" | "person" | null;
  segment: string | null;
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
  ],
  needs: [["externalId"]],

  batch: (setting) => async (rows) => {
    const { facts, refused } = readRows(setting, rows, (row): Fact => ({
      externalId: row.needCode("externalId"),
      name: row.text("name", 200),
      kind: row.key("kind") === null ? null : row.word("kind", kinds, "company"),
      segment: row.text("segment", 80),
    }));
    // Of two rows for one customer the later one stands.
    const latest = new Map(facts.map(({ fact }) => [fact.externalId, fact]));
    const known = await customersByExternalId(setting.db, latest.keys());
    const fresh = await Promise.all(
      [...latest.values()]
        .filter((fact) => !known.has(fact.externalId))
        .map((fact) => added(setting, fact)),
    );
    const changed = await changes(setting, [...known.values()], latest);
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
};

async function sealed(
  sealer: Sealer,
  { dataKey, seals }: CustomerKeys,
  customer: Plain,
): Promise<CustomerRow> {
  const { id, externalId, kind, name, segment } = customer;
  const [nameSealed, segmentSealed, segmentIndex] = await Promise.all([
    seals.seal(at("customers.name_sealed", id), name),
    seals.seal(at("customers.segment_sealed", id), segment),
    indexOfSegment(sealer, segment),
  ]);
  return { id, externalId, kind, nameSealed, segmentSealed, segmentIndex, dataKey };
}

async function added(
  { sealer }: Setting,
  { externalId, kind, name, segment }: Fact,
): Promise<CustomerRow> {
  const id = newId();
  return sealed(sealer, await newKeys(sealer, id), {
    id,
    externalId,
    kind: kind ?? "company",
    name,
    segment,
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
      };
      const differs =
        after.kind !== before.kind ||
        after.name !== before.name ||
        after.segment !== before.segment;
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
  const { id, externalId, kind, nameSealed, segmentSealed, segmentClear, dataKey } = known;
  const seals = sealer.customer(id, dataKey);
  const [name, segment] = await Promise.all([
    seals.open(at("customers.name_sealed", id), nameSealed),
    seals.open(at("customers.segment_sealed", id), segmentSealed),
  ]);
  return { id, externalId, kind, name, segment: segment ?? segmentClear };
}
