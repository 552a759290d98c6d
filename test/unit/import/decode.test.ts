import { describe, expect, test } from "vitest";
import { decode } from "../../../worker/jobs/import/decode.ts";
import { guess, type Encoding } from "../../../worker/jobs/import/encoding.ts";

const text = "order,name\n1,Müller & Größe £5\n2,上海海洋贸易有限公司\n";
const western = "order,name\n1,Müller & Größe – “Straße”\n2,Jürgen Groß\n";

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(
  bytes: Uint8Array,
  size: number,
): Promise<{ text: string; encoding: Encoding }> {
  const { chunks, encoding } = decode(pieces(bytes, size));
  let text = "";
  for await (const chunk of chunks) text += chunk;
  return { text, encoding: encoding() };
}

const utf16be = (value: string) => Buffer.from(value, "utf16le").swap16();
/** Windows-1252 of the few characters above Latin-1 that the texts use. */
const windows1252 = (value: string) =>
  Buffer.from(
    [...value].map((c) => ({ "–": 0x96, "“": 0x93, "”": 0x94, "€": 0x80 })[c] ?? c.charCodeAt(0)),
  );
/** GB18030 through the decoder itself: the two-byte code of each character. */
const codes = new Map<string, [number, number]>();
for (let lead = 0xb0; lead <= 0xf7; lead++) {
  for (let trail = 0xa1; trail <= 0xfe; trail++)
    codes.set(new TextDecoder("gb18030").decode(new Uint8Array([lead, trail])), [lead, trail]);
}
const gb18030 = (value: string) =>
  Buffer.from([...value].flatMap((c) => codes.get(c) ?? [c.charCodeAt(0)]));
const chinese = "订单号,客户,金额\n1,上海海洋贸易有限公司,12.50\n";

const files: [name: string, bytes: Uint8Array, text: string, encoding: Encoding][] = [
  ["UTF-8", Buffer.from(text), text, "utf-8"],
  ["UTF-8 with a byte order mark", Buffer.from(`\ufeff${text}`), text, "utf-8"],
  ["UTF-16 LE with a byte order mark", Buffer.from(`\ufeff${text}`, "utf16le"), text, "utf-16le"],
  ["UTF-16 BE with a byte order mark", utf16be(`\ufeff${text}`), text, "utf-16be"],
  ["UTF-16 LE without a mark", Buffer.from(text, "utf16le"), text, "utf-16le"],
  ["UTF-16 BE without a mark", utf16be(text), text, "utf-16be"],
  ["GB18030", gb18030(chinese), chinese, "gb18030"],
  ["Windows-1252", windows1252(western), western, "windows-1252"],
  ["ASCII", Buffer.from("a,b\n1,2\n"), "a,b\n1,2\n", "utf-8"],
];

describe("decode", () => {
  test.each(files)(
    "reads %s when characters are split across chunks of any size",
    async (_, bytes, expected, encoding) => {
      for (const size of [1, 2, 3, 7, 65_536])
        expect(await read(bytes, size)).toEqual({ text: expected, encoding });
    },
  );

  test("recognises Windows-1252 when its first accent comes after much ASCII", async () => {
    const long = "1,plain\n".repeat(50_000);
    expect(await read(windows1252(`${long}2,Jürgen Groß\n`), 65_536)).toEqual({
      text: `${long}2,Jürgen Groß\n`,
      encoding: "windows-1252",
    });
  });

  test("recognises GB18030 when its first Chinese comes after much ASCII", async () => {
    const long = "1,plain\n".repeat(50_000);
    expect(await read(gb18030(`${long}2,上海海洋贸易有限公司\n`), 65_536)).toEqual({
      text: `${long}2,上海海洋贸易有限公司\n`,
      encoding: "gb18030",
    });
  });

  test("holds no more than one sample back when a file is long", async () => {
    let taken = 0;
    async function* endless() {
      for (;;) {
        taken += 65_536;
        yield Buffer.alloc(65_536, "é,1\n");
      }
    }
    const { chunks } = decode(endless());
    await chunks.next();
    expect(taken).toBeLessThanOrEqual(3 * 65_536);
    await chunks.return();
  });
});

describe("guess", () => {
  test.each(["Müller", "Größe", "José", "Société Générale", "Jürgen Groß, Straße 5"])(
    "takes %s for Windows-1252 when it is",
    async (word) => {
      expect(await guess(windows1252(word), true)).toEqual({ encoding: "windows-1252" });
    },
  );

  test.each([
    ["Zoë", windows1252("Zoë")],
    ["Ñandú", windows1252("Ñandú")],
    ["crème brûlée", windows1252("crème brûlée")],
    ["上海", gb18030("上海")],
  ])("asks about %s alone, which other encodings read as a word too", async (word, bytes) => {
    const found = await guess(bytes, true);
    expect(found).toMatchObject({ encoding: null });
    expect("readings" in found && found.readings.map(({ text }) => text)).toContain(word);
  });

  test.each(["客户,金额", "张伟 ABC 有限公司"])("takes %s for GB18030 when it is", async (word) => {
    expect(await guess(gb18030(word), true)).toEqual({ encoding: "gb18030" });
  });

  test("takes a sample cut inside a character for UTF-8 when more follows", async () => {
    expect(await guess(Buffer.from("客户").subarray(0, 4), false)).toEqual({ encoding: "utf-8" });
  });

  test("keeps mostly valid UTF-8 when a row is in another encoding", async () => {
    expect(
      await guess(Buffer.concat([Buffer.from("Müller\nZoë\n"), windows1252("Größe\n")]), true),
    ).toEqual({ encoding: "utf-8" });
  });
});
