/**
 * The days on which customers first bought each category, in typed arrays: 20 bytes for a category
 * of a customer, however many lines that had.
 */
import type { FirstBought } from "../../../shared/scoring/backtest/affinity-back-test.ts";
import { dayOf } from "../../../shared/scoring/summarise.ts";
import type { Line } from "../score/columns.ts";

export type CategoryLedger = {
  add(line: Pick<Line, "customer" | "category" | "at" | "amount">): void;
  /** True where no line had a category. */
  isEmpty(): boolean;
  /**
   * Amounts that each customer bought and kept, by customer, and by a coarser name of each category
   * where `rename` gives one; null from it leaves a category out.
   */
  firstBought(rename?: (category: string) => string | null): Map<string, FirstBought>;
};

/** A day after all others: of what was given back, but not bought in this file. */
const NEVER = 2 ** 31 - 1;

type Entries = { who: Uint32Array; what: Uint32Array; day: Int32Array; net: Float64Array };

const room = (size: number): Entries => ({
  who: new Uint32Array(size),
  what: new Uint32Array(size),
  day: new Int32Array(size),
  net: new Float64Array(size),
});

/** Makes one entry of all those of a customer and category; returns how many there are then. */
function merge(entries: Entries, size: number): { merged: Entries; size: number } {
  const { who, what, day, net } = entries;
  const order = new Uint32Array(size).map((_, at) => at);
  order.sort((a, b) => who[a]! - who[b]! || what[a]! - what[b]!);
  const merged = room(who.length);
  let last = -1;
  for (const at of order) {
    if (last < 0 || merged.who[last] !== who[at] || merged.what[last] !== what[at]) {
      last++;
      merged.who[last] = who[at]!;
      merged.what[last] = what[at]!;
      merged.day[last] = NEVER;
    }
    merged.day[last] = Math.min(merged.day[last]!, day[at]!);
    merged.net[last]! += net[at]!;
  }
  return { merged, size: last + 1 };
}

function longer({ who, what, day, net }: Entries): Entries {
  const twice = room(2 * who.length);
  twice.who.set(who);
  twice.what.set(what);
  twice.day.set(day);
  twice.net.set(net);
  return twice;
}

/** Returns the number of a text, the next one for a new text. */
function numberOf(text: string, numbers: Map<string, number>): number {
  const number = numbers.get(text) ?? numbers.size;
  if (number === numbers.size) numbers.set(text, number);
  return number;
}

/** Keeps what lines say of categories, in any order. */
export function categoryLedger(): CategoryLedger {
  const customers = new Map<string, number>();
  const categories = new Map<string, number>();
  let entries = room(1 << 16);
  let size = 0;
  const mergeAll = () => {
    ({ merged: entries, size } = merge(entries, size));
  };
  return {
    add({ customer, category, at, amount }) {
      if (category === null) return;
      if (size === entries.who.length) {
        mergeAll();
        if (2 * size > entries.who.length) entries = longer(entries);
      }
      entries.who[size] = numberOf(customer, customers);
      entries.what[size] = numberOf(category, categories);
      entries.day[size] = amount > 0 ? dayOf(at) : NEVER;
      entries.net[size] = amount;
      size++;
    },
    isEmpty: () => size === 0,
    firstBought(rename = (category) => category) {
      mergeAll();
      const names = [...categories.keys()].map(rename);
      const days = Array.from(customers, () => new Map<string, number>());
      for (let at = 0; at < size; at++) {
        const name = names[entries.what[at]!]!;
        const day = entries.day[at]!;
        if (name === null || day === NEVER || entries.net[at]! <= 0) continue;
        const own = days[entries.who[at]!]!;
        own.set(name, Math.min(own.get(name) ?? NEVER, day));
      }
      return new Map(
        [...customers].flatMap(([customer, number]): [string, FirstBought][] => {
          const own = Array.from(days[number]!, ([category, day]) => ({ category, day }));
          return own.length === 0 ? [] : [[customer, own]];
        }),
      );
    },
  };
}
