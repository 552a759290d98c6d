/**
 * Kind: a file of names in whatever encoding a program writes: it is read rightly or the encoding
 * is asked for, with the right one among the readings; long or short. Names of countries from the
 * runtime are the words.
 */
import iconv from "iconv-lite";
import { describe, expect, test } from "vitest";
import { decode } from "../../../worker/jobs/import/decode.ts";
import {
  announced,
  decoderOf,
  guess,
  knownEncoding,
} from "../../../worker/jobs/import/encoding.ts";

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
/** Names of countries in a language that are not ASCII. */
function names(language: string): string[] {
  const shown = new Intl.DisplayNames(language, { type: "region" });
  return [...letters]
    .flatMap((a) => [...letters].map((b) => `${a}${b}`))
    .map((code) => [code, shown.of(code) ?? code] as const)
    .filter(([code, name]) => name !== code && [...name].some((letter) => letter > "\u007f"))
    .map(([, name]) => name);
}

/** Files of `size` names each that the encoding can write. */
function files(
  language: string,
  encoding: string,
  size: number,
): { text: string; bytes: Buffer }[] {
  const fit = names(language).filter(
    (name) => iconv.decode(iconv.encode(name, encoding), encoding) === name,
  );
  return Array.from({ length: Math.min(12, Math.floor(fit.length / size)) }, (_, file) => {
    const text = `id,name,segment\n${fit
      .slice(file * size, (file + 1) * size)
      .map((name, at) => `C${at},${name},Retail\n`)
      .join("")}`;
    return { text, bytes: iconv.encode(text, encoding) };
  });
}

const languages: [language: string, encoding: string][] = [
  ["zh-CN", "gbk"],
  ["zh-CN", "gb18030"],
  ["zh-TW", "big5"],
  ["ja", "shift_jis"],
  ["ja", "euc-jp"],
  ["ko", "euc-kr"],
  ["pl", "windows-1250"],
  ["pl", "iso-8859-2"],
  ["cs", "windows-1250"],
  ["hu", "windows-1250"],
  ["ru", "windows-1251"],
  ["ru", "koi8-r"],
  ["ru", "iso-8859-5"],
  ["ru", "maccyrillic"],
  ["el", "windows-1253"],
  ["tr", "windows-1254"],
  ["he", "windows-1255"],
  ["ar", "windows-1256"],
  ["de", "windows-1252"],
  ["fr", "windows-1252"],
  ["fr", "macroman"],
  ["es", "windows-1252"],
  ["lv", "windows-1257"],
  ["de", "cp850"],
  ["es", "cp437"],
  ["pl", "cp852"],
  ["ru", "cp866"],
];

describe("guess", () => {
  test.each(languages)(
    "reads names in %s written in %s, or asks with the right reading shown, when there are ten and more",
    async (language, encoding) => {
      for (const { text, bytes } of [
        ...files(language, encoding, 10),
        ...files(language, encoding, 16),
      ]) {
        const found = await guess(bytes, true);
        const read =
          found.encoding === null
            ? found.readings.map((reading) => reading.encoding)
            : [found.encoding];
        expect(read.map((label) => decoderOf(label).decode(bytes))).toContain(text);
      }
    },
  );

  test.each(languages)(
    "reads names in %s written in %s rightly, or asks, when there are one to three",
    async (language, encoding) => {
      for (const { text, bytes } of [1, 2, 3].flatMap((size) => files(language, encoding, size))) {
        const found = await guess(bytes, true);
        if (found.encoding !== null)
          expect(decoderOf(found.encoding).decode(bytes), found.encoding).toBe(text);
      }
    },
  );

  test("takes two letters of GBK for UTF-8 no more when they are the beginning of one of it", async () => {
    for (const name of ["欧元区", "斐济", "卢森堡"])
      expect(await guess(iconv.encode(`1,${name}\n`, "gbk"), true)).not.toEqual({
        encoding: "utf-8",
      });
    expect(await guess(Buffer.from("1,Zoë\n"), true)).toEqual({ encoding: "utf-8" });
    expect(await guess(Buffer.from("1,\u{1f389}\n"), true)).toEqual({ encoding: "utf-8" });
  });

  test("asks rather than guesses when the words fit several encodings", async () => {
    expect(
      (await guess(iconv.encode("Š\n", "windows-1250"), true)).encoding === null ||
        (await guess(iconv.encode("Žů\n", "windows-1250"), true)).encoding === null,
    ).toBe(true);
  });
});

test("announced knows UTF-16 without a mark when its words are Chinese", () => {
  const bytes = Buffer.from("订单号,客户,金额\n1,上海海洋贸易有限公司,12.50\n", "utf16le");
  expect(announced(bytes)).toBe("utf-16le");
  expect(announced(Buffer.from(bytes).swap16())).toBe("utf-16be");
  expect(announced(Buffer.from("id,name\n1,a\u0000b\n2,plain text that is long enough\n"))).toBe(
    null,
  );
});

describe("decode", () => {
  async function* whole(bytes: Uint8Array) {
    yield bytes;
  }
  const text = async (bytes: Uint8Array, told?: string) => {
    let all = "";
    for await (const part of decode(whole(bytes), told ?? null).chunks) all += part;
    return all;
  };

  test("finds the encoding when its first word comes after five megabytes of ASCII", async () => {
    const long = `${"1,plain\n".repeat(650_000)}${["Санкт-Петербург", "Новгород", "Торговый дом", "Екатеринбург", "Владивосток", "Общество", "Самара", "Казань", "Челябинск"].map((name, at) => `${at},${name}\n`).join("")}`;
    expect(await text(iconv.encode(long, "windows-1251"))).toBe(long);
  });

  test.each([
    ["cp437", "Zoë Muñoz"],
    ["CP850", "Zoë Muñoz Ø"],
    ["ibm852", "Łódź, Žďár"],
    ["858", "Zoë € 5"],
    ["cp866", "Ромашка"],
  ])("reads %s when it is told so, however the bytes are cut", async (label, words) => {
    const file = `id,name\n1,${words}\n`;
    const bytes = iconv.encode(file, label === "858" ? "cp858" : label);
    async function* bits() {
      for (const byte of bytes) yield Uint8Array.of(byte);
    }
    let all = "";
    for await (const part of decode(bits(), knownEncoding(label)).chunks) all += part;
    expect(all).toBe(file);
  });

  test("takes the encoding that it is told, and names readings when it asks", async () => {
    const bytes = iconv.encode("id,name\n1,\u0160\n", "windows-1250");
    expect(await text(bytes, "windows-1250")).toBe("id,name\n1,\u0160\n");
    const noise = Buffer.from([0x31, 0x2c, 0x81, 0x8d, 0xff, 0x0a]);
    await expect(text(noise)).rejects.toThrow(/not sure.*--encoding NAME/);
  });
});
