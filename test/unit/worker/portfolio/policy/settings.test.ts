/** Settings by path: any change is found, put back, and put onto another policy. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PolicySettings } from "../../../../../shared/contract/requests.ts";
import { defaults } from "../../../../../worker/portfolio/pages/policy/defaults.ts";
import { sections } from "../../../../../worker/portfolio/pages/policy/fields.ts";
import {
  changesOf,
  rebased,
  valueAt,
  withValue,
} from "../../../../../worker/portfolio/pages/policy/settings.ts";

const usual: PolicySettings = defaults.settings;
const keys = usual.actions.catalogue.map(({ key }) => key);
const numbers = sections
  .flatMap(({ groups }) => groups.flatMap(({ paths }) => paths))
  .filter((path) => typeof valueAt(usual, path) === "number")
  .concat(keys.map((key) => `actions.catalogue.${key}.effort`));
/** A change of a number, or an action taken out of the catalogue. */
const anyChange = fc.oneof(
  fc.tuple(fc.constantFrom(...numbers), fc.integer({ min: -9, max: -1 })),
  fc.tuple(
    fc.constantFrom(...keys.map((key) => `actions.catalogue.${key}`)),
    fc.constant(undefined),
  ),
);
type Made = [path: string, value: number | undefined];
const made = (changes: Made[], from = usual) =>
  changes.reduce(
    (all, [path, value]) =>
      // An effort of what is out of the catalogue is no setting.
      valueAt(all, path) === undefined ? all : withValue(all, path, value),
    from,
  );
const anyPolicy = fc.array(anyChange, { maxLength: 8 }).map((changes) => made(changes as Made[]));
const put = (from: PolicySettings, path: string, of: PolicySettings) =>
  withValue(from, path, valueAt(of, path));

describe("changes between two policies", () => {
  test("are none of a policy and itself, and all that it takes to get from one to the other", () => {
    fc.assert(
      fc.property(anyPolicy, anyPolicy, (before, after) => {
        expect(changesOf(before, before)).toEqual([]);
        const there = changesOf(before, after).reduce(
          (all, { path }) => put(all, path, after),
          before,
        );
        expect(changesOf(there, after)).toEqual([]);
      }),
    );
  });

  test("name an action once when it is on one side alone", () => {
    const without = withValue(usual, "actions.catalogue.win_back", undefined);
    expect(changesOf(usual, without)).toEqual([
      { path: "actions.catalogue.win_back", before: "win_back", after: undefined },
    ]);
  });
});

describe("changes put onto a policy that somebody saved meanwhile", () => {
  test("keep all of mine, and all of theirs that I did not change", () => {
    fc.assert(
      fc.property(anyPolicy, anyPolicy, (mine, theirs) => {
        const { settings, both } = rebased(usual, mine, theirs);
        for (const { path } of changesOf(usual, mine))
          expect(valueAt(settings, path)).toEqual(valueAt(mine, path));
        const unit = (path: string) => path.replace(/^(actions\.catalogue\.[^.]+)\..*/, "$1");
        const own = changesOf(usual, mine).map(({ path }) => unit(path));
        const isMine = (path: string) => own.includes(unit(path));
        for (const { path } of changesOf(usual, theirs))
          if (!isMine(path)) expect(valueAt(settings, path)).toEqual(valueAt(theirs, path));
        expect(both.every((path) => own.includes(path))).toBe(true);
      }),
    );
  });

  test("take the cut whole when its method differs", () => {
    const mine = withValue(usual, "tier.cut.high", 0.25);
    const theirs = withValue(usual, "tier.cut", { method: "threshold", high: 70, mid: 40 });
    const { settings, both } = rebased(usual, mine, theirs);
    expect(settings.tier.cut).toEqual({ ...usual.tier.cut, high: 0.25 });
    expect(both).toEqual(["tier.cut"]);
  });
});
