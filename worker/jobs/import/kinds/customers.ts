/** Customers: added, or changed where the file says otherwise than the book. */
import { v7 as newId } from "uuid";
import { addCustomers, changeCustomers, customersByExternalId, type CustomerRow, type KnownCustomer } from "../../../store/import-customers.ts";
import { customerNumbers } from "../numbers-of.ts";
import { readRows, words, type Kind, type Setting } from "../kind.ts";

type Fact = { externalId: string; name: string | null; kind: "company" | "person" | null; segment: string | null };

const kinds = words({
  company: ["organisation", "organization", "business", "b2b", "公司", "企业", "机构"],
  person: ["individual", "private", "consumer", "b2c", "个人", "自然人"],
});

export const customers: Kind = {
  rowsAtOnce: 2000,
  fields: [
    { name: "externalId", form: "text", headers: ["external id"], ...customerNumbers },
    { name: "name", form: "text", headers: ["customer name", "company name", "account name", "client name", "full name", "客户名称", "公司名称", "客户名", "姓名"], loose: [["name"], ["名称"], ["company", "公司", "firma"], ["customer", "client", "account", "客户", "kunde"]] },
    { name: "kind", form: "text", headers: ["customer kind", "customer type", "type", "类型", "客户类型"] },
    { name: "segment", form: "text", headers: ["customer segment", "industry", "细分", "行业", "客户群", "分类"] },
  ],
  needs: [["externalId"]],

  batch: (setting) => async (rows) => {
    const { facts, refused } = readRows(setting, rows, (row): Fact => ({
      externalId: row.needCode("externalId"), name: row.text("name", 200), kind: row.key("kind") === null ? null : row.word("kind", kinds, "company"), segment: row.text("segment", 80),
    }));
    // Of two rows for one customer the later one stands.
    const latest = new Map(facts.map(({ fact }) => [fact.externalId, fact]));
    const known = await customersByExternalId(setting.db, latest.keys());
    const fresh = await Promise.all([...latest.values()].filter((fact) => !known.has(fact.externalId)).map((fact) => added(setting, fact)));
    const changed = (await Promise.all([...known.values()].map((customer) => change(setting, customer, latest.get(customer.externalId)))))
      .filter((row) => row !== null);
    await setting.commit([
      ...addCustomers(setting.db, fresh, setting.importId, setting.userId, setting.now), ...changeCustomers(setting.db, changed, setting.importId, setting.now),
    ]);
    const stored = fresh.length + changed.length;
    return { accepted: facts.length, unchanged: facts.length - stored, stored, customersAdded: fresh.length, touched: [...fresh, ...known.values()].map(({ id }) => id), refused };
  },
};

async function added({ sealer }: Setting, fact: Fact): Promise<CustomerRow> {
  const nameSealed = fact.name === null ? null : await sealer.seal(fact.name);
  return { id: newId(), externalId: fact.externalId, kind: fact.kind ?? "company", nameSealed, segment: fact.segment };
}

/** The customer as the file has it, or null where nothing differs. An empty cell changes nothing. */
async function change({ sealer }: Setting, known: KnownCustomer, fact: Fact | undefined): Promise<CustomerRow | null> {
  if (fact === undefined) return null;
  const name = known.nameSealed === null ? null : await sealer.open(known.nameSealed);
  const renamed = fact.name !== null && fact.name !== name;
  const kind = fact.kind ?? known.kind;
  const segment = fact.segment ?? known.segment;
  if (!renamed && kind === known.kind && segment === known.segment) return null;
  return { ...known, kind, segment, nameSealed: renamed && fact.name !== null ? await sealer.seal(fact.name) : known.nameSealed };
}
