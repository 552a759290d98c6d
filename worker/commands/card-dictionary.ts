/**
 * node worker/commands/card-dictionary.ts VERSION
 * Makes a preset dictionary for cards from those of the demo book, invented names and all, and
 * writes it beside the others. A version that a card was ever written with is never made again:
 * take the next number, and add it to `card-body.ts`.
 */
import { writeFileSync, existsSync } from "node:fs";
import { deflateRawSync } from "node:zlib";
import { demoCards } from "../demo/cards.ts";

/** Bytes of a dictionary: deflate looks back 32 kB, less the longest match. */
const longest = 32_768 - 300;
const [candidates, sample] = [60, 120];
const until = Date.UTC(2026, 10, 1);

/** Cards of a demo book, all ids the same: a real one's are never in another card. */
async function cards(seed: number, count: number): Promise<string[]> {
  const all = await demoCards(
    { size: 2400, seed, until },
    () => "00000000-0000-7000-8000-000000000000",
  );
  const every = Math.floor(all.length / count);
  return all.filter((_, at) => at % every === 0).slice(0, count);
}

const bytes = (dictionary: string, texts: readonly string[]): number =>
  texts.reduce(
    (sum, text) =>
      sum +
      deflateRawSync(text, dictionary === "" ? {} : { dictionary: Buffer.from(dictionary) }).length,
    0,
  );

/**
 * Cards one after another, each the one that makes the sample smallest; the first chosen stand
 * last, where matches are cheap.
 */
async function dictionary(): Promise<string> {
  const [pool, judged] = [new Set(await cards(1, candidates)), await cards(2, sample)];
  for (let chosen = ""; ;) {
    let best = { text: "", size: Number.POSITIVE_INFINITY };
    for (const text of pool) {
      if (Buffer.byteLength(text + chosen) > longest) continue;
      const size = bytes(text + chosen, judged);
      if (size < best.size) best = { text, size };
    }
    if (best.text === "") return chosen;
    pool.delete(best.text);
    chosen = best.text + chosen;
    console.log(`${Buffer.byteLength(chosen)} bytes: ${Math.round(best.size / sample)} a card`);
  }
}

const file = `worker/scoring/card-dictionaries/${process.argv[2]}.txt`;
if (!/^\d+$/.test(process.argv[2] ?? "") || existsSync(file)) {
  console.error(
    "Give a version, a number that no dictionary has yet: node " +
      "worker/commands/card-dictionary.ts 2",
  );
  process.exit(2);
}
writeFileSync(file, await dictionary());
console.log(`Wrote ${file}.`);
