/** A new survey to begin with: one question, thanks, and the words in the reader's language. */
import type { SurveyBody } from "../../../../shared/contract/survey.ts";
import type { Locale } from "../../../../shared/locales/format.ts";

type Texts = Record<string, string>;
const first = { en: "en", zh_CN: "zh-CN" } as const;

/** Returns a survey that asks NPS, without a name and a title. */
export function newSurvey(locale: Locale): SurveyBody {
  const say = (en: string, zh: string): Texts => (locale === "en" ? { en } : { [first.zh_CN]: zh });
  const thanks = say("Thank you.", "谢谢您！");
  return {
    name: "",
    languages: [first[locale]],
    title: {},
    intro: {},
    invitation: {},
    questions: [
      {
        key: "nps",
        kind: "nps",
        required: true,
        label: say(
          "How likely are you to recommend us to a colleague or a friend?",
          "您有多大可能向同事或朋友推荐我们？",
        ),
        low: say("Not at all likely", "完全不可能"),
        high: say("Extremely likely", "极有可能"),
      },
      { key: "why", kind: "text", required: false, label: say("Why?", "为什么？") },
    ],
    thanks: { low: thanks, middle: thanks, high: thanks },
    offersCall: true,
  };
}
