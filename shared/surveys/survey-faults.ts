/**
 * Faults of a survey as a whole: what the contract refuses and the editor names at its field.
 * Without zod, which pages do not load.
 */

/** Most of each part of a survey; texts in UTF-16 code units. */
export const surveyLimits = {
  name: 80,
  title: 120,
  intro: 600,
  invitation: 400,
  thanks: 400,
  label: 300,
  end: 60,
  option: 120,
  languages: 20,
  /** An answer takes seconds, not minutes. */
  questions: 20,
  drivers: 6,
  options: 12,
} as const;

/** Metrics that may stand in a survey once. */
export const metricKinds = ["nps", "csat", "ces"] as const;
export const thanksEnds = ["low", "middle", "high"] as const;

type Texts = Readonly<Record<string, string>>;
type AskedQuestion = {
  key: string;
  kind: string;
  label: Texts;
  low?: Texts;
  high?: Texts;
  options?: readonly { key: string; label: Texts }[];
};
/** Parts of a survey that its faults lie in. */
export type SurveyParts = {
  name: string;
  languages: readonly string[];
  title: Texts;
  invitation: Texts;
  thanks: Readonly<Record<(typeof thanksEnds)[number], Texts>>;
  questions: readonly AskedQuestion[];
};

type Path = (string | number)[];
/** A fault with its path in the survey. */
export type SurveyFault = { path: Path } & (
  | { fault: "missing_text"; language: string }
  | { fault: "second_metric"; kind: string }
  | { fault: "too_many_drivers"; count: number }
  | {
      fault:
        | "no_name"
        | "no_languages"
        | "no_questions"
        | "too_many_questions"
        | "few_options"
        | "language_twice"
        | "key_twice"
        | "option_twice";
    }
);

/** Every text of a survey with its path: those that need each of its languages. */
function* textsOf(body: SurveyParts): Generator<[path: Path, Texts]> {
  yield [["title"], body.title];
  yield [["invitation"], body.invitation];
  for (const end of thanksEnds) yield [["thanks", end], body.thanks[end]];
  for (const [at, one] of body.questions.entries()) {
    yield [["questions", at, "label"], one.label];
    if (one.low !== undefined) yield [["questions", at, "low"], one.low];
    if (one.high !== undefined) yield [["questions", at, "high"], one.high];
    for (const [option, { label }] of (one.options ?? []).entries())
      yield [["questions", at, "options", option, "label"], label];
  }
}

const repeated = (keys: readonly string[]): number =>
  keys.findIndex((key, at) => keys.indexOf(key) !== at);

/** Faults of the questions among each other. */
function* questionFaults({ questions }: SurveyParts): Generator<SurveyFault> {
  if (questions.length === 0) yield { path: ["questions"], fault: "no_questions" };
  if (questions.length > surveyLimits.questions)
    yield { path: ["questions"], fault: "too_many_questions" };
  const twice = repeated(questions.map(({ key }) => key));
  if (twice >= 0) yield { path: ["questions", twice, "key"], fault: "key_twice" };
  for (const kind of metricKinds) {
    const [, second] = questions.flatMap((one, place) => (one.kind === kind ? [place] : []));
    if (second !== undefined)
      yield { path: ["questions", second, "kind"], fault: "second_metric", kind };
  }
  const count = questions.filter(({ kind }) => kind === "driver").length;
  if (count > surveyLimits.drivers) yield { path: ["questions"], fault: "too_many_drivers", count };
  for (const [at, { options }] of questions.entries()) {
    if (options === undefined) continue;
    const path = ["questions", at, "options"];
    if (options.length < 2) yield { path, fault: "few_options" };
    if (repeated(options.map(({ key }) => key)) >= 0) yield { path, fault: "option_twice" };
  }
}

/** Returns the faults of a survey whose parts each have the right shape. */
export function* surveyFaults(body: SurveyParts): Generator<SurveyFault> {
  if (body.name.trim() === "") yield { path: ["name"], fault: "no_name" };
  if (body.languages.length === 0) yield { path: ["languages"], fault: "no_languages" };
  for (const [path, texts] of textsOf(body))
    for (const language of body.languages)
      if ((texts[language] ?? "").trim() === "")
        yield { path: [...path, language], fault: "missing_text", language };
  const twice = repeated(body.languages);
  if (twice >= 0) yield { path: ["languages", twice], fault: "language_twice" };
  yield* questionFaults(body);
}
