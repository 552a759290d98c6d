/** Words for an action: a text for the customer in each language, its placeholders listed. */
import { useState } from "preact/hooks";
import { textGaps, unknownGaps } from "../../../../shared/scoring/actions/own/text-gaps.ts";
import { useTools } from "../../tools.ts";
import { useForm } from "./form-context.ts";
import { actionTitle, faultWords } from "./setting-words.ts";
import { valueAt } from "./settings.ts";

type Text = { key: string; en: string; zh_CN: string };
const languages = ["en", "zh_CN"] as const;
const mostOfText = 2000;

export function Texts() {
  const tools = useTools();
  const { t } = tools;
  const { base, settings } = useForm();
  const { catalogue, own, texts } = settings.actions;
  const keys = [
    ...new Set([...base.settings.actions.catalogue, ...catalogue, ...own].map(({ key }) => key)),
  ];
  const [chosen, setChosen] = useState<string>(texts[0]?.key ?? keys[0] ?? "");
  const key = keys.some((one) => one === chosen) ? chosen : (keys[0] ?? "");
  return (
    <div class="texts">
      <p class="muted small">{t("policy.texts.lead")}</p>
      <label class="field">
        <span>{t("policy.parts.offered")}</span>
        <select
          class="input"
          value={key}
          onChange={({ currentTarget }) => setChosen(currentTarget.value)}
        >
          {keys.map((one) => (
            <option key={one} value={one}>
              {t(
                texts.some((text) => text.key === one) ? "policy.texts.has" : "policy.texts.plain",
                {
                  name: actionTitle(one, settings, tools),
                },
              )}
            </option>
          ))}
        </select>
      </label>
      <div class="pair">
        {languages.map((language) => (
          <TextField key={`${key} ${language}`} of={key} language={language} />
        ))}
      </div>
      <p class="small muted gaps">
        {t("policy.texts.gaps")}
        {textGaps.map((gap) => (
          <span key={gap}>
            <code>{`{${gap}}`}</code> {t(`policy.texts.gap.${gap}`)}
          </span>
        ))}
      </p>
    </div>
  );
}

function TextField({ of, language }: { of: string; language: "en" | "zh_CN" }) {
  const tools = useTools();
  const { t } = tools;
  const { settings, faults, change } = useForm();
  const path = `actions.texts.${of}`;
  const text = (valueAt(settings, path) as Text | undefined) ?? { key: of, en: "", zh_CN: "" };
  const fault = faults.get(`${path}.${language}`);
  const id = `set-${path}.${language}`;
  const write = (typed: string) => {
    const next = { ...text, [language]: typed };
    // A text that is empty in both languages is none.
    change(path, next.en === "" && next.zh_CN === "" ? undefined : next);
  };
  const [unknown] = unknownGaps(text[language]);
  return (
    <div class="field">
      <label for={id}>{t(`policy.texts.${language}`)}</label>
      <textarea
        id={id}
        class="input"
        rows={6}
        maxLength={mostOfText}
        lang={language === "en" ? "en" : "zh-CN"}
        placeholder={t("policy.texts.usual")}
        value={text[language]}
        aria-invalid={fault !== undefined || undefined}
        aria-describedby={fault === undefined ? undefined : `${id}-fault`}
        onInput={({ currentTarget }) => write(currentTarget.value)}
      />
      {fault !== undefined && (
        <p id={`${id}-fault`} class="fault" role="alert">
          {unknown === undefined
            ? faultWords(fault, "plain", tools)
            : t("policy.texts.unknownGap", { gap: `{${unknown}}` })}
        </p>
      )}
    </div>
  );
}
