/** Cards as bytes: what was written with any dictionary stays readable, whatever is added since. */
import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { dictionaries, openCard, sealCard } from "../../worker/scoring/card-body.ts";
import { cardTextOf, cardVersion } from "../../worker/scoring/card.ts";
import { fromHex, toHex } from "../../worker/security/encoding.ts";
import { at } from "../../worker/security/places.ts";
import { sealer } from "../../worker/security/seal.ts";
import { plainCard } from "./book.ts";

const key = (byte: number) => Buffer.alloc(32, byte).toString("base64");
const ring = { SEAL_KEYS: `k1:${key(1)}`, INDEX_KEY: key(3) };
const id = "01990000-0000-7000-8000-000000000001";

/**
 * SHA-256 of each dictionary, by version: a card that was ever deflated with one needs these very
 * bytes.
 */
const written = [
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "0dbaedb3484d5a1809e40e2cf92091d87af6ea952214e50c68e8e8e1bfef793a",
];

test.each(written.map((hash, version) => [version, hash]))(
  "dictionary %i is never changed once cards were written with it",
  async (version, hash) => {
    const bytes = dictionaries[Number(version)];
    expect(bytes?.length).toBeLessThanOrEqual(32_768);
    expect(
      toHex(
        new Uint8Array(await crypto.subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>)),
      ),
    ).toBe(hash);
  },
);

test("dictionaries each have their hash in this test when one is added", () => {
  expect(dictionaries.length).toBe(written.length);
});

test.each(written.map((_, version) => version))(
  "a card opens when it was written with dictionary %i",
  async (version) => {
    const keys = await sealer(ring);
    const customer = keys.customer(id, await keys.newDataKey(id));
    const json = JSON.stringify(plainCard(id, "Harlow Marine 哈洛"));
    const dictionary = dictionaries[version] ?? new Uint8Array();
    const header = Uint8Array.of(2, version);
    const deflated = deflateRawSync(json, dictionary.length === 0 ? {} : { dictionary });
    const body =
      toHex(header) + toHex(await customer.sealBytes(at("cards.body", id), header, deflated));
    expect(await openCard(customer, id, body)).toBe(json);
  },
);

test("a card is refused with its dictionary's version when a newer Worker wrote it", async () => {
  const keys = await sealer(ring);
  const customer = keys.customer(id, await keys.newDataKey(id));
  const header = Uint8Array.of(2, 200);
  const body =
    toHex(header) +
    toHex(await customer.sealBytes(at("cards.body", id), header, deflateRawSync("{}")));
  await expect(openCard(customer, id, body)).rejects.toThrow("no dictionary 200");
});

test("a card is written with the newest dictionary and much smaller than its JSON", async () => {
  const keys = await sealer(ring);
  const customer = keys.customer(id, await keys.newDataKey(id));
  const card = plainCard(id, "Harlow Marine");
  const bytes = fromHex(await sealCard(customer, id, card));
  expect([...bytes.subarray(0, 2)]).toEqual([2, dictionaries.length - 1]);
  expect(bytes.length).toBeLessThan(JSON.stringify(card).length / 3);
});

/** Texts of people that look like the marks a contact is put in by. */
const awkward = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.constantFrom(
    '"contact":null',
    `"version":{"card":${cardVersion},`,
    '\\","contact":null,"',
    "$&$1",
  ),
);

test("a card's JSON gets the contact that parsing it would give when names look like JSON", () => {
  fc.assert(
    fc.property(awkward, awkward, (name, person) => {
      const card = plainCard(id, name);
      const contact = { id, name: person };
      const text = cardTextOf(JSON.stringify(card), contact);
      expect(JSON.parse(text ?? "null")).toEqual({ ...card, contact });
    }),
  );
});

test("a card's JSON is refused when another version wrote it, whatever its names say", () => {
  fc.assert(
    fc.property(awkward, (name) => {
      const card = plainCard(id, name);
      const old = { ...card, version: { ...card.version, card: cardVersion - 1 } };
      expect(cardTextOf(JSON.stringify(old), null)).toBeNull();
    }),
  );
});
