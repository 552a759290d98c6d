/** A field for a time zone, with the browser's own list of them. */
import { useTools } from "../../tools.ts";
import { defaults } from "./defaults.ts";
import { useForm } from "./form-context.ts";
import { fieldId, ResetButton } from "./number-field.tsx";
import { faultWords, hintOf, nameOf } from "./setting-words.ts";
import { valueAt } from "./settings.ts";

export function ZoneField({ path }: { path: string }) {
  const tools = useTools();
  const { settings, faults, method, change } = useForm();
  const fault = faults.get(path);
  const id = fieldId(path);
  return (
    <div class="setting">
      <label for={id}>{nameOf(path, tools, settings)}</label>
      <span class="with-unit">
        <input
          id={id}
          class="input wide"
          list={`${id}-list`}
          autocomplete="off"
          spellcheck={false}
          value={String(valueAt(settings, path))}
          aria-invalid={fault !== undefined || undefined}
          aria-describedby={`${id}-more`}
          onInput={({ currentTarget }) => change(path, currentTarget.value.trim())}
        />
        <datalist id={`${id}-list`}>
          {["UTC", ...Intl.supportedValuesOf("timeZone")].map((zone) => (
            <option key={zone} value={zone} />
          ))}
        </datalist>
      </span>
      <div id={`${id}-more`} class="setting-more small muted">
        {fault !== undefined && (
          <p class="fault" role="alert">
            {faultWords(fault, "plain", tools)}
          </p>
        )}
        <p>{hintOf(path, tools)}</p>
        <p>
          {tools.t("policy.default", { value: String(defaults.at(path, method)) })}{" "}
          <ResetButton path={path} />
        </p>
      </div>
    </div>
  );
}
