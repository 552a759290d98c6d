/** The form for one condition of a filter: a field, and what it is to be. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Condition, Field } from "../../../../shared/contract/customer-filter.ts";
import {
  instantFields,
  numberFields,
  type InstantField,
  type NumberField,
} from "../../../../shared/contract/filter-fields.ts";
import { plain } from "../../../../shared/locales/translate.ts";
import { abcClasses, customerKinds, stages, tiers, warningSigns } from "../../codes.ts";
import { rfmSegments } from "../rfm/rfm-segments.ts";
import { Loading } from "../../frame/states.tsx";
import { onEscape } from "../../../../shared/ui/guard.ts";
import { useTools, type Tools } from "../../tools.ts";
import { useOwners, useSegments } from "../../use-choices.ts";
import { codeWords } from "./describe.ts";

/** Codes to choose from, of the fields that have a few. */
const codes: Partial<Record<Field, readonly string[]>> = {
  tier: tiers,
  stage: stages,
  warning: ["act", "watch"],
  abc: abcClasses,
  kind: customerKinds,
  rfmSegment: rfmSegments,
  rfmBefore: rfmSegments,
  warningSign: warningSigns,
};
const offered: readonly Field[] = [
  "tier",
  "stage",
  "value",
  "chance",
  "trust",
  "warning",
  "warningSign",
  "rfmSegment",
  "rfmBefore",
  "abc",
  "owner",
  "segment",
  "lastContactAt",
  "lastPurchaseAt",
  "lastAskedAt",
  "firstPurchaseAt",
  "tierScore",
  "relationship",
  "alive",
  "recency",
  "frequency",
  "monetary",
  "kind",
];
const isNumber = (field: Field): field is NumberField => numberFields.some((one) => one === field);
const isInstant = (field: Field): field is InstantField =>
  instantFields.some((one) => one === field);

type Typed = {
  field: Field;
  chosen: string[];
  from: string;
  below: string;
  isUnknown: boolean;
};
const blank = (field: Field): Typed => ({
  field,
  chosen: [],
  from: "",
  below: "",
  isUnknown: false,
});

/** Turns a typed number into the unit of its field; undefined where nothing was typed. */
function numberOf(field: NumberField, typed: string, { decimals }: Tools): number | undefined {
  if (typed.trim() === "") return undefined;
  const value = Number(typed);
  if (field === "value") return Math.round(value * 10 ** decimals);
  return field === "alive" || field === "chance" ? value / 100 : value;
}
/** The instant at which a day begins here. */
const instantOf = (typed: string): string | undefined =>
  typed === "" ? undefined : new Date(`${typed}T00:00`).toISOString();

/** Returns the condition that was typed, or null while it is none yet. */
function conditionOf(typed: Typed, tools: Tools): Condition | null {
  const { field } = typed;
  if (typed.isUnknown) return { field, known: false };
  if (isNumber(field) || isInstant(field)) {
    const [from, below] = isNumber(field)
      ? [numberOf(field, typed.from, tools), numberOf(field, typed.below, tools)]
      : [instantOf(typed.from), instantOf(typed.below)];
    if (from === undefined && below === undefined) return null;
    if (from !== undefined && below !== undefined && from >= below) return null;
    return {
      field,
      ...(from !== undefined && { from }),
      ...(below !== undefined && { below }),
    } as Condition;
  }
  return typed.chosen.length === 0 ? null : { field, in: typed.chosen };
}

/** `add` gets the condition; `close` ends the form without one. */
export function FilterForm({ add, close }: { add(condition: Condition): void; close(): void }) {
  const tools = useTools();
  const { t } = tools;
  const [typed, setTyped] = useState(() => blank("tier"));
  const set = (changes: Partial<Typed>) => setTyped((before) => ({ ...before, ...changes }));
  const first = useRef<HTMLSelectElement>(null);
  useLayoutEffect(() => first.current?.focus(), []);
  const condition = conditionOf(typed, tools);
  const submit = (event: Event) => {
    event.preventDefault();
    if (condition !== null) add(condition);
  };
  return (
    <form class="filter-form sheet" onSubmit={submit} onKeyDown={onEscape(close)}>
      <label class="field">
        <span>{t("customers.filter.field")}</span>
        <select
          class="input"
          ref={first}
          value={typed.field}
          onChange={({ currentTarget }) => {
            const field = offered.find((one) => one === currentTarget.value);
            if (field !== undefined) setTyped(blank(field));
          }}
        >
          {offered.map((field) => (
            <option key={field} value={field}>
              {t(`customers.column.${field}`)}
            </option>
          ))}
        </select>
      </label>
      <Values typed={typed} set={set} />
      <label class="choice">
        <input
          type="checkbox"
          checked={typed.isUnknown}
          onChange={({ currentTarget }) => set({ isUnknown: currentTarget.checked })}
        />
        {t("customers.filter.unknown")}
      </label>
      <div class="row">
        <button type="submit" class="button primary" disabled={condition === null}>
          {t("customers.filter.add")}
        </button>
        <button type="button" class="button quiet" onClick={close}>
          {t("customers.filter.cancel")}
        </button>
      </div>
    </form>
  );
}

type Typing = { typed: Typed; set(changes: Partial<Typed>): void };

function Values({ typed, set }: Typing) {
  const tools = useTools();
  const { field, isUnknown } = typed;
  if (isUnknown) return null;
  if (isNumber(field) || isInstant(field)) return <Bounds typed={typed} set={set} />;
  if (field === "owner") return <Owners typed={typed} set={set} />;
  if (field === "segment") return <Segments typed={typed} set={set} />;
  const choices = (codes[field] ?? []).map((code) => ({
    code,
    words: codeWords(field, code, tools, new Map()),
  }));
  return <Choices typed={typed} set={set} choices={choices} />;
}

function Owners(typing: Typing) {
  const { t, me } = useTools();
  const owners = useOwners();
  const choices = owners?.map(({ id, name }) => {
    const words = plain(name ?? t("customers.unnamed"));
    return {
      code: id,
      words: id === me.user.id ? t("customers.filter.me", { name: words }) : words,
    };
  });
  return <Choices {...typing} choices={choices ?? null} />;
}

function Segments(typing: Typing) {
  const segments = useSegments();
  const choices = segments?.map((code) => ({ code, words: plain(code) }));
  return <Choices {...typing} choices={choices ?? null} />;
}

/** `choices` are null while they are on their way. */
function Choices({
  typed,
  set,
  choices,
}: Typing & { choices: readonly { code: string; words: string }[] | null }) {
  const { t } = useTools();
  const { field, chosen } = typed;
  if (choices === null) return <Loading rows={3} />;
  if (choices.length === 0) return <p class="muted">{t("customers.filter.nothing")}</p>;
  return (
    <fieldset class="choices">
      <legend class="hidden">{t(`customers.column.${field}`)}</legend>
      {choices.map(({ code, words }) => (
        <label key={code} class="choice">
          <input
            type="checkbox"
            checked={chosen.includes(code)}
            onChange={({ currentTarget }) =>
              set({
                chosen: currentTarget.checked
                  ? [...chosen, code]
                  : chosen.filter((one) => one !== code),
              })
            }
          />
          <bdi>{words}</bdi>
        </label>
      ))}
    </fieldset>
  );
}

function Bounds({ typed, set }: Typing) {
  const { t, currency } = useTools();
  const { field } = typed;
  const isTime = isInstant(field);
  const unit =
    field === "value" ? currency : field === "alive" || field === "chance" ? "%" : undefined;
  return (
    <div class="pair">
      {(["from", "below"] as const).map((end) => (
        <label key={end} class="field">
          <span>
            {t(`customers.filter.${end}${isTime ? "Time" : ""}`)}
            {unit !== undefined && ` (${unit})`}
          </span>
          <input
            class="input"
            type={isTime ? "date" : "number"}
            step="any"
            value={typed[end]}
            onInput={({ currentTarget }) => set({ [end]: currentTarget.value })}
          />
        </label>
      ))}
    </div>
  );
}
