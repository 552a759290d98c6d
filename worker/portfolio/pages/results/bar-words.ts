/** Names of bars in words, as the results and the lists behind them show them. */
import type { ListedAnswers } from "../../../../shared/contract/survey-answers.ts";
import { plain } from "../../../../shared/locales/translate.ts";
import type { Bar, BreakdownName } from "../../../../shared/surveys/results/bar.ts";
import { useTools, type Tools } from "../../tools.ts";
import { useFigures } from "../dashboards/figures.ts";

/** Returns how a group is named. */
export function useGroupName() {
  const { t } = useTools();
  const { longMonth } = useFigures();
  return (by: BreakdownName, key: string | null, name: string | null): string => {
    if (key === null || key === "") return t(`results.without.${by}`);
    if (key === "others") return t("results.others");
    if (by === "month") return longMonth(key);
    if (by === "tier") return t(`codes.tier.${key}`);
    return plain(name ?? t("dashboards.removed"));
  };
}

/** Returns a driver's label in the reader's language, or in the first there is. */
export const labelIn = (label: Record<string, string>, { locale }: Tools): string =>
  label[locale === "en" ? "en" : "zh-CN"] ?? Object.values(label)[0] ?? "";

/** Returns how the list behind a bar is headed. */
export function useBarWords() {
  const tools = useTools();
  const { t } = tools;
  const groupName = useGroupName();
  return (bar: Bar, { name, label }: Pick<ListedAnswers, "name" | "label">): string => {
    switch (bar.kind) {
      case "state":
        return t(`results.answers.of.${bar.state}`);
      case "metric":
        return t(`results.metrics.${bar.metric}`);
      case "band":
        return t(`results.bands.${bar.metric}.${bar.band}`);
      case "group":
        return t("results.answers.of.group", {
          figure: t(`results.by.${bar.by}`, { metric: t(`results.metrics.${bar.metric}`) }),
          group: groupName(bar.by, bar.key, name),
        });
      case "driver":
        return label === null ? bar.key : plain(labelIn(label, tools));
      case "trust":
        return t(`codes.dimension.${bar.dimension}`);
      case "theme":
        return t("results.answers.of.theme", { term: bar.term });
    }
  };
}
