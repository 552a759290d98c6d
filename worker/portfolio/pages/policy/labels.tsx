/** Names of tiers in both languages; an empty one is called as usual. */
import { TierBadge, type Tier } from "../../../../shared/ui/tier-badge.tsx";
import { tiers } from "../../codes.ts";
import { useTools } from "../../tools.ts";
import { useForm } from "./form-context.ts";
import { valueAt } from "./settings.ts";

type Label = { key: Tier; en: string; zh_CN: string };
const longest = 30;

export function Labels() {
  const { t } = useTools();
  return (
    <>
      <p class="muted small">{t("policy.labelsLead")}</p>
      <table class="plain-table entries labels">
        <thead>
          <tr>
            <th scope="col">{t("policy.parts.tier")}</th>
            <th scope="col">English</th>
            <th scope="col">中文</th>
          </tr>
        </thead>
        <tbody>
          {tiers.map((tier) => (
            <Row key={tier} tier={tier} />
          ))}
        </tbody>
      </table>
    </>
  );
}

function Row({ tier }: { tier: Tier }) {
  const { t } = useTools();
  const { settings, change } = useForm();
  const path = `tier.labels.${tier}`;
  const label = (valueAt(settings, path) as Label | undefined) ?? { key: tier, en: "", zh_CN: "" };
  return (
    <tr>
      <th scope="row">
        <TierBadge tier={tier} />
      </th>
      {(["en", "zh_CN"] as const).map((language) => (
        <td key={language}>
          <input
            id={language === "en" ? `set-${path}` : undefined}
            class="input"
            maxLength={longest}
            lang={language === "en" ? "en" : "zh-CN"}
            aria-label={t(`policy.labelOf.${language}`, { name: t(`codes.tier.${tier}`) })}
            placeholder={t("policy.usualName")}
            value={label[language]}
            onInput={({ currentTarget }) => {
              const next = { ...label, [language]: currentTarget.value };
              change(path, next.en === "" && next.zh_CN === "" ? undefined : next);
            }}
          />
        </td>
      ))}
    </tr>
  );
}
