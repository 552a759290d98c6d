/** Behaviours as evidence of trust: of which dimension, how good or bad, how heavy, up to what. */
import { useTools } from "../../tools.ts";
import { useForm } from "./form-context.ts";
import { NumberInput } from "./number-field.tsx";
import { nameOf } from "./setting-words.ts";
import { valueAt } from "./settings.ts";

const parts = ["value", "weight", "cap"] as const;
const dimensions = ["professionalism", "expertise", "rapport", "benefit"];

export function Behaviours() {
  const { t } = useTools();
  const { settings } = useForm();
  return (
    <>
      <p class="muted small">{t("policy.behavioursLead")}</p>
      <div
        class="table-frame"
        role="region"
        aria-label={t("policy.groups.behaviours")}
        tabIndex={0}
      >
        <table class="plain-table entries">
          <thead>
            <tr>
              {["behaviour", "dimension", ...parts].map((part) => (
                <th key={part} scope="col">
                  {t(`policy.parts.${part}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {Object.keys(settings.trust.behaviours).map((key) => (
              <Entry key={key} path={`trust.behaviours.${key}`} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Entry({ path }: { path: string }) {
  const tools = useTools();
  const { settings, change } = useForm();
  const dimension = `${path}.dimension`;
  return (
    <tr>
      <th scope="row">{nameOf(path, tools, settings)}</th>
      <td>
        <select
          class="input"
          aria-label={nameOf(dimension, tools, settings)}
          value={String(valueAt(settings, dimension))}
          onChange={({ currentTarget }) => change(dimension, currentTarget.value)}
        >
          {dimensions.map((one) => (
            <option key={one} value={one}>
              {tools.t(`codes.dimension.${one}`)}
            </option>
          ))}
        </select>
      </td>
      {parts.map((part) => (
        <td key={part}>
          <NumberInput
            path={`${path}.${part}`}
            label={nameOf(`${path}.${part}`, tools, settings)}
          />
        </td>
      ))}
    </tr>
  );
}
