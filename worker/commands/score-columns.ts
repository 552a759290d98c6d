/** A line's customer, order, moment and amount. */
import type { Field } from "../jobs/import/columns.ts";
import { multiply, toMinorUnits } from "../jobs/import/decimal.ts";
import { words } from "../jobs/import/kind.ts";
import { transactions } from "../jobs/import/kinds/transactions.ts";
import type { RowReader } from "../jobs/import/row-reader.ts";

/** Header names that say less than the importer asks for: here a file is looked at, nothing is kept. */
const alsoCalled: Readonly<Record<string, readonly string[]>> = {
  customer: ["id", "user", "user id", "member", "member id", "buyer", "cust", "cust id", "customer unique id", "email", "用户", "用户编号"],
  date: ["day", "purchased at", "created at", "yyyymmdd"],
  amount: ["price paid", "spend", "spent", "dollars", "gross amount", "sum"],
};

export const fields: readonly Field[] = transactions.fields.map((field) => ({ ...field, headers: [...field.headers, ...alsoCalled[field.name] ?? []] }));
/** As the importer's, but for the order: without one, what a customer buys in a day is one. */
export const needs = [["customer", "date", "amount"], ["customer", "date", "quantity", "unitPrice"]];

const kinds = words({
  purchase: ["sale", "order", "invoice", "renewal", "subscription", "购买", "销售", "消费", "续费", "续约", "续订"],
  refund: ["return", "credit", "credit note", "退款", "退货"],
});

export type Line = { customer: string; order: string | null; at: number; /** Minor units. */ amount: number };

/**
 * Reads the row that `row` is at; what cannot be read is left in its `refusal`. A refund's amount is negative. An amount of
 * zero is a purchase of nothing charged; a line at no price is none.
 */
export function readLine(row: RowReader, currency: string, digits: number): Line {
  const customer = row.needKey("customer");
  const order = row.key("order");
  const at = row.date("date");
  const given = row.key("currency", 20);
  if (given !== null && given.toUpperCase() !== currency) row.refuse("currency", `"${given}", but amounts are read in ${currency}: say another with --currency`);
  const kind = row.word("kind", kinds, "purchase");
  const whole = row.has("amount");
  const factors = whole ? row.decimals("amount") : [...row.decimals("quantity"), ...row.decimals("unitPrice")];
  const amount = toMinorUnits(factors.reduce(multiply, { units: 1n, scale: 0 }), digits);
  if (amount === null) row.refuse("amount", "beyond what an amount can be");
  if (amount === 0 && factors.length > 1) row.refuse("amount", "amount is zero");
  return { customer, order, at, amount: kind === "refund" ? -Math.abs(amount ?? 0) : amount ?? 0 };
}
