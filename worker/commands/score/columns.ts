/** A line's customer, order, moment and amount. */
import { DAY_MS, dayIn } from "../../../shared/time/days.ts";
import type { Field } from "../../jobs/import/columns.ts";
import { namesCurrency } from "../../jobs/import/currencies.ts";
import { multiply, toMinorUnits } from "../../jobs/import/decimal.ts";
import { transactions } from "../../jobs/import/kinds/transactions.ts";
import type { RowReader } from "../../jobs/import/row-reader.ts";
import { readKind } from "../../jobs/import/transaction-words.ts";

/**
 * Header names that say less than the importer asks for: here a file is looked at, nothing is kept.
 */
const alsoCalled: Readonly<Record<string, readonly (readonly string[])[]>> = {
  customer: [
    ["user", "user id", "member", "member id", "cust", "customer unique id", "用户", "用户编号"],
    ["id"],
    ["email"],
  ],
  date: [["day"], ["purchased at"], ["created at"], ["yyyymmdd"]],
  amount: [["price paid"], ["spend", "spent"], ["dollars"], ["gross amount"], ["sum"]],
};

export const fields: readonly Field[] = transactions.fields.map((field) => ({
  ...field,
  loose: [...(field.loose ?? []), ...(alsoCalled[field.name] ?? [])],
}));
/** As the importer's, but for the order: without one, what a customer buys in a day is one. */
export const needs = [
  ["customer", "date", "amount"],
  ["customer", "date", "quantity", "unitPrice"],
];

export type Line = {
  customer: string;
  order: string | null;
  /** The order that a refund says it is of. */ refersTo: string | null;
  /** The midnight UTC of its day. */ at: number;
  /** Minor units. */ amount: number;
  /** Null where it is not asked for, the file has none or the cell is empty. */
  category: string | null;
};

/** Circumstances in which lines are read. */
type Reading = {
  /** ISO 4217. */ currency: string;
  /** IANA, or null for where the file's own clock stands. */ timeZone: string | null;
  /** True to read categories too. */ withCategories?: boolean;
};

/**
 * Reads the row that `row` is at; what cannot be read is left in its `refusal`. A refund's amount
 * is negative. An amount of zero is a purchase of nothing charged; a line at no price is none. Days
 * are cut in `timeZone`, or where the file's own clock stands.
 */
export function readLine(
  row: RowReader,
  { currency, timeZone, withCategories = false }: Reading,
  digits: number,
): Line {
  const customer = row.needKey("customer");
  const order = row.key("order");
  const original = row.key("original");
  const moment = row.moment("date");
  const day = timeZone === null ? Math.floor(moment.wall / DAY_MS) : dayIn(timeZone, moment.at);
  const given = row.key("currency", 20);
  if (given !== null && !namesCurrency(given, currency))
    row.refuse(
      "currency",
      `"${given}", but amounts are read in ${currency}: say another with --currency`,
    );
  const whole = row.has("amount");
  const factors = whole
    ? row.decimals("amount")
    : [...row.decimals("quantity"), ...row.decimals("unitPrice")];
  const amount = toMinorUnits(factors.reduce(multiply, { units: 1n, scale: 0 }), digits);
  if (amount === null) row.refuse("amount", "beyond what an amount can be");
  if (amount === 0 && factors.length > 1) row.refuse("amount", "amount is zero");
  const { kind } = readKind(row, amount ?? 0);
  return {
    customer,
    order,
    refersTo: kind === "refund" ? original : null,
    at: day * DAY_MS,
    amount: kind === "refund" ? -Math.abs(amount ?? 0) : (amount ?? 0),
    category: withCategories ? row.label("category", 80) : null,
  };
}
