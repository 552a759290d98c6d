/** The form for one own action; it goes into the draft when it is done. */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { ownUrgencies } from "../../../../../shared/scoring/actions/own/own-measures.ts";
import { onEscape } from "../../../../../shared/ui/guard.ts";
import { useTools } from "../../../tools.ts";
import { Conditions } from "./conditions.tsx";
import { faultsOf, languages, type TypedOwn } from "./typed-own.ts";

const longest = { title: 80, reason: 200 } as const;

export function OwnForm({
  typed,
  change,
  keep,
  close,
}: {
  typed: TypedOwn;
  change(typed: TypedOwn): void;
  keep(typed: TypedOwn): void;
  close(): void;
}) {
  const { t, decimals } = useTools();
  const [isTried, setTried] = useState(false);
  const form = useRef<HTMLFieldSetElement>(null);
  const faults = isTried ? faultsOf(typed, decimals) : new Set<string>();
  const set = (changes: Partial<TypedOwn>) => change({ ...typed, ...changes });
  useLayoutEffect(() => form.current?.querySelector("input")?.focus(), []);
  const done = () => {
    if (faultsOf(typed, decimals).size === 0) return keep(typed);
    setTried(true);
  };
  useEffect(() => {
    if (isTried) form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [isTried]);
  return (
    <fieldset class="own-form" id="own-form" ref={form} onKeyDown={onEscape(close)}>
      <legend class="strong">
        {t(typed.key === null ? "policy.own.new" : "policy.own.change")}
      </legend>
      <Wording part="title" typed={typed} set={set} isFaulty={faults.has("title")} />
      <Wording part="reason" typed={typed} set={set} isFaulty={faults.has("reason")} />
      <p class="small muted">{t("policy.own.oneLanguage")}</p>
      <Conditions
        conditions={typed.conditions}
        faults={faults}
        change={(conditions) => set({ conditions })}
      />
      <Urgency typed={typed} set={set} />
      <Numbers typed={typed} set={set} faults={faults} />
      <div class="row">
        <button type="button" class="button primary" onClick={done}>
          {t("policy.own.done")}
        </button>
        <button type="button" class="button quiet" onClick={close}>
          {t("policy.own.cancel")}
        </button>
      </div>
    </fieldset>
  );
}

type Part = { typed: TypedOwn; set(changes: Partial<TypedOwn>): void };

/** Title or reason, in both languages. */
function Wording({
  part,
  typed,
  set,
  isFaulty,
}: Part & { part: "title" | "reason"; isFaulty: boolean }) {
  const { t } = useTools();
  return (
    <div>
      <div class="pair">
        {languages.map((language) => (
          <label key={language} class="field">
            <span>{t(`policy.own.${part}.${language}`)}</span>
            <input
              class="input"
              maxLength={longest[part]}
              lang={language === "en" ? "en" : "zh-CN"}
              value={typed[part][language]}
              aria-invalid={isFaulty || undefined}
              onInput={({ currentTarget }) =>
                set({ [part]: { ...typed[part], [language]: currentTarget.value } })
              }
            />
          </label>
        ))}
      </div>
      {isFaulty && (
        <p class="fault" role="alert">
          {t("policy.own.needed")}
        </p>
      )}
    </div>
  );
}

function Urgency({ typed, set }: Part) {
  const { t } = useTools();
  return (
    <>
      <label class="field">
        <span>{t("policy.own.urgency")}</span>
        <select
          class="input"
          value={typed.urgency}
          onChange={({ currentTarget }) => {
            const urgency = ownUrgencies.find((one) => one === currentTarget.value);
            if (urgency !== undefined) set({ urgency });
          }}
        >
          {ownUrgencies.map((one) => (
            <option key={one} value={one}>
              {t(`policy.own.urgencies.${one}`)}
            </option>
          ))}
        </select>
      </label>
      <label class="choice">
        <input
          type="checkbox"
          checked={typed.sells}
          onChange={({ currentTarget }) => set({ sells: currentTarget.checked })}
        />
        {t("policy.own.sells")}
      </label>
    </>
  );
}

function Numbers({ typed, set, faults }: Part & { faults: ReadonlySet<string> }) {
  const { t, currency } = useTools();
  return (
    <div class="own-numbers">
      {(["effort", "coolDownDays", "suppressionDays"] as const).map((part) => (
        <label key={part} class="field">
          <span>
            {t("policy.withUnit", {
              name: t(`policy.own.numbers.${part}`),
              unit: part === "effort" ? currency : t("policy.signs.days"),
            })}
          </span>
          <input
            class="input num"
            inputMode="decimal"
            value={typed[part]}
            aria-invalid={faults.has(part) || undefined}
            onInput={({ currentTarget }) => set({ [part]: currentTarget.value })}
          />
          {faults.has(part) && (
            <span class="fault" role="alert">
              {t("policy.own.number")}
            </span>
          )}
        </label>
      ))}
    </div>
  );
}
