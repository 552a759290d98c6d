/**
 * The kind: every text that a request carries, under any name and however deep, and every character
 * that SQLite, JSON or a dump trips over.
 */
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { storable, storableBody } from "../../../shared/contract/characters.ts";
import { note, text } from "../../../shared/contract/fields.ts";
import * as routes from "../../../shared/contract/routes.ts";
import { webmailSignals } from "../../../shared/contract/webmail-signals.ts";

/** Each with its name, one of every sort that is forbidden. */
const forbidden: [string, string][] = [
  ["NUL", "\u0000"],
  ["BEL", "\u0007"],
  ["vertical tab", "\u000b"],
  ["carriage return", "\r"],
  ["ESC", "\u001b"],
  ["DEL", "\u007f"],
  ["NEL", "\u0085"],
  ["APC", "\u009f"],
  ["a high surrogate", "\ud83d"],
  ["a low surrogate", "\ude00"],
  ["surrogates turned round", "\ude00\ud83d"],
  ["U+FFFE", "\ufffe"],
  ["U+FFFF", "\uffff"],
  ["U+FDD0", "\ufdd0"],
  ["U+1FFFE", "\u{1fffe}"],
  ["U+10FFFF", "\u{10ffff}"],
];
const allowed = [
  "Ægir & Söhne",
  "李雷",
  "👩‍👩‍👧 😀",
  "a\u00a0b",
  "\u202bעברית",
  "e\u0301",
  "\ufffd",
  "𠮷野家",
];

type Found = { path: string; schema: z.ZodString };

/**
 * Every string schema in a schema, with its path; enumerations and literals say themselves what
 * they take.
 */
function* strings(schema: z.core.$ZodType, path: string): Generator<Found> {
  if (schema instanceof z.ZodString || schema instanceof z.ZodStringFormat)
    return yield { path, schema: schema as z.ZodString };
  const { def } = (schema as z.ZodType)._zod as unknown as {
    def: Record<string, unknown> & { type: string };
  };
  const inner = (key: string, name = path) => strings(def[key] as z.core.$ZodType, name);
  switch (def.type) {
    case "object":
      for (const [key, value] of Object.entries(def["shape"] as Record<string, z.core.$ZodType>))
        yield* strings(value, `${path}.${key}`);
      break;
    case "array":
      yield* inner("element", `${path}[]`);
      break;
    case "record":
      yield* inner("keyType", `${path}<key>`);
      yield* inner("valueType", `${path}<value>`);
      break;
    case "union":
      for (const option of def["options"] as z.core.$ZodType[]) yield* strings(option, path);
      break;
    case "tuple":
      for (const item of def["items"] as z.core.$ZodType[]) yield* strings(item, path);
      break;
    case "optional":
    case "nullable":
    case "default":
    case "prefault":
    case "catch":
    case "readonly":
    case "nonoptional":
      yield* inner("innerType");
      break;
    case "pipe":
      yield* inner("in");
      yield* inner("out");
      break;
    case "enum":
    case "literal":
    case "int":
    case "number":
    case "boolean":
    case "null":
    case "any":
    case "transform":
      break;
    default:
      throw new Error(`${path}: the walk does not know ${def.type}`);
  }
}

type Route = {
  method: string;
  path: string;
  request?: Partial<Record<"params" | "query" | "headers", z.ZodType>> & {
    body?: { content: Record<string, { schema: z.ZodType }> };
  };
};
const requests = (Object.values(routes) as unknown[]).filter(
  (one): one is Route => typeof one === "object" && one !== null && "method" in one,
);
const found = requests.flatMap((route): Found[] => {
  const name = `${route.method} ${route.path}`;
  const { params, query, headers, body } = route.request ?? {};
  const parts = {
    params,
    query,
    headers,
    ...Object.fromEntries(
      Object.entries(body?.content ?? {}).map(([type, { schema }]) => [type, schema]),
    ),
  };
  // A file is read by the importer, which has its own tests.
  return Object.entries(parts).flatMap(([part, schema]) =>
    schema === undefined || part === "text/csv" ? [] : [...strings(schema, `${name} ${part}`)],
  );
});
found.push(...strings(webmailSignals, "signals"));

describe("a request's text", () => {
  test("is looked at in every route when the contract is walked", () => {
    expect(requests.length).toBeGreaterThan(30);
    expect(found.length).toBeGreaterThan(120);
  });

  test.each(forbidden)("is refused everywhere when it holds %s", (_, character) => {
    const takes = found.filter(({ schema }) =>
      ["aaaaaaaaaaaaaaaa", "a@example.org", "Europe/London"].some(
        (good) => schema.safeParse(good.slice(0, 8) + character + good.slice(8)).success,
      ),
    );
    expect(takes.map(({ path }) => path)).toEqual([]);
  });

  test.each(["\t", "\n"])("is refused when it holds %j and is no note", (character) => {
    const takes = found
      .filter(({ schema }) => schema.safeParse(`aaaaaaaa${character}aaaaaaaa`).success)
      .map(({ path }) => /(?:\w+\[\]\.)?\w+(?:<value>)?$/.exec(path)?.[0]);
    // Of an edit's values, that of the field `notes`; of a policy, the texts to copy; of a survey,
    // those of its texts that stand in paragraphs.
    const notes =
      "comment high<value> intro<value> invitation<value> low<value> middle<value> note payload " +
      "texts[].en texts[].zh_CN value";
    expect([...new Set(takes)].sort()).toEqual(notes.split(" "));
  });

  test.each(allowed)("is kept as it is when it is %j", (good) => {
    expect(text(40).parse(good)).toBe(good);
    expect(note(40).parse(`${good}\n\t${good}`)).toBe(`${good}\n\t${good}`);
  });

  test("has line feeds when a note came with the line ends of Windows", () => {
    expect(note(40).parse("one\r\ntwo")).toBe("one\ntwo");
  });
});

describe("what the extension sends", () => {
  test.each(forbidden)("is taken by the contract when the page's text held %s", (_, character) => {
    const typed = { subject: `Order ${character}42`, note: `one${character}\ntwo` };
    const sent = JSON.parse(storableBody(JSON.stringify(typed))) as typeof typed;
    expect(text(40).safeParse(sent.subject.trim().replace("\n", " ")).success).toBe(true);
    expect(note(40).safeParse(sent.note).success).toBe(true);
  });

  test.each(allowed)("is the same body when a text is %j", (good) => {
    const body = JSON.stringify({ note: `${good}\n"${good}"\t\\u0000` });
    expect(storableBody(body)).toBe(body);
    expect(storable(good)).toBe(good);
  });

  test("is left alone when it is not JSON", () => {
    expect(storableBody("{\u0000")).toBe("{\u0000");
  });
});
