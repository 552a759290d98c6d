/** A field for one number: its name, unit and hint, the default, and what is wrong with it. */
import { useTools } from "../../tools.ts";
import { defaults } from "./defaults.ts";
import { unitOf } from "./fields.ts";
import { useForm } from "./form-context.ts";
import { numberWords } from "./number-words.ts";
import { faultWords, hintOf, nameOf } from "./setting-words.ts";
import { typedOf } from "./typed-number.ts";
import { numberAt } from "./use-draft.ts";

/** Returns the id of a setting's field, by which a fault leads to it. */
export const fieldId = (path: string): string => `set-${path}`;

/** The number with its unit; `label` where no text beside it names it, but the head of a column. */
export function NumberInput({ path, label }: { path: string; label?: string }) {
  const tools = useTools();
  const { settings, typed, faults, method, type, leave } = useForm();
  const unit = unitOf(path, method);
  const fault = faults.get(path);
  const id = fieldId(path);
  const sign = unit === "money" ? tools.currency : tools.t(`policy.signs.${unit}`);
  return (
    <span class="with-unit">
      <input
        id={id}
        class="input num"
        inputMode="decimal"
        autocomplete="off"
        aria-label={label}
        value={typed[path] ?? typedOf(numberAt(settings, path), unit, tools.decimals)}
        aria-invalid={fault !== undefined || undefined}
        aria-describedby={`${id}-more`}
        onInput={({ currentTarget }) => type(path, currentTarget.value)}
        onBlur={() => leave(path)}
      />
      {label === undefined && sign !== "" && <span class="small muted">{sign}</span>}
      {label !== undefined && fault !== undefined && (
        <span id={`${id}-more`} class="fault" role="alert">
          {faultWords(fault, unit, tools)}
        </span>
      )}
    </span>
  );
}

/** A whole row of the form. */
export function NumberField({ path }: { path: string }) {
  const tools = useTools();
  const { t } = tools;
  const { settings, method, faults, typed } = useForm();
  const unit = unitOf(path, method);
  const fault = faults.get(path);
  const hint = hintOf(path, tools);
  return (
    <div class="setting" data-typed={path in typed || undefined}>
      <label for={fieldId(path)}>{nameOf(path, tools, settings)}</label>
      <NumberInput path={path} />
      <div id={`${fieldId(path)}-more`} class="setting-more small muted">
        {fault !== undefined && (
          <p class="fault" role="alert">
            {faultWords(fault, unit, tools)}
          </p>
        )}
        {hint !== "" && <p>{hint}</p>}
        <p>
          {t("policy.default", { value: numberWords(defaults.number(path, method), unit, tools) })}{" "}
          <ResetButton path={path} />
        </p>
      </div>
    </div>
  );
}

/** Puts the default back; nothing where it stands. */
export function ResetButton({ path }: { path: string }) {
  const tools = useTools();
  const { settings, typed, method, change } = useForm();
  const usual = defaults.at(path, method);
  if (defaults.is(settings, path) && !(path in typed)) return null;
  return (
    <button
      type="button"
      class="link"
      aria-label={tools.t("policy.resetOf", { name: nameOf(path, tools, settings) })}
      onClick={() => change(path, usual)}
    >
      {tools.t("policy.reset")}
    </button>
  );
}
