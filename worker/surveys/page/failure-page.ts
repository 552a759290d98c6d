/** Failures as a customer meets them who follows a link: a page in their language, never JSON. */
import type { ErrorHandler, NotFoundHandler } from "hono";
import { html } from "hono/html";
import type { App } from "../../context.ts";
import { onError, onNotFound, refusalFor } from "../../errors.ts";
import { plainPage } from "./page.ts";
import { frameOf, type PageContext, preferredLanguage, unknownLink } from "./serving.ts";
import { wordsIn } from "./words.ts";

const isSurveyPage = (c: PageContext): boolean => /^\/[as]\//.test(c.req.path);

/** Answers a survey page's failure with a page, and any other as the API does. */
export const onPageError: ErrorHandler<App> = (error, c) => {
  if (!isSurveyPage(c)) return onError(error, c);
  const { code, status } = refusalFor(error, c);
  const language = preferredLanguage(c);
  const words = wordsIn(language);
  const title =
    code === "too_many_requests" ? words.busy : code === "too_large" ? words.tooLong : words.failed;
  if (code === "too_many_requests") c.header("Retry-After", "60");
  return c.html(plainPage(frameOf(c, language), title, html`${words.goBack}`), status);
};

/** Answers a survey page that there is not with the page of a link that is not known. */
export const onPageNotFound: NotFoundHandler<App> = (c) =>
  isSurveyPage(c) ? unknownLink(c) : onNotFound(c);
