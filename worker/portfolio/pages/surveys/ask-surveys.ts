import { answered, api } from "../../api.ts";

/** Asks for every survey, each in its newest version. */
export const askSurveys = (signal: AbortSignal) =>
  answered(api.v1.surveys.$get({}, { init: { signal } })).then(({ surveys }) => surveys);
