/** Scored customers on a stream: CSV, or one JSON document. */
import type { Writable } from "node:stream";
import { minorDigits } from "../../jobs/import/decimal.ts";
import type { ScoredCustomer } from "./customer.ts";

/** More than a double's last sums are good for would be noise. */
const digitsKept = 10;

/**
 * A customer with amounts in the major unit, and every figure to as many digits as mean anything.
 */
function shown(customer: ScoredCustomer, digits: number): Record<string, string | number | null> {
  const money = (minor: number | null) =>
    minor === null ? null : Number((minor / 10 ** digits).toFixed(digits));
  const figure = (value: number | null) =>
    value === null ? null : Number(value.toPrecision(digitsKept));
  return {
    ...customer,
    total: money(customer.total),
    monetary: money(customer.monetary),
    lifetimeValue: money(customer.lifetimeValue),
    recency: figure(customer.recency),
    age: figure(customer.age),
    probabilityAlive: figure(customer.probabilityAlive),
    chanceToBuy: figure(customer.chanceToBuy),
    expectedPurchases: figure(customer.expectedPurchases),
  };
}

/** A leading sign would be a formula to a spreadsheet; --json has the id as it is. */
function cell(value: string | number | null): string {
  if (typeof value !== "string") return String(value ?? "");
  const safe = value.replace(/^([=+\-@])/, "'$1");
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * Writes as fast as it is read; throws what stands in the way, also that nobody reads any more
 * (EPIPE).
 */
async function write(parts: Iterable<string>, stdout: Writable): Promise<void> {
  let text = "";
  const flush = () =>
    new Promise<void>((resolve, reject) => {
      stdout.write(text, (error) => {
        if (error) reject(error);
        else resolve();
      });
      text = "";
    });
  for (const part of parts) {
    text += part;
    if (text.length > 65_536) await flush();
  }
  await flush();
}

/** One line a customer under a header line. */
export function printCsv(
  customers: Iterable<ScoredCustomer>,
  currency: string,
  stdout: Writable,
): Promise<void> {
  const digits = minorDigits(currency);
  return write(
    (function* () {
      let first = true;
      for (const customer of customers) {
        const row = shown(customer, digits);
        if (first) yield `${Object.keys(row).join(",")}\n`;
        first = false;
        yield `${Object.values(row).map(cell).join(",")}\n`;
      }
    })(),
    stdout,
  );
}

/** One JSON document: `{ summary, customers }`, a customer a line. */
export function printJson(
  customers: Iterable<ScoredCustomer>,
  summary: object,
  currency: string,
  stdout: Writable,
): Promise<void> {
  const digits = minorDigits(currency);
  return write(
    (function* () {
      yield `{"summary":${JSON.stringify(summary)},\n"customers":[\n`;
      let comma = "";
      for (const customer of customers) {
        yield comma + JSON.stringify(shown(customer, digits));
        comma = ",\n";
      }
      yield "\n]}\n";
    })(),
    stdout,
  );
}
