/** Snapshots: all pages together, added up customer by customer while a review scores them. */
import type { SnapshotPage } from "../../contract/snapshot.ts";
import { actionsPage } from "./actions-page.ts";
import { loyaltyPage } from "./loyalty-page.ts";
import type { Page, SnapshotContext, SnapshotCustomer } from "./page.ts";
import { resourcesPage } from "./resources-page.ts";
import { rfmPage } from "./rfm-page.ts";
import { satisfactionPage } from "./satisfaction-page.ts";
import { valuePage } from "./value-page.ts";

type AnyPage = Page<unknown, unknown>;
const pages: Record<SnapshotPage, AnyPage> = {
  value: valuePage as AnyPage,
  rfm: rfmPage as AnyPage,
  loyalty: loyaltyPage as AnyPage,
  satisfaction: satisfactionPage as AnyPage,
  actions: actionsPage as AnyPage,
  resources: resourcesPage as AnyPage,
};
const named = Object.entries(pages) as [SnapshotPage, AnyPage][];

/** Plain JSON: what the pages have added up so far. */
export type Tallies = {
  customers: number;
  pages: Record<SnapshotPage, unknown>;
};

export const emptyTallies = (): Tallies => ({
  customers: 0,
  pages: Object.fromEntries(named.map(([name, page]) => [name, page.empty()])) as Tallies["pages"],
});

/** Adds one customer. */
export function addToTallies(
  tallies: Tallies,
  customer: SnapshotCustomer,
  context: SnapshotContext,
): void {
  tallies.customers++;
  for (const [name, page] of named) page.add(tallies.pages[name], customer, context);
}

/** Adds the tallies of customers who come after. */
export function mergeTallies(into: Tallies, other: Tallies): void {
  into.customers += other.customers;
  for (const [name, page] of named) page.merge(into.pages[name], other.pages[name]);
}

/** The pages of a snapshot as the API answers them. */
export const bodiesOf = (
  tallies: Tallies,
  context: SnapshotContext,
): { page: SnapshotPage; body: unknown }[] =>
  named.map(([name, page]) => ({ page: name, body: page.body(tallies.pages[name], context) }));
