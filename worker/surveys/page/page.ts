/** The frame of survey pages, and each page in it. */
import { html, raw } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import type { SurveyBody } from "../../../shared/contract/survey.ts";
import { fieldsOf, type Filled } from "./form.ts";
import { script, style } from "./style.ts";
import { directionOf, languageName, wordsIn } from "./words.ts";

type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** Whose survey it is, in which language, under the nonce of the answer's content policy. */
export type Frame = { name: string; language: string; nonce: string };

/** A whole page. It names no third party, and no address of its own beyond its path. */
export const framed = ({ name, language, nonce }: Frame, title: string, content: Html): Html =>
  html`<!doctype html>
    <html lang="${language}" dir="${directionOf(language)}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="referrer" content="no-referrer" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <style nonce="${nonce}">
          ${raw(style)}
        </style>
      </head>
      <body>
        <main>
          <p class="from">${name}</p>
          <h1>${title}</h1>
          ${content}
        </main>
        <script nonce="${nonce}">
          ${raw(script)};
        </script>
      </body>
    </html>`;

export type FormPage = Frame & {
  /** Without its name, which is ours alone. */ body: Omit<SurveyBody, "name">;
  filled: Omit<Filled, "words" | "language">;
  wantsCall: boolean;
  /** Proves when this page was served. */ seal: string;
  /** The path of the link; null for a preview, which sends nothing. */ path: string | null;
  isChange: boolean;
  /** True where one more press is asked for. */ isAgain?: boolean;
  /** True for a link of the company: there is nobody to stop asking. */ isAnonymous: boolean;
};

/** A link and a button that no person sees or reaches by keyboard: what follows them is a program. */
export const unseen = (address: string): Html =>
  html`<div class="away" aria-hidden="true">
    <a href="${address}" tabindex="-1" rel="nofollow">details</a>
    <form method="post" action="${address}"><button tabindex="-1">details</button></form>
  </div>`;

/** The switch between a survey's languages: a button each, so that nothing typed is lost. */
function switchOf({ body, language }: FormPage): Html {
  if (body.languages.length < 2) return html``;
  return html`<div class="languages" role="group" aria-label="${wordsIn(language).languages}">
    ${body.languages.map(
      (one) =>
        html`<button
          class="plain"
          name="language"
          value="${one}"
          lang="${one}"
          formnovalidate${one === language ? html` aria-current="true"` : html``}
        >
          ${languageName(one)}
        </button>`,
    )}
  </div>`;
}

/** The form of a survey. */
export function formPage(page: FormPage): Html {
  const { body, language, name, path, filled, wantsCall, seal, isChange, isAnonymous } = page;
  const isAgain = page.isAgain ?? false;
  const words = wordsIn(language);
  const intro = body.intro[language] ?? "";
  return framed(
    page,
    body.title[language] ?? "",
    html`${path === null ? html`<p class="note">${words.preview}</p>` : html``}${
        isChange ? html`<p class="note">${words.changeLead}</p>` : html``
      }${isAgain ? pressAgain(language) : html``}${intro === "" ? html`` : html`<p class="intro">${intro}</p>`}
      <form method="post" action="${path ?? "about:blank"}" novalidate>
        <input type="hidden" name="page" value="${seal}" />
        ${fieldsOf(body, { ...filled, words, language }, wantsCall)}
        <button class="send" name="do" value="send" ${path === null ? html` disabled` : html``}>
          ${words.send}
        </button>
        <div class="foot">
          ${switchOf(page)}
          <p>${(isAnonymous ? words.anonymous : words.privacy).replace("{name}", name)}</p>
        </div>
      </form>
      ${
        path === null || isAnonymous
          ? html``
          : html`<p class="foot"><a href="${path}/stop">${words.stop}</a></p>`
      }${path === null ? html`` : unseen(isAnonymous ? `${path}/details/${seal}` : `${path}/details`)}`,
  );
}

/** Asks for one more press. */
export const pressAgain = (language: string): Html =>
  html`<strong role="alert">${wordsIn(language).pressAgain}</strong>`;

/** A page that says one thing, with what can be done next. */
export const plainPage = (frame: Frame, title: string, ...paragraphs: Html[]): Html =>
  framed(frame, title, html`${paragraphs.map((one) => html`<p>${one}</p>`)}`);

/** A form of one button. */
export const buttonForm = (action: string, label: string, seal: string): Html =>
  html`<form method="post" action="${action}">
    <input type="hidden" name="page" value="${seal}" /><button class="send">${label}</button>
  </form>`;
