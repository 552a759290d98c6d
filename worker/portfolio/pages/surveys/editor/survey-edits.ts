/** Edits of a survey that is being made: pure, each answers another survey. */
import type { Question, SurveyBody } from "../../../../../shared/contract/survey.ts";

export type Kind = Question["kind"];
/** In the order in which they are offered. */
export const kinds: readonly Kind[] = [
  "nps",
  "csat",
  "ces",
  "driver",
  "trust",
  "scale",
  "choice",
  "text",
];

type Texts = Record<string, string>;
/** Ends of a scale that every language of a survey fills anew. */
const noEnds = () => ({ low: {} as Texts, high: {} as Texts });

/** Returns a name that no other of the list has: "driver", "driver_2". */
export function freeKey(wanted: string, taken: readonly string[]): string {
  if (!taken.includes(wanted)) return wanted;
  let number = 2;
  while (taken.includes(`${wanted}_${number}`)) number++;
  return `${wanted}_${number}`;
}

/** Ends of the nearest question of a kind: a second one of a kind is on the same scale. */
function endsLike(body: SurveyBody, kind: Kind) {
  const like = body.questions.findLast((one) => one.kind === kind);
  return like !== undefined && "low" in like ? { low: like.low, high: like.high } : noEnds();
}

/** Returns a new question of a kind, without its words. */
export function newQuestion(body: SurveyBody, kind: Kind): Question {
  const key = freeKey(
    kind,
    body.questions.map((one) => one.key),
  );
  const asked = { key, label: {}, required: body.questions.length === 0 };
  if (kind === "text") return { ...asked, kind, required: false };
  if (kind === "choice")
    return {
      ...asked,
      kind,
      isMultiple: false,
      options: [
        { key: "option", label: {} },
        { key: "option_2", label: {} },
      ],
    };
  const ends = endsLike(body, kind);
  if (kind === "trust")
    return { ...asked, ...ends, kind, dimension: "professionalism", isReversed: false };
  if (kind === "scale") return { ...asked, ...ends, kind, from: 1, to: 5 };
  return { ...asked, ...ends, kind };
}

/** Puts the question at `from` to the place `to`. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const rest = list.filter((_, at) => at !== from);
  const one = list[from];
  return one === undefined ? [...list] : rest.toSpliced(to, 0, one);
}

/** Returns texts with one of them changed; an empty one is none. */
export function withText(texts: Texts, language: string, text: string): Texts {
  const { [language]: _, ...rest } = texts;
  return text === "" ? rest : { ...rest, [language]: text };
}

/** Applies a change to every text of a survey. */
export function mapTexts(body: SurveyBody, change: (texts: Texts) => Texts): SurveyBody {
  const { low, middle, high } = body.thanks;
  return {
    ...body,
    title: change(body.title),
    intro: change(body.intro),
    invitation: change(body.invitation),
    thanks: { low: change(low), middle: change(middle), high: change(high) },
    questions: body.questions.map((one) => mapQuestion(one, change)),
  };
}

function mapQuestion(one: Question, change: (texts: Texts) => Texts): Question {
  const label = change(one.label);
  if (one.kind === "text") return { ...one, label };
  if (one.kind === "choice")
    return {
      ...one,
      label,
      options: one.options.map((option) => ({ ...option, label: change(option.label) })),
    };
  return { ...one, label, low: change(one.low), high: change(one.high) };
}

/** Takes a language out of a survey with all of its texts. */
export const withoutLanguage = (body: SurveyBody, language: string): SurveyBody => ({
  ...mapTexts(body, (texts) => withText(texts, language, "")),
  languages: body.languages.filter((one) => one !== language),
});

/** Returns a survey as it is sent: without spaces at the ends, without texts of no language. */
export const tidied = (body: SurveyBody): SurveyBody => ({
  ...mapTexts(body, (texts) =>
    Object.fromEntries(
      Object.entries(texts).flatMap(([language, text]) => {
        const kept = text.trim();
        return kept === "" || !body.languages.includes(language) ? [] : [[language, kept]];
      }),
    ),
  ),
  name: body.name.trim(),
});

/** Returns a copy under another name. */
export const copyOf = (body: SurveyBody, name: string): SurveyBody => ({
  ...body,
  name: name.slice(0, 80),
});

/** Returns the name under which a new survey is kept. */
export const newId = (): string => `own_${crypto.randomUUID().replaceAll("-", "").slice(0, 12)}`;
