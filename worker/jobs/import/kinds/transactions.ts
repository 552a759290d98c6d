/** Purchases, refunds and renewals: lines of one order and category add up to one transaction. */
import { v7 as newId } from "uuid";
import { addCustomers, customersByExternalId } from "../../../store/import-customers.ts";
import { addTransactions, knownTransactions, type TransactionRow } from "../../../store/import-transactions.ts";
import { isFinerThan, minorDigits, multiply, toMinorUnits } from "../decimal.ts";
import { changes, readRows, type Kind, type LineRefusal, type Setting } from "../kind.ts";
import { customerField } from "../numbers-of.ts";
import type { RowReader } from "../row-reader.ts";
import { kindHeaders, readKind, statusHeaders } from "../transaction-words.ts";

/** One transaction's rows in a batch. */
type Sum = { row: TransactionRow; lines: number[] };

export const transactions: Kind = {
  rowsAtOnce: 5000,
  fields: [
    {
      name: "order", form: "text",
      headers: ["order id", "order no", "order number", "order nr", "order ref", "order code", "invoice no", "invoice id", "invoice number", "invoice nr", "transaction id", "transaction no", "receipt no", "receipt number", "external id", "订单号", "订单编号", "订单id", "单号", "发票号", "发票号码", "交易号", "交易编号", "bestellnummer", "auftragsnummer", "rechnungsnummer", "belegnummer", "注文番号"],
      loose: [["order", "invoice", "receipt", "订单", "bestellung", "auftrag", "rechnung", "beleg", "commande", "facture", "pedido", "factura"]],
    },
    customerField(),
    { name: "date", form: "date", headers: ["occurred at", "order date", "invoice date", "transaction date", "purchase date", "order purchase timestamp", "datetime", "timestamp", "日期", "订单日期", "下单时间", "交易日期", "交易时间", "开票日期", "时间"] },
    { name: "amount", form: "decimal", headers: ["total amount", "order total", "line total", "total", "sales", "revenue", "net amount", "payment value", "value", "金额", "总金额", "订单金额", "交易金额", "实付金额", "总价"] },
    { name: "quantity", form: "decimal", headers: ["qty", "units", "数量"] },
    { name: "unitPrice", form: "decimal", headers: ["price", "price each", "item price", "单价", "价格"] },
    { name: "category", form: "text", headers: ["product category", "category name", "类别", "品类", "产品类别", "商品类别", "分类"] },
    { name: "currency", form: "text", headers: ["currency code", "币种", "货币"] },
    { name: "kind", form: "text", ...kindHeaders },
    { name: "status", form: "text", ...statusHeaders },
  ],
  needs: [["order", "customer", "date", "amount"], ["order", "customer", "date", "quantity", "unitPrice"]],

  batch(setting) {
    const digits = minorDigits(setting.currency);
    return async (rows) => {
      const { facts, refused, leftOut, rounded } = readRows(setting, rows, (row) => read(row, digits));
      const sums = addUp(facts, refused);
      const unchanged = await dropKnown(setting, sums, refused);
      const fresh = [...sums.values()];
      const stored = fresh.filter((sum) => !sum.known).length;
      const added = addCustomers(setting.db, [...new Set(fresh.map(({ row }) => row.customer))].map((externalId) => (
        { id: newId(), externalId, kind: "company", nameSealed: null, segmentSealed: null, segmentIndex: null, dataKey: null })), setting.importId, setting.userId, setting.now);
      const results = await setting.commit([
        ...added, ...addTransactions(setting.db, fresh.map(({ row }) => row), setting.currency, setting.importId, setting.now),
      ]);
      const named = await customersByExternalId(setting.db, facts.map(({ fact }) => fact.customer));
      const touched = [...named.values()].map(({ id }) => id);
      return { accepted: rows.length - refused.length - leftOut.length, unchanged, stored, leftOut, rounded, customersAdded: changes(results.slice(0, added.length)), touched, refused };
    };
  },
};

function read(row: RowReader, digits: number): TransactionRow {
  const order = row.needCode("order");
  const customer = row.needCode("customer");
  const occurredAt = row.date("date");
  const category = row.label("category", 80) ?? "";
  row.currency("currency");
  const amount = amountOf(row, digits);
  const { kind } = readKind(row, amount);
  return { order, customer, occurredAt, category, amount: kind === "refund" ? -Math.abs(amount) : amount, kind };
}

/** The amount column, or quantity × unit price; minor units. */
function amountOf(row: RowReader, digits: number): number {
  const factors = row.has("amount") ? row.decimals("amount") : [...row.decimals("quantity"), ...row.decimals("unitPrice")];
  const amount = toMinorUnits(factors.reduce(multiply, { units: 1n, scale: 0 }), digits);
  // Quantity times unit price is rounded as an invoice does; a whole amount that is finer than its currency is told of.
  if (factors.length === 1 && factors[0] !== undefined && isFinerThan(factors[0], digits)) row.rounded++;
  if (amount === null) row.refuse("amount", "beyond what an amount can be");
  // After the other reasons: a row without a readable number is not one of amount zero.
  if (amount === 0) row.refuse("amount", "amount is zero");
  return amount ?? 0;
}

type Sums = Map<string, Sum & { known: boolean }>;
const keyOf = (row: { order: string; category: string }) => `${row.order}\u0000${row.category}`;

/** One sum an order and category; a row that gives an order to a second customer is refused. */
function addUp(facts: readonly { line: number; fact: TransactionRow }[], refused: LineRefusal[]): Sums {
  const sums: Sums = new Map();
  for (const { line, fact } of facts) {
    const sum = sums.get(keyOf(fact));
    if (sum === undefined) {
      sums.set(keyOf(fact), { row: { ...fact }, lines: [line], known: false });
      continue;
    }
    if (sum.row.customer !== fact.customer) {
      refused.push({ line, field: "customer", reason: otherCustomer });
      continue;
    }
    sum.lines.push(line);
    sum.row.amount += fact.amount;
    sum.row.occurredAt = Math.min(sum.row.occurredAt, fact.occurredAt);
    const renewal = sum.row.kind === "renewal" || fact.kind === "renewal";
    sum.row.kind = sum.row.amount < 0 ? "refund" : renewal ? "renewal" : "purchase";
  }
  return sums;
}

const otherCustomer = "the order is another customer's in an earlier row";

/** Takes out of `sums` what an earlier import stored, answering how many rows that were, and marks what this one did. */
async function dropKnown(setting: Setting, sums: Sums, refused: LineRefusal[]): Promise<number> {
  let unchanged = 0;
  for (const known of await knownTransactions(setting.db, [...sums.values()].map(({ row }) => [row.order, row.category] as const))) {
    const sum = sums.get(keyOf(known));
    if (sum === undefined) continue;
    if (known.importId !== setting.importId) unchanged += sum.lines.length;
    else if (known.customer !== sum.row.customer) refused.push(...sum.lines.map((line) => ({ line, field: "customer", reason: otherCustomer })));
    else {
      sum.known = true;
      continue;
    }
    sums.delete(keyOf(known));
  }
  return unchanged;
}
