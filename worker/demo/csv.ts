/**
 * The demo book as the CSV files that the import takes: the demo goes in by the same door as
 * everybody's data.
 */
import { stringify } from "csv-stringify/sync";
import type { ImportKind } from "../../shared/contract/requests.ts";
import type { DemoBook } from "./book.ts";

const when = (at: number) => new Date(at).toISOString();

type Table = {
  kind: ImportKind;
  columns: string[];
  rows: (book: DemoBook) => (string | number)[][];
};

const tables: readonly Table[] = [
  {
    kind: "customers",
    columns: ["external_id", "name", "kind", "segment", "owner"],
    rows: ({ customers }) => customers.map((c) => [c.id, c.name, c.kind, c.segment, c.owner ?? ""]),
  },
  {
    kind: "contacts",
    columns: ["external_id", "customer", "name", "address"],
    rows: ({ customers }) =>
      customers.flatMap((c) => c.contacts.map((p) => [p.id, c.id, p.name, p.address])),
  },
  {
    kind: "transactions",
    columns: ["order_id", "customer", "date", "amount", "category"],
    rows: ({ transactions }) =>
      transactions.map((t) => [
        t.order,
        t.customer,
        when(t.at),
        (t.amount / 100).toFixed(2),
        t.category,
      ]),
  },
  {
    kind: "interactions",
    columns: ["external_id", "customer", "kind", "direction", "date", "subject", "minutes"],
    rows: ({ interactions }) =>
      interactions.map((i) => [
        i.id,
        i.customer,
        i.kind,
        i.direction,
        when(i.at),
        i.subject,
        i.minutes ?? "",
      ]),
  },
  {
    kind: "satisfaction",
    columns: ["external_id", "customer", "metric", "value", "comment", "source", "date"],
    rows: ({ satisfaction }) =>
      satisfaction.map((s) => [
        s.id,
        s.customer,
        s.metric,
        s.value,
        s.comment,
        s.source,
        when(s.at),
      ]),
  },
  {
    kind: "trust",
    columns: [
      "external_id",
      "customer",
      "professionalism",
      "expertise",
      "rapport",
      "benefit",
      "date",
    ],
    rows: ({ trust }) => trust.map((t) => [t.id, t.customer, ...t.answers, when(t.at)]),
  },
];

/** Writes one CSV text a kind, in the order in which they must be imported. */
export const demoFiles = (book: DemoBook): { kind: ImportKind; csv: string }[] =>
  tables.map(({ kind, columns, rows }) => ({ kind, csv: stringify([columns, ...rows(book)]) }));
