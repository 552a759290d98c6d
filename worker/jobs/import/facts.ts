/**
 * Facts that are one row each, told apart by their external id, which is kept as a blind index: it
 * may be a Message-ID or an address.
 */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import type { CustomerSeals } from "../../security/seal.ts";
import type { Database } from "../../store/database.ts";
import type { Row } from "./csv.ts";
import { readRows, type Outcome, type Setting } from "./kind.ts";
import type { RowReader } from "./row-reader.ts";
import { namedCustomers, owners, type Owner, type Said } from "./who.ts";

type Fact = Said & { externalId: string };
type Indexed<F extends Fact> = F & { externalIndex: string };
export type FactKind<F extends Fact> = {
  read(row: RowReader): F;
  /** Which of the external indexes are in the book. */
  known(db: Database, externalIndexes: readonly string[]): Promise<Set<string>>;
  /** Stores facts that are not in the book; seals what is personal. */
  store(facts: (Indexed<F> & Owner & { keys: CustomerSeals })[]): Promise<D1PreparedStatement[]>;
};

/** Stores the rows whose external id is neither in the book nor in an earlier row. */
export async function storeFacts<F extends Fact>(
  setting: Setting,
  rows: readonly Row[],
  kind: FactKind<F>,
): Promise<Outcome> {
  const { facts: read, refused } = readRows(setting, rows, (row) => kind.read(row));
  const facts = await Promise.all(
    read.map(async ({ line, fact }): Promise<{ line: number; fact: Indexed<F> }> => ({
      line,
      fact: { ...fact, externalIndex: await setting.sealer.index("external", fact.externalId) },
    })),
  );
  const known = await kind.known(
    setting.db,
    facts.map(({ fact }) => fact.externalIndex),
  );
  const fresh: typeof facts = [];
  const repeated: F[] = [];
  for (const one of facts) {
    if (known.has(one.fact.externalIndex)) repeated.push(one.fact);
    else fresh.push(one);
    known.add(one.fact.externalIndex);
  }
  const found = await owners(
    setting,
    fresh.map(({ fact }) => fact),
  );
  const owned: (Indexed<F> & Owner & { keys: CustomerSeals })[] = [];
  fresh.forEach(({ line, fact }, at) => {
    const owner = found.owners[at];
    if (owner === undefined) return;
    if ("reason" in owner) return refused.push({ line, ...owner });
    const keys = found.keys.get(owner.customerId);
    if (keys !== undefined) owned.push({ ...fact, ...owner, keys: keys.seals });
  });
  await setting.commit([...found.add.statements, ...(await kind.store(owned))]);
  return {
    accepted: rows.length - refused.length,
    unchanged: facts.length - fresh.length,
    stored: owned.length,
    customersAdded: found.add.count,
    touched: [
      ...owned.map(({ customerId }) => customerId),
      ...(await namedCustomers(setting, repeated)),
    ],
    refused,
  };
}
