/** The questions of a survey as a form that works without scripts. */
import { html } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import type { Question, SurveyBody } from "../../../shared/contract/survey.ts";
import { scoresOf } from "../invite.ts";
import { type Answers, fieldOf, longestText } from "../read-form.ts";
import type { Words } from "./words.ts";

type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

export type Filled = {
  language: string;
  words: Words;
  answers: Answers;
  /** Keys of questions that are to be answered first. */ missing: readonly string[];
};

const say = (texts: Record<string, string>, language: string): string => texts[language] ?? "";

function labelOf({ label, required }: Question, { language, words }: Filled): Html {
  const text = say(label, language);
  return required ? html`${text} <span class="note">(${words.required})</span>` : html`${text}`;
}

function fault({ key }: Question, { words, missing }: Filled): Html {
  if (!missing.includes(key)) return html``;
  return html`<p class="fault" id="${fieldOf(key)}_fault" role="alert">${words.missing}</p>`;
}

const described = ({ key }: Question, { missing }: Filled): Html =>
  missing.includes(key) ? html` aria-describedby="${fieldOf(key)}_fault"` : html``;

function scores(question: Question & { low: Record<string, string> }, filled: Filled): Html {
  const name = fieldOf(question.key);
  const all = scoresOf(question) ?? [];
  const { language, answers } = filled;
  const high = "high" in question ? say(question.high, language) : "";
  const low = say(question.low, language);
  const meaning = (score: number) =>
    score === all[0] ? `, ${low}` : score === all.at(-1) ? `, ${high}` : "";
  return html`<fieldset${described(question, filled)}>
<legend>${labelOf(question, filled)}</legend>
<div class="scores${all.length > 7 ? " wide" : ""}">${all.map(
    (score) =>
      html`<label
        ><input
          type="radio"
          name="${name}"
          value="${score}"
          aria-label="${score}${meaning(score)}"
          ${answers[question.key] === score ? html` checked` : html``}
        /><span>${score}</span></label
      >`,
  )}</div>
<p class="ends" aria-hidden="true"><span>${low}</span><span>${high}</span></p>${fault(question, filled)}
</fieldset>`;
}

function choices(question: Extract<Question, { kind: "choice" }>, filled: Filled): Html {
  const chosen = filled.answers[question.key];
  const isChosen = (key: string) => Array.isArray(chosen) && chosen.includes(key);
  const type = question.isMultiple ? "checkbox" : "radio";
  return html`<fieldset${described(question, filled)}>
<legend>${labelOf(question, filled)}</legend>
${question.options.map(
  ({ key, label }) =>
    html`<label class="option"
      ><input
        type="${type}"
        name="${fieldOf(question.key)}"
        value="${key}"
        ${isChosen(key) ? html` checked` : html``}
      />
      ${say(label, filled.language)}</label
    >`,
)}${fault(question, filled)}
</fieldset>`;
}

function text(question: Question, filled: Filled): Html {
  const value = filled.answers[question.key];
  const name = fieldOf(question.key);
  return html`<fieldset>
    <label class="label" for="${name}">${labelOf(question, filled)}</label>
    <textarea
      id="${name}"
      name="${name}"
      maxlength="${longestText}"
      rows="4"
      ${described(question, filled)}
    >
${typeof value === "string" ? value : ""}</textarea
    >${fault(question, filled)}
  </fieldset>`;
}

function field(question: Question, filled: Filled): Html {
  if (question.kind === "text") return text(question, filled);
  if (question.kind === "choice") return choices(question, filled);
  return scores(question, filled);
}

/** The fields of a survey, one after the other, and "please call me" where it offers that. */
export const fieldsOf = (
  body: Omit<SurveyBody, "name">,
  filled: Filled,
  wantsCall: boolean,
): Html =>
  html`${body.questions.map((question) => field(question, filled))}${
    body.offersCall
      ? html`<fieldset>
          <label class="option"
            ><input type="checkbox" name="call" value="1" ${wantsCall ? html` checked` : html``} />
            ${filled.words.call}</label
          >
        </fieldset>`
      : html``
  }`;
