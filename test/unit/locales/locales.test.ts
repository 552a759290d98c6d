/** Both languages say the same things, and every code that can reach a screen has a sentence. */
import { globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import compile from "icu-minify/compile";
import { parse } from "yaml";
import {
  behaviour,
  dimensionName,
  interactionKind,
  metric,
  relationshipTypeName,
  source,
  stageName,
  tierName,
} from "../../../shared/contract/fields.ts";
import { errorCode } from "../../../shared/contract/errors.ts";
import { actionKeys } from "../../../shared/scoring/policy.ts";
import { rfm } from "../../../shared/scoring/rfm.ts";
import { defaultPolicy } from "../../../shared/scoring/default-policy.ts";

type Messages = { [key: string]: string | Messages };
const root = new URL("../../../", import.meta.url).pathname;
const read = (name: string) =>
  parse(readFileSync(`${root}shared/locales/${name}.yml`, "utf8")) as Messages;
/** Adds words to others: sections of both are those of Thunderbird alone. */
const together = (one: Messages, other: Messages): Messages => ({
  ...one,
  ...other,
  thunderbird: { ...(one["thunderbird"] as Messages), ...(other["thunderbird"] as Messages) },
});
/** A language's words of the panel, of the extension's pages and of the portfolio. */
const language = (name: string) => ({
  ...together(read(name), read(`pages/${name}`)),
  ...read(`portfolio/${name}`),
});
const languages = { en: language("en"), zh_CN: language("zh_CN") };

const flat = (messages: Messages, prefix = ""): Map<string, string> =>
  new Map(
    Object.entries(messages).flatMap(([key, value]) =>
      typeof value === "string"
        ? [[prefix + key, value] as const]
        : [...flat(value, `${prefix}${key}.`)],
    ),
  );
/** A gap, and how it shows what fills it: null for text. */
type Gap = { name: string; style: string | null };
function gapsIn(nodes: unknown): Gap[] {
  return [nodes].flat().flatMap((node): Gap[] => {
    if (!Array.isArray(node)) return [];
    const [name, type, detail] = node as [string, number?, unknown?];
    if (type === undefined) return [{ name, style: null }];
    if (typeof detail !== "object" || detail === null)
      return [{ name, style: typeof detail === "string" ? detail : "number" }];
    return [{ name, style: "number" }, ...Object.values(detail).flatMap(gapsIn)];
  });
}
const gapsOf = (sentence: string) => gapsIn(compile(sentence));
const gaps = (sentence: string) =>
  [...new Set(gapsOf(sentence).map(({ name }) => name))].toSorted().join();
const en = flat(languages.en);
const zh = flat(languages.zh_CN);
const sources = (pattern: string) =>
  globSync(pattern, { cwd: root })
    .map((path) => readFileSync(root + path, "utf8"))
    .join("\n");
const all = (text: string, pattern: RegExp) => [
  ...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? "")),
];

describe("locale files", () => {
  test("have the same keys in both languages", () => {
    expect([...zh.keys()].toSorted()).toEqual([...en.keys()].toSorted());
  });

  test("fill the same gaps in both languages", () => {
    const differing = [...en]
      .filter(([key, sentence]) => gaps(sentence) !== gaps(zh.get(key) ?? ""))
      .map(([key]) => key);
    expect(differing).toEqual([]);
  });

  test("say of each number how it is shown when its name says what it is", () => {
    const styles: [RegExp, string][] = [
      [/amount$/i, "money"],
      [/(share|probability|weight)$/i, "share"],
      [/days$/i, "duration"],
      [/(percentile|score)$/i, "whole"],
    ];
    const fromWorker = [...en, ...zh].filter(([key]) => key.startsWith("codes."));
    const wrong = fromWorker.flatMap(([key, sentence]) =>
      gapsOf(sentence)
        .filter(({ name, style }) =>
          styles.some(([unit, one]) => unit.test(name) && style !== one && style !== "number"),
        )
        .map(({ name }) => `${key}: ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  test("show a gap as a number in both languages when one of them does", () => {
    const numbers = (sentence = "") =>
      [...new Set(gapsOf(sentence).flatMap(({ name, style }) => (style === null ? [] : [name])))]
        .toSorted()
        .join();
    expect([...en].filter(([key, sentence]) => numbers(sentence) !== numbers(zh.get(key)))).toEqual(
      [],
    );
  });

  test("hold text only when read", () => {
    const empty = [...en, ...zh]
      .filter(([key, sentence]) => sentence === "" && key !== "panel.between")
      .map(([key]) => key);
    expect(empty).toEqual([]);
  });

  test("share no section when they are read together", () => {
    const files = ["en", "pages/en", "portfolio/en"].map((file) => Object.keys(read(file)));
    const sections = files.flat().filter((section) => section !== "thunderbird");
    expect(sections).toEqual([...new Set(sections)]);
  });

  test("hold every key that panel and portfolio ask for by name", () => {
    const asked = all(
      sources("{extension/panel,shared/ui,worker/portfolio}/**/*.{ts,tsx}"),
      /\bt\(\s*(?:[\w.]+ (?:===|>) [\w"]+ \? )?"([\w.]+)"/g,
    );
    expect(asked.length).toBeGreaterThan(60);
    expect(asked.filter((key) => !en.has(key))).toEqual([]);
  });
});

describe("codes", () => {
  /** Features that segments of a book go by (`clusters.ts`). */
  const clusterFeatures = ["frequency", "silence", "value", "trust", "satisfaction"];
  const scoring = sources("shared/scoring/**/*.ts");
  const literal = all(scoring, /code: "(\w+)"/g).concat(
    all(scoring, /because\([^;]*?,\s*"(\w+)",\s*\{/g),
    all(scoring, /"(\w+_(?:never_asked|stale))"/g),
  );
  const sentences = { ...(languages.en["codes"] as Record<string, Messages>) };
  const missing = (family: string, codes: readonly string[]) =>
    codes.filter((code) => typeof sentences[family]?.[code] !== "string");

  test("of factors and reasons in the scoring have a sentence each", () => {
    expect(literal.length).toBeGreaterThan(30);
    expect(
      literal.filter((code) =>
        ["factor", "reason", "sign"].every((family) => missing(family, [code]).length > 0),
      ),
    ).toEqual([]);
  });

  test("of factors made from names have a sentence each", () => {
    expect(
      missing("factor", [
        ...behaviour.options.map((one) => `trust_${one}`),
        ...source.options.map((one) => `trust_answer_${one}`),
        ...metric.options.map((one) => `satisfaction_${one}`),
        ...Object.keys(defaultPolicy.tier.weights).map((one) => `tier_${one}`),
        ...Object.keys(defaultPolicy.relationship.weights).map((one) => `relationship_${one}`),
        ...clusterFeatures.map((one) => `cluster_${one}`),
      ]),
    ).toEqual([]);
  });

  test("of actions, errors, tiers, stages, dimensions, behaviours, kinds and metrics have words each", () => {
    expect({
      action: missing("action", actionKeys),
      error: missing("error", [...errorCode.options, "offline", "too_old"]),
      tier: missing("tier", tierName.options),
      stage: missing("stage", stageName.options),
      dimension: missing("dimension", dimensionName.options),
      behaviour: missing("behaviour", behaviour.options),
      kind: missing("kind", interactionKind.options),
      metric: missing("metric", metric.options),
    }).toEqual({
      action: [],
      error: [],
      tier: [],
      stage: [],
      dimension: [],
      behaviour: [],
      kind: [],
      metric: [],
    });
  });

  test("of warning signs have a sentence each, and one as a reason to act", () => {
    const signs = all(
      readFileSync(`${root}shared/scoring/early-warning.ts`, "utf8"),
      /(?:code: |fell\()"(\w+)"/g,
    );
    expect(signs.length).toBeGreaterThan(4);
    expect(missing("sign", signs)).toEqual([]);
    expect(
      missing(
        "reason",
        signs.filter((sign) => sign.endsWith("_fell")),
      ),
    ).toEqual([]);
  });

  test("of clusters and relationship types have words each, whatever sets them apart", () => {
    const sides = ["high", "low"];
    const [frequency, silence, value] = clusterFeatures;
    const pairs = [
      [frequency, silence],
      [frequency, value],
      [silence, value],
    ].flatMap(([a, b]) =>
      sides.flatMap((one) => sides.map((other) => `${a}_${one}_${b}_${other}`)),
    );
    expect(
      missing("cluster", [
        "typical",
        ...clusterFeatures.flatMap((one) => sides.map((side) => `${one}_${side}`)),
        ...pairs,
      ]),
    ).toEqual([]);
    expect(missing("relationship", relationshipTypeName.options)).toEqual([]);
  });

  test("of cautions have a sentence each", () => {
    const cautions = all(
      readFileSync(`${root}shared/people/caution.ts`, "utf8"),
      /code: "(\w+)"/g,
    ).filter((code) => missing("caution", [code]).length > 0);
    expect(cautions).toEqual([]);
  });

  test("of RFM segments have words each, whatever the fifths", () => {
    const book = Array.from({ length: 25 }, (_, n) => ({
      recencyDays: (n % 5) * 10 + 1,
      purchases: Math.floor(n / 5) + 1,
      total: n,
    }));
    const segments = rfm(book).map((one) => one.scores?.segment ?? "");
    expect(new Set(segments).size).toBeGreaterThan(8);
    expect(missing("segment", segments)).toEqual([]);
  });

  test("that are unknown have a generic sentence in every family", () => {
    expect(
      Object.entries(sentences)
        .filter(([, family]) => typeof family["unknown"] !== "string")
        .map(([name]) => name),
    ).toEqual([]);
  });
});
