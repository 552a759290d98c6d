/**
 * Cards as bytes: JSON deflated with a preset dictionary, then sealed under the customer's data
 * key.
 */
import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Card } from "../../shared/contract/card.ts";
import first from "./card-dictionaries/1.txt";
import { fromHex, toHex } from "../security/encoding.ts";
import { at } from "../security/places.ts";
import type { CustomerSeals } from "../security/seal.ts";

/** The first byte of a body; the second is the version of its dictionary. */
const format = 2;
/** The first byte of a body written before bodies were bytes: text of format 1 begins with "1". */
const textFormat = 0x31;
const decoder = new TextDecoder();
/**
 * Preset dictionaries by version, made by `commands/card-dictionary.ts`; 0 is none. The last one
 * deflates, and a version that a card was ever written with stays as it is.
 */
export const dictionaries: readonly Uint8Array[] = ["", first].map((text) =>
  new TextEncoder().encode(text),
);

/**
 * Beginnings of raw deflate streams that write a dictionary into the window: one stored block each
 * (RFC 1951, section
 * 3.2.4), not the last. In workerd they inflate several times as fast as the option `dictionary`
 * does.
 */
const dictionaryBlocks: readonly Uint8Array[] = dictionaries.map((dictionary) => {
  const { length } = dictionary;
  const block = new Uint8Array(5 + length);
  new DataView(block.buffer).setUint16(1, length, true);
  new DataView(block.buffer).setUint16(3, 0xffff - length, true);
  block.set(dictionary, 5);
  return block;
});
/** Room for a dictionary and a long card: a second chunk would only cost time. */
const inflatedChunk = 65_536;

/** The body of a card as `cards.body` holds it, in hex. */
export function sealCard(keys: CustomerSeals, customerId: string, card: Card): Promise<string> {
  return sealCardText(keys, customerId, JSON.stringify(card));
}

/** As `sealCard`, for a card that is JSON already. */
export async function sealCardText(
  keys: CustomerSeals,
  customerId: string,
  json: string,
): Promise<string> {
  const version = dictionaries.length - 1;
  const header = Uint8Array.of(format, version);
  const deflated = deflateRawSync(json, { level: 9, dictionary: dictionaries[version] });
  return (
    toHex(header) + toHex(await keys.sealBytes(at("cards.body", customerId), header, deflated))
  );
}

/**
 * The JSON of a stored body, given in hex. Throws where it was altered or is another customer's.
 */
export async function openCard(
  keys: CustomerSeals,
  customerId: string,
  body: string,
): Promise<string> {
  const bytes = fromHex(body);
  const place = at("cards.body", customerId);
  if (bytes[0] === textFormat) return keys.open(place, decoder.decode(bytes));
  if (bytes[0] !== format) throw new Error("not a sealed card");
  const deflated = await keys.openBytes(place, bytes.subarray(0, 2), bytes.subarray(2));
  return decoder.decode(inflate(deflated, bytes[1] ?? 0));
}

function inflate(deflated: Uint8Array, version: number): Uint8Array {
  const block = dictionaryBlocks[version];
  if (block === undefined) throw new Error(`there is no dictionary ${version} for cards`);
  const stream = new Uint8Array(block.length + deflated.length);
  stream.set(block);
  stream.set(deflated, block.length);
  const { length } = dictionaries[version] ?? block;
  return inflateRawSync(stream, { chunkSize: inflatedChunk }).subarray(length);
}
