/** The choice of how tiers are cut; another method begins with its own bounds. */
import { useTools } from "../../tools.ts";
import { usualCuts, type Cut } from "./defaults.ts";
import { useForm } from "./form-context.ts";

const methods: readonly Cut["method"][] = ["quantile", "pareto", "threshold"];

export function CutMethod() {
  const { t } = useTools();
  const { base, method, change } = useForm();
  const saved = base.settings.tier.cut;
  const choose = (chosen: Cut["method"]) =>
    change("tier.cut", saved.method === chosen ? saved : usualCuts[chosen]);
  return (
    <fieldset class="cut-methods">
      <legend>{t("policy.fields.tier.cut.method.name")}</legend>
      {methods.map((one) => (
        <label key={one} class="choice">
          <input
            type="radio"
            name="cut-method"
            checked={one === method}
            onChange={() => choose(one)}
          />
          <span>
            {t(`policy.methods.${one}`)}
            <span class="small muted block">{t(`policy.methodHints.${one}`)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
