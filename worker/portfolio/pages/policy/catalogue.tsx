/** The catalogue of actions: which are offered, what they cost, and how long they then rest. */
import { useTools } from "../../tools.ts";
import { defaults } from "./defaults.ts";
import { useForm } from "./form-context.ts";
import { NumberInput } from "./number-field.tsx";
import { usualEntry } from "./own/typed-own.ts";
import { nameOf } from "./setting-words.ts";
import { valueAt } from "./settings.ts";

const parts = ["effort", "coolDownDays", "suppressionDays"] as const;
/** All built-in ones, also those that are switched off. */
const builtIn = defaults.settings.actions.catalogue.map(({ key }) => key);

export function Catalogue() {
  const { t, currency } = useTools();
  const { settings } = useForm();
  const keys = [...builtIn, ...settings.actions.own.map(({ key }) => key)];
  const unitOf = (part: string) => (part === "effort" ? currency : t("policy.signs.days"));
  return (
    <>
      <p class="muted small">{t("policy.catalogueLead")}</p>
      <div class="table-frame" role="region" aria-label={t("policy.groups.catalogue")} tabIndex={0}>
        <table class="plain-table entries">
          <thead>
            <tr>
              <th scope="col">{t("policy.parts.offered")}</th>
              {parts.map((part) => (
                <th key={part} scope="col">
                  {t("policy.withUnit", { name: t(`policy.parts.${part}`), unit: unitOf(part) })}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {keys.map((key) => (
              <Entry key={key} path={`actions.catalogue.${key}`} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Entry({ path }: { path: string }) {
  const tools = useTools();
  const { base, settings, method, change } = useForm();
  const isOn = valueAt(settings, path) !== undefined;
  const [key] = path.split(".").slice(-1);
  const entry = valueAt(base.settings, path) ?? defaults.at(path, method) ?? { ...usualEntry, key };
  return (
    <tr>
      <th scope="row">
        <label class="choice">
          <input
            type="checkbox"
            checked={isOn}
            onChange={({ currentTarget }) =>
              change(path, currentTarget.checked ? entry : undefined)
            }
          />
          {nameOf(path, tools, settings)}
        </label>
      </th>
      {parts.map((part) => (
        <td key={part}>
          {isOn && (
            <NumberInput
              path={`${path}.${part}`}
              label={nameOf(`${path}.${part}`, tools, settings)}
            />
          )}
        </td>
      ))}
    </tr>
  );
}
