/** The lines of the two real books, as summaries take them; for tests alone. */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { Line } from "../../../shared/scoring/purchases.ts";
import { dataFile } from "./shared-data.ts";

export type CustomerLine = Line & { customerId: string };

const linesOf = (name: string): string[] =>
  gunzipSync(readFileSync(dataFile(name)))
    .toString("utf8")
    .trim()
    .split("\n");

/** All of CDNOW: January 1997 to June 1998, cents. */
export const cdnowLines = (): CustomerLine[] =>
  linesOf("CDNOW_master.txt.gz").map((line) => {
    const [customerId = "", day = "", , dollars] = line.trim().split(/\s+/);
    const [year, month, date] = [day.slice(0, 4), day.slice(4, 6), day.slice(6)].map(Number);
    return {
      customerId,
      occurredAt: Date.UTC(year!, month! - 1, date),
      amount: Math.round(100 * Number(dollars)),
    };
  });

const SALE = /^"([^"C][^"]*)","[^"]*",(?:"(?:[^"]|"")*"|[^,]*),(\d+),([^,]*),(\d*\.?\d+),(\d+),/;

/** Online Retail without cancellations: December 2010 to 9 December 2011, pence. */
export const retailLines = (): CustomerLine[] =>
  linesOf("online_retail.csv.gz").flatMap((line) => {
    const [, , quantity, time = "", price, customerId] = SALE.exec(line) ?? [];
    const amount = Math.round(100 * Number(quantity) * Number(price));
    return customerId === undefined || !(Number(quantity) > 0 && Number(price) > 0)
      ? []
      : [{ customerId, occurredAt: Date.parse(`${time.replace(" ", "T")}Z`), amount }];
  });
