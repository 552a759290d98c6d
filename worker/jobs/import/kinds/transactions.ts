/**
 * Purchases, refunds and renewals: lines of one order, category, kind and moment add up to one
 * transaction.
 */
import { v7 as newId } from "uuid";
import { addressesByIndex } from "../../../store/imports/contacts.ts";
import { addCustomers, customersByExternalId } from "../../../store/imports/customers.ts";
import {
  addTransactions,
  knownTransactions,
  type KnownTransaction,
  type StoredLines,
  type TransactionRow,
} from "../../../store/imports/transactions.ts";
import { isFinerThan, minorDigits, multiply, toMinorUnits } from "../decimal.ts";
import { changes, readRows, type Kind, type LineRefusal, type Setting } from "../kind.ts";
import { KnownLines, linesOf } from "../known-lines.ts";
import { customerField } from "../numbers-of.ts";
import type { RowReader } from "../row-reader.ts";
import { readWho, unknownAddress, type Said } from "../who.ts";
import { kindHeaders, readKind, statusHeaders } from "../transaction-words.ts";

type Fact = { line: number; fact: TransactionRow };

export const transactions: Kind = {
  rowsAtOnce: 5000,
  fields: [
    {
      name: "order",
      form: "text",
      headers: [
        "order id",
        "order no",
        "order number",
        "order nr",
        "order ref",
        "order code",
        "invoice no",
        "invoice id",
        "invoice number",
        "invoice nr",
        "transaction id",
        "transaction no",
        "receipt no",
        "receipt number",
        "external id",
        "订单号",
        "订单编号",
        "订单id",
        "单号",
        "发票号",
        "发票号码",
        "交易号",
        "交易编号",
        "bestellnummer",
        "auftragsnummer",
        "rechnungsnummer",
        "belegnummer",
        "注文番号",
      ],
      loose: [
        [
          "order",
          "invoice",
          "receipt",
          "订单",
          "bestellung",
          "auftrag",
          "rechnung",
          "beleg",
          "commande",
          "facture",
          "pedido",
          "factura",
        ],
      ],
    },
    customerField(),
    {
      name: "address",
      form: "text",
      headers: [
        "email",
        "e-mail",
        "email address",
        "customer email",
        "billing email",
        "buyer email",
        "邮箱",
        "电子邮箱",
        "电子邮件",
        "邮件地址",
      ],
    },
    {
      name: "date",
      form: "date",
      headers: [
        "occurred at",
        "order date",
        "invoice date",
        "transaction date",
        "purchase date",
        "order purchase timestamp",
        "datetime",
        "timestamp",
        "日期",
        "订单日期",
        "下单时间",
        "交易日期",
        "交易时间",
        "开票日期",
        "时间",
      ],
    },
    {
      name: "amount",
      form: "decimal",
      headers: [
        "total amount",
        "order total",
        "line total",
        "total",
        "sales",
        "revenue",
        "net amount",
        "payment value",
        "value",
        "金额",
        "总金额",
        "订单金额",
        "交易金额",
        "实付金额",
        "总价",
      ],
    },
    { name: "quantity", form: "decimal", headers: ["qty", "units", "数量"] },
    {
      name: "unitPrice",
      form: "decimal",
      headers: ["price", "price each", "item price", "单价", "价格"],
    },
    {
      name: "category",
      form: "text",
      headers: [
        "product category",
        "category name",
        "类别",
        "品类",
        "产品类别",
        "商品类别",
        "分类",
      ],
    },
    { name: "currency", form: "text", headers: ["currency code", "币种", "货币"] },
    { name: "kind", form: "text", ...kindHeaders },
    { name: "status", form: "text", ...statusHeaders },
    {
      name: "original",
      form: "text",
      headers: [
        "original order",
        "original order id",
        "original order no",
        "original order number",
        "original invoice",
        "original invoice no",
        "original invoice number",
        "refund of",
        "refunded order",
        "credited invoice",
        "parent order",
        "parent order id",
        "related order",
        "原订单",
        "原订单号",
        "原订单编号",
        "原单号",
        "原发票号",
        "关联订单",
        "关联订单号",
      ],
    },
  ],
  needs: ["customer", "address"].flatMap((who) => [
    ["order", who, "date", "amount"],
    ["order", who, "date", "quantity", "unitPrice"],
  ]),

  batch(setting) {
    const digits = minorDigits(setting.currency);
    const lines = new KnownLines(setting.timeZone);
    setting.notices.push(() => doubtNotices(lines.findDoubtful(), setting));
    return async (rows) => {
      const {
        facts: read,
        refused,
        leftOut,
        rounded,
      } = readRows(setting, rows, (row) => readTransaction(row, digits));
      const facts = await withCustomers(setting, read, refused);
      const known = await knownTransactions(
        setting.db,
        [...new Set(facts.map(({ fact }) => fact.order))],
        setting.importId,
      );
      const before = await customersByExternalId(setting.db, numbersOf(facts));
      const owned = ofOneCustomer(
        facts,
        known,
        ({ customer, customerId }) =>
          customerId ?? before.get(customer ?? "")?.id ?? `new ${customer}`,
        setting.importId,
        refused,
      );
      const earlier = known.filter(({ importId }) => importId !== setting.importId);
      const fresh = lines.findNew(owned, earlier);
      const stored = addUp(fresh);
      const added = addUnnamedCustomers(setting, stored);
      const results = await setting.commit([
        ...added,
        ...addTransactions(setting.db, stored, setting.currency, setting.importId, setting.now),
      ]);
      const named = await customersByExternalId(setting.db, numbersOf(owned));
      return {
        accepted: owned.length,
        unchanged: owned.length - fresh.length,
        stored: stored.length,
        leftOut,
        rounded,
        refused,
        customersAdded: changes(results.slice(0, added.length)),
        touched: [
          ...[...named.values()].map(({ id }) => id),
          ...owned.flatMap(({ fact }) => fact.customerId ?? []),
        ],
      };
    };
  },
};

/** Adds the customers of transactions, so far without a name. */
const addUnnamedCustomers = (
  { db, importId, userId, now }: Setting,
  transactions: readonly { customer: string | null }[],
) =>
  addCustomers(
    db,
    [...new Set(transactions.flatMap(({ customer }) => customer ?? []))].map((externalId) => ({
      id: newId(),
      externalId,
      kind: "company",
      nameSealed: null,
      segmentSealed: null,
      segmentIndex: null,
      ownerId: null,
      dataKey: null,
    })),
    importId,
    userId,
    now,
  );

type Read = { said: Said; fact: Omit<TransactionRow, "customer" | "customerId"> };

function readTransaction(row: RowReader, digits: number): Read {
  const order = row.needCode("order");
  const said = readBuyer(row);
  const occurredAt = row.date("date");
  const category = row.label("category", 80) ?? "";
  row.currency("currency");
  const amount = amountOf(row, digits);
  const { kind } = readKind(row, amount);
  const original = row.code("original");
  return {
    said,
    fact: {
      order,
      occurredAt,
      category,
      amount: kind === "refund" ? -Math.abs(amount) : amount,
      kind,
      refersTo: kind === "refund" ? original : null,
    },
  };
}

/** Reads who bought: an address is only asked for where the row has no customer's number. */
function readBuyer(row: RowReader): Said {
  const customer = row.code("customer");
  if (customer !== null) return { customer, address: null };
  if (row.has("address")) return readWho(row);
  row.refuse("customer", "missing");
  return { customer, address: null };
}

/**
 * The facts with their customers. A number names the customer; where a row has none, the contact
 * with its address does, and a row whose address nobody has is refused.
 */
async function withCustomers(
  { db, sealer }: Setting,
  read: readonly { line: number; fact: Read }[],
  refused: LineRefusal[],
): Promise<Fact[]> {
  const addresses = [
    ...new Set(
      read.flatMap(({ fact: { said } }) => (said.customer === null ? (said.address ?? []) : [])),
    ),
  ];
  const indexes = await Promise.all(addresses.map((address) => sealer.index("address", address)));
  const contacts = addresses.length === 0 ? null : await addressesByIndex(db, indexes);
  const told = new Map(addresses.map((address, at) => [address, contacts?.get(indexes[at] ?? "")]));
  return read.flatMap(({ line, fact: { said, fact } }): Fact[] => {
    const { customer } = said;
    if (customer !== null) return [{ line, fact: { ...fact, customer, customerId: null } }];
    const customerId = told.get(said.address ?? "")?.customerId;
    if (customerId !== undefined) return [{ line, fact: { ...fact, customer, customerId } }];
    refused.push({ line, field: "address", reason: unknownAddress });
    return [];
  });
}

const numbersOf = (facts: readonly Fact[]): string[] =>
  facts.flatMap(({ fact: { customer } }) => customer ?? []);

/** The amount column, or quantity × unit price; minor units. */
function amountOf(row: RowReader, digits: number): number {
  const factors = row.has("amount")
    ? row.decimals("amount")
    : [...row.decimals("quantity"), ...row.decimals("unitPrice")];
  const amount = toMinorUnits(factors.reduce(multiply, { units: 1n, scale: 0 }), digits);
  // Quantity times unit price is rounded as an invoice does; a whole amount that is finer than its
  // currency is told of.
  if (factors.length === 1 && factors[0] !== undefined && isFinerThan(factors[0], digits))
    row.rounded++;
  if (amount === null) row.refuse("amount", "beyond what an amount can be");
  // After the other reasons: a row without a readable number is not one of amount zero.
  if (amount === 0) row.refuse("amount", "amount is zero");
  return amount ?? 0;
}

const doubtsShown = 20;

/** Asks about new lines that may be known ones with another amount. */
function doubtNotices(
  doubtful: readonly { line: number; amount: number }[],
  { currency, importId }: Pick<Setting, "currency" | "importId">,
): string[] {
  if (doubtful.length === 0) return [];
  const digits = minorDigits(currency);
  const named = doubtful
    .slice(0, doubtsShown)
    .map(({ line, amount }) => `line ${line} (${(amount / 10 ** digits).toFixed(digits)})`);
  const more = doubtful.length - named.length;
  return [
    "Added to orders that the book has with another amount of the same day, which this file " +
      `lacks: ${named.join(", ")}${more > 0 ? ` and ${more} more` : ""}. If amounts were changed ` +
      `instead, take the import back with npm run import -- undo ${importId} and send the ` +
      "differences as sales or refunds.",
  ];
}

const otherCustomer = {
  here: "the order is another customer's in an earlier row",
  book:
    "the order is another customer's in the book: correct the customer, or give the line an " +
    "order number of its own",
};

/**
 * Refuses the rows that give an order to a second customer; the first to have it is the one in the
 * book, else in the file.
 */
function ofOneCustomer(
  facts: readonly Fact[],
  known: readonly KnownTransaction[],
  idOf: (fact: TransactionRow) => string,
  importId: string,
  refused: LineRefusal[],
): Fact[] {
  const owners = new Map<string, { customer: string; here: boolean }>();
  for (const { order, customerId, importId: by } of known)
    if (!owners.has(order)) owners.set(order, { customer: customerId, here: by === importId });
  return facts.filter(({ line, fact }) => {
    const [order, customer] = [fact.order, idOf(fact)];
    const owner = owners.get(order) ?? { customer, here: true };
    owners.set(order, owner);
    if (owner.customer === customer) return true;
    refused.push({
      line,
      field: "customer",
      reason: owner.here ? otherCustomer.here : otherCustomer.book,
    });
    return false;
  });
}

/** One fact for the lines of an order, category, kind and moment. */
function addUp(facts: readonly Fact[]): StoredLines[] {
  const sums = new Map<string, { row: TransactionRow; amounts: number[] }>();
  for (const { fact } of facts) {
    const key = [fact.order, fact.category, fact.kind, fact.occurredAt, fact.refersTo ?? ""].join(
      "\u0000",
    );
    const sum = sums.get(key);
    if (sum) sum.amounts.push(fact.amount);
    else sums.set(key, { row: fact, amounts: [fact.amount] });
  }
  return [...sums.values()].map(({ row, amounts }) => ({
    ...row,
    amount: amounts.reduce((all, one) => all + one, 0),
    lines: linesOf(amounts),
  }));
}
