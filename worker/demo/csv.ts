/**
 * The demo book as the CSV files that the import takes: the demo goes in by the same door as
 * everybody's data.
 */
import { stringify } from "csv-stringify/sync";
import type { ImportKind } from "../../shared/contract/requests.ts";
import type { DemoBook } from "./book.ts";

const when = (at: number) => new Date(at).toISOString();

/** One CSV text a kind, in the order in which they must be imported. */
export function demoFiles(book: DemoBook): { kind: ImportKind; csv: string }[] {
  const table = (columns: string[], rows: (string | number)[][]) => stringify([columns, ...rows]);
  return [
    {
      kind: "customers",
      csv: table(
        ["external_id", "name", "kind", "segment"],
        book.customers.map((c) => [c.id, c.name, c.kind, c.segment]),
      ),
    },
    {
      kind: "contacts",
      csv: table(
        ["external_id", "customer", "name", "address"],
        book.customers.flatMap((c) => c.contacts.map((p) => [p.id, c.id, p.name, p.address])),
      ),
    },
    {
      kind: "transactions",
      csv: table(
        ["order_id", "customer", "date", "amount", "category"],
        book.transactions.map((t) => [
          t.order,
          t.customer,
          when(t.at),
          (t.amount / 100).toFixed(2),
          t.category,
        ]),
      ),
    },
    {
      kind: "interactions",
      csv: table(
        ["external_id", "customer", "kind", "direction", "date", "subject"],
        book.interactions.map((i) => [
          i.id,
          i.customer,
          i.kind,
          i.direction,
          when(i.at),
          i.subject,
        ]),
      ),
    },
    {
      kind: "satisfaction",
      csv: table(
        ["external_id", "customer", "metric", "value", "comment", "source", "date"],
        book.satisfaction.map((s) => [
          s.id,
          s.customer,
          s.metric,
          s.value,
          s.comment,
          s.source,
          when(s.at),
        ]),
      ),
    },
    {
      kind: "trust",
      csv: table(
        ["external_id", "customer", "professionalism", "expertise", "rapport", "benefit", "date"],
        book.trust.map((t) => [t.id, t.customer, ...t.answers, when(t.at)]),
      ),
    },
  ];
}
