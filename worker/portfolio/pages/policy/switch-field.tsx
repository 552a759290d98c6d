/** A field for yes or no. */
import { useTools } from "../../tools.ts";
import { defaults } from "./defaults.ts";
import { useForm } from "./form-context.ts";
import { fieldId, ResetButton } from "./number-field.tsx";
import { hintOf, nameOf, valueWords } from "./setting-words.ts";
import { valueAt } from "./settings.ts";

export function SwitchField({ path }: { path: string }) {
  const tools = useTools();
  const { settings, method, change } = useForm();
  const usual = defaults.at(path, method);
  return (
    <div class="setting">
      <label for={fieldId(path)}>{nameOf(path, tools, settings)}</label>
      <span class="with-unit">
        <input
          id={fieldId(path)}
          type="checkbox"
          checked={valueAt(settings, path) === true}
          aria-describedby={`${fieldId(path)}-more`}
          onChange={({ currentTarget }) => change(path, currentTarget.checked)}
        />
      </span>
      <div id={`${fieldId(path)}-more`} class="setting-more small muted">
        <p>{hintOf(path, tools)}</p>
        <p>
          {tools.t("policy.default", {
            value: valueWords(path, usual === true, settings, tools),
          })}{" "}
          <ResetButton path={path} />
        </p>
      </div>
    </div>
  );
}
