/**
 * Totals that each customer of Online Retail spent, in pence, by the rule of the reference file;
 * for tests alone.
 */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { dataFile } from "./shared-data.ts";

const LINE = /^"([^"]*)","[^"]*",(?:"(?:[^"]|"")*"|[^,]*),(-?\d+),[^,]*,([-\d.]+),(\d+),/;

export function onlineRetailTotals(): number[] {
  const totals = new Map<string, number>();
  for (const text of gunzipSync(readFileSync(dataFile("online_retail.csv.gz")))
    .toString("utf8")
    .split("\n")) {
    const [, order, quantity, price, customer] = LINE.exec(text) ?? [];
    if (
      customer === undefined ||
      order!.startsWith("C") ||
      Number(quantity) <= 0 ||
      Number(price) <= 0
    )
      continue;
    totals.set(customer, (totals.get(customer) ?? 0) + Number(quantity) * Number(price) * 100);
  }
  return [...totals.values()];
}
