/** Online Retail (UCI) as a file of orders for the tests in workerd, which has no file system. */
import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

const line =
  /^"(C?\d+)","[^"]*",(?:"(?:[^"]|"")*"|[^,]*),(-?\d+),(\d{4}-\d\d-\d\d) [\d:]+,([\d.]+),(\d+),/gm;
const DAY_MS = 86_400_000;

/**
 * Returns CSV with a row an invoice and customer: what it comes to, and its day, all days moved so
 * that the last one is `today` (milliseconds). Empty where the data set is not there.
 */
export function onlineRetailOrders(file: string, today: number): string {
  if (!existsSync(file)) return "";
  const orders = new Map<string, { day: number; pence: number }>();
  let last = 0;
  for (const [, invoice, quantity, date, price, customer] of gunzipSync(readFileSync(file))
    .toString("utf8")
    .matchAll(line)) {
    const day = Date.parse(date!) / DAY_MS;
    const key = `${invoice},${customer}`;
    const order = orders.get(key) ?? { day, pence: 0 };
    order.pence += Math.round(100 * Number(quantity) * Number(price));
    orders.set(key, order);
    last = Math.max(last, day);
  }
  const later = Math.floor(today / DAY_MS) - last;
  const rows = [...orders]
    .filter(([, { pence }]) => pence !== 0)
    .map(([key, { day, pence }]) => {
      const date = new Date((day + later) * DAY_MS).toISOString().slice(0, 10);
      return `${key},${date},${(pence / 100).toFixed(2)}`;
    });
  return ["order,customer,date,amount", ...rows].join("\n");
}
