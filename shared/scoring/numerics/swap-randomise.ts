/** Swap randomisation: books with the same margins, in which nothing has to do with anything. */
import { seeded } from "./random.ts";

/** Trades a row before the first random book, and between one and the next. */
const [MIXING, BETWEEN] = [20, 3];

/**
 * Yields `count` random books like `baskets`: each basket as large as it was, each item in as many
 * baskets as it was (Gionis, Mannila, Mielikäinen & Tsaparas 2007). By trades of what only one of
 * two baskets has (Strona et al. 2014), which mix sooner than swaps of single cells. Items are
 * numbers below `items`, none twice in a basket. The arrays yielded are reused for the next book.
 */
export function* swapRandomise(
  baskets: readonly (readonly number[])[],
  items: number,
  count: number,
  seed: number,
): Generator<readonly Int32Array[]> {
  const random = seeded(seed);
  const rows = baskets.map((basket) => Int32Array.from(basket));
  const open = rows.filter((row) => row.length > 0 && row.length < items);
  const trade = trader(items, (below) => Math.floor(random.uniform() * below));
  const mix = (trades: number) => {
    for (let n = open.length < 2 ? 0 : trades * open.length; n > 0; n -= 2) {
      const i = Math.floor(random.uniform() * open.length);
      const j = Math.floor(random.uniform() * open.length);
      if (i !== j) trade(open[i]!, open[j]!);
    }
  };
  mix(MIXING);
  for (let book = 0; book < count; book++) {
    mix(BETWEEN);
    yield rows;
  }
}

/** Returns a function that deals out anew, in place, what only one of two rows has. */
function trader(items: number, draw: (below: number) => number) {
  const owner = new Uint8Array(items);
  const pool = new Int32Array(2 * items);
  return (p: Int32Array, q: Int32Array): void => {
    for (const item of p) owner[item] = 1;
    for (const item of q) owner[item]! |= 2;
    let [size, ofP, shared] = [0, 0, 0];
    for (const item of p) {
      if (owner[item] === 1) pool[size++] = item;
      else p[shared++] = item;
    }
    ofP = size;
    shared = 0;
    for (const item of q) {
      if (owner[item] === 2) pool[size++] = item;
      else q[shared++] = item;
    }
    for (const item of p) owner[item] = 0;
    for (let i = 0; i < size; i++) owner[pool[i]!] = 0;
    for (let i = 0; i < ofP; i++) {
      const j = i + draw(size - i);
      [pool[i], pool[j]] = [pool[j]!, pool[i]!];
    }
    p.set(pool.subarray(0, ofP), shared);
    q.set(pool.subarray(ofP, size), shared);
  };
}
