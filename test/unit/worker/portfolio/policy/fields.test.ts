/** Every setting of the policy has its place in the form, and a name in both languages. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { defaultPolicy } from "../../../../../shared/scoring/default-policy.ts";
import { defaults, usualCuts } from "../../../../../worker/portfolio/pages/policy/defaults.ts";
import { limitOf, sections, unitOf } from "../../../../../worker/portfolio/pages/policy/fields.ts";
import { limits } from "../../../../../worker/portfolio/pages/policy/limits.ts";
import { draftPolicy } from "../../../../../shared/contract/requests.ts";
import { changesOf, withValue } from "../../../../../worker/portfolio/pages/policy/settings.ts";

const paths = sections.flatMap(({ groups }) => groups.flatMap((group) => group.paths));
const everywhere = changesOf(
  { ...defaults.settings, actions: { ...defaults.settings.actions, catalogue: [] } },
  // Every leaf but those of lists differs from nothing at all.
  {} as typeof defaults.settings,
).map(({ path }) => path);

test("form holds every setting once, but for those with a form of their own", () => {
  const own = /^(trust\.behaviours\.|(tier\.cut\.method|review\.moves)$)/;
  expect(paths.toSorted()).toEqual(everywhere.filter((path) => !own.test(path)).toSorted());
});

test.each(["en", "zh_CN"])("settings have a name each in %s", (language) => {
  const file = new URL(`../../../../../shared/locales/portfolio/${language}.yml`, import.meta.url)
    .pathname;
  const { policy } = parse(readFileSync(file, "utf8")) as { policy: { fields: object } };
  const nameOf = (path: string) =>
    path
      .split(".")
      .concat("name")
      .reduce<unknown>(
        (at, step) => (at as Record<string, unknown> | undefined)?.[step],
        policy.fields,
      );
  expect(paths.filter((path) => typeof nameOf(path) !== "string")).toEqual([]);
});

test("numbers of the form have the limits of the API's schema, at which it still takes them", () => {
  const { method } = defaultPolicy.tier.cut;
  const numbers = paths.filter((path) => typeof defaults.at(path, method) === "number");
  expect(numbers.length).toBeGreaterThan(60);
  for (const path of numbers) {
    const limit = limitOf(path, method);
    expect(limit, path).toBeDefined();
    for (const [value, isGood] of [
      [limit?.min ?? 0, true],
      [limit?.max ?? 0, true],
      [(limit?.min ?? 0) - 1, false],
      [(limit?.max ?? 0) + 1, false],
    ] as const) {
      const { error } = draftPolicy.safeParse(withValue(defaults.settings, path, value));
      const refused = error?.issues.some(
        (issue) => issue.code !== "custom" && issue.path.join(".") === path,
      );
      expect(refused ?? false, `${path} ${value}`).toBe(!isGood);
    }
  }
});

test("limits are of settings that the form holds, and of no other", () => {
  const general = (path: string) =>
    path.replace(/^(actions\.catalogue|trust\.behaviours)\.[^.]+\./, "$1.*.").replace(/@.*$/, "");
  const ofLists = /^(tier\.labels|actions\.(own|texts))\./;
  const shown = new Set([
    ...paths.map(general),
    ...["value", "weight", "cap"].map((part) => `trust.behaviours.*.${part}`),
    ...["effort", "coolDownDays", "suppressionDays"].map((part) => `actions.catalogue.*.${part}`),
  ]);
  expect(
    Object.keys(limits).filter((path) => !ofLists.test(path) && !shown.has(general(path))),
  ).toEqual([]);
});

test.each(Object.values(usualCuts))("cut by $method is one that the API takes", (cut) => {
  const draft = withValue(defaults.settings, "tier.cut", cut);
  expect(draftPolicy.safeParse(draft).error).toBeUndefined();
  expect(unitOf("tier.cut.high", cut.method)).toBe(cut.method === "threshold" ? "points" : "share");
});
