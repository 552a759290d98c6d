import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sealer } from "../../worker/security/seal.ts";

const key = (byte: number) => Buffer.alloc(32, byte).toString("base64");
const keys = { SEAL_KEYS: `new:${key(1)},old:${key(2)}`, INDEX_KEY: key(3) };

describe("a sealed value", () => {
  test("opens to the same text when the key is in the ring", async () => {
    const ring = await sealer(keys);
    await fc.assert(fc.asyncProperty(fc.string({ unit: "grapheme" }), async (text) => {
      expect(await ring.open(await ring.seal(text))).toBe(text);
    }));
  });

  test("shows version and key and never the text when stored", async () => {
    const ring = await sealer(keys);
    expect(await ring.seal("dana@harlow-marine.example")).toMatch(/^1\.new\.[A-Za-z0-9_-]{70,}$/);
  });

  test("differs each time when the text is the same", async () => {
    const ring = await sealer(keys);
    const sealed = await Promise.all(Array.from({ length: 200 }, () => ring.seal("Dana")));
    expect(new Set(sealed).size).toBe(200);
  });

  test("opens after rotation when the old key is still in the ring", async () => {
    const before = await (await sealer({ ...keys, SEAL_KEYS: `old:${key(2)}` })).seal("Dana");
    expect(before).toMatch(/^1\.old\./);
    expect(await (await sealer(keys)).open(before)).toBe("Dana");
  });

  test("names the key that is missing when it was taken out of the ring", async () => {
    const before = await (await sealer(keys)).seal("Dana");
    await expect((await sealer({ ...keys, SEAL_KEYS: `old:${key(2)}` })).open(before)).rejects.toThrow('no key "new"');
  });

  test("does not open when anything of it was altered", async () => {
    const ring = await sealer(keys);
    const sealed = await ring.seal("Dana Reyes");
    await fc.assert(fc.asyncProperty(fc.nat(sealed.length - 1), fc.constantFrom(..."AZaz09_-.é"), async (at, character) => {
      fc.pre(sealed[at] !== character);
      // The last character of base64url may carry bits that nothing reads.
      fc.pre(at < sealed.length - 1);
      await expect(ring.open(sealed.slice(0, at) + character + sealed.slice(at + 1))).rejects.toThrow();
    }));
  });

  test.each(["", "1", "1.new", "2.new.AAAA", "1.new.AAAA.x", "1.new.", "dana"])("is refused when it is %j", async (text) => {
    await expect((await sealer(keys)).open(text)).rejects.toThrow();
  });
});

describe("a blind index", () => {
  test("is equal when kind and value are, and 128 bits long", async () => {
    const ring = await sealer(keys);
    const one = await ring.index("address", "dana@x.example");
    expect(one).toMatch(/^[A-Za-z0-9_-]{22}$/);
    expect(await ring.index("address", "dana@x.example")).toBe(one);
  });

  test("differs when kind, value or key differs", async () => {
    const [ring, other] = [await sealer(keys), await sealer({ ...keys, INDEX_KEY: key(4) })];
    const all = await Promise.all([
      ring.index("address", "a"), ring.index("user", "a"), ring.index("domain", "a"), ring.index("message", "a"), ring.index("address", "b"), other.index("address", "a"),
    ]);
    expect(new Set(all).size).toBe(all.length);
  });
});

describe("the secrets", () => {
  test.each([
    ["SEAL_KEYS is empty", { SEAL_KEYS: "", INDEX_KEY: key(3) }, "holds no key"],
    ["a key is short", { SEAL_KEYS: "k:AAAA", INDEX_KEY: key(3) }, "32 bytes"],
    ["a key is no base64", { SEAL_KEYS: "k:???", INDEX_KEY: key(3) }, "not base64"],
    ["a key id has a dot", { SEAL_KEYS: `a.b:${key(1)}`, INDEX_KEY: key(3) }, "key id"],
    ["a key id comes twice", { SEAL_KEYS: `a:${key(1)},a:${key(2)}`, INDEX_KEY: key(3) }, "twice"],
    ["INDEX_KEY is short", { SEAL_KEYS: `a:${key(1)}`, INDEX_KEY: "AAAA" }, "INDEX_KEY needs 32 bytes"],
  ])("are refused with a sentence when %s", async (_, wrong, sentence) => {
    await expect(sealer(wrong)).rejects.toThrow(sentence);
  });
});
