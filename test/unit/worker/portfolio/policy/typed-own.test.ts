/** Own actions as they are typed: kept as typed, and read again as they were kept. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { draftPolicy } from "../../../../../shared/contract/requests.ts";
import {
  codeComparisons,
  codeMeasures,
  numberComparisons,
  numberMeasures,
  ownUrgencies,
  type CodeMeasure,
} from "../../../../../shared/scoring/actions/own/own-measures.ts";
import { defaults } from "../../../../../worker/portfolio/pages/policy/defaults.ts";
import {
  faultsOf,
  firstCondition,
  readOwn,
  savedOwn,
  type TypedCondition,
  type TypedOwn,
} from "../../../../../worker/portfolio/pages/policy/own/typed-own.ts";
import { changesOf, withValue } from "../../../../../worker/portfolio/pages/policy/settings.ts";

const blank = readOwn(defaults.settings, "", 2);
const typed = (changes: Partial<TypedOwn> = {}): TypedOwn => ({
  ...blank,
  title: { en: "Invite to tea", zh_CN: "" },
  reason: { en: "Worth an hour", zh_CN: "值得" },
  ...changes,
});
const anyText = fc.stringMatching(/^[A-Za-z喝茶 ]{0,30}$/);
const both = fc
  .record({ en: anyText, zh_CN: anyText })
  .filter(({ en, zh_CN }) => (en + zh_CN).trim() !== "");
const anyCondition: fc.Arbitrary<TypedCondition> = fc.oneof(
  fc.constantFrom(...(Object.keys(codeMeasures) as CodeMeasure[])).chain((measure) =>
    fc.record({
      measure: fc.constant(measure),
      comparison: fc.constantFrom(...codeComparisons),
      value: fc.constantFrom<string>(...codeMeasures[measure]),
    }),
  ),
  fc.record({
    measure: fc.constantFrom(...numberMeasures),
    comparison: fc.constantFrom(...numberComparisons),
    value: fc.integer({ min: 0, max: 1_000_000 }).map(String),
  }),
);
const anyOwn: fc.Arbitrary<TypedOwn> = fc.record({
  key: fc.constant(null),
  title: both,
  reason: both,
  conditions: fc.array(anyCondition, { minLength: 1, maxLength: 10 }),
  urgency: fc.constantFrom(...ownUrgencies),
  sells: fc.boolean(),
  effort: fc.integer({ min: 0, max: 9999 }).map((pence) => String(pence / 100)),
  coolDownDays: fc.integer({ min: 1, max: 365 }).map(String),
  suppressionDays: fc.integer({ min: 1, max: 365 }).map(String),
});

describe("a typed own action", () => {
  test("is one that the API takes, whatever was typed without a fault", () => {
    fc.assert(
      fc.property(fc.array(anyOwn, { minLength: 1, maxLength: 4 }), (all) => {
        const settings = all.reduce((before, one) => {
          expect([...faultsOf(one, 2)]).toEqual([]);
          return savedOwn(before, one, 2);
        }, defaults.settings);
        expect(draftPolicy.safeParse(settings).error).toBeUndefined();
        expect(new Set(settings.actions.own.map(({ key }) => key)).size).toBe(all.length);
      }),
    );
  });

  test("changes nothing when it is read and kept as it is", () => {
    fc.assert(
      fc.property(anyOwn, (one) => {
        const kept = savedOwn(defaults.settings, one, 2);
        const [{ key } = { key: "" }] = kept.actions.own;
        expect(changesOf(kept, savedOwn(kept, readOwn(kept, key, 2), 2))).toEqual([]);
      }),
    );
  });

  test("is said in the other language where one is empty", () => {
    const { own } = savedOwn(defaults.settings, typed(), 2).actions;
    expect(own[0]).toMatchObject({
      key: "own_invite_to_tea",
      wording: {
        en: { title: "Invite to tea", reason: "Worth an hour" },
        zh_CN: { title: "Invite to tea", reason: "值得" },
      },
    });
  });

  test("stays switched off when it is changed while it is not offered", () => {
    const kept = savedOwn(defaults.settings, typed(), 2);
    const off = withValue(kept, "actions.catalogue.own_invite_to_tea", undefined);
    const changed = savedOwn(off, readOwn(off, "own_invite_to_tea", 2), 2);
    expect(changed.actions.catalogue).toEqual(defaults.settings.actions.catalogue);
  });

  test("names what is missing or no number", () => {
    const faulty = typed({
      title: { en: " ", zh_CN: "" },
      conditions: [firstCondition, { measure: "orders", comparison: "at_least", value: "few" }],
      effort: "-1",
      coolDownDays: "0",
    });
    expect([...faultsOf(faulty, 2)].toSorted()).toEqual([
      "condition 1",
      "coolDownDays",
      "effort",
      "title",
    ]);
  });
});
