/** Asks a contact as a rep does, and answers as a customer's browser does. */
import { exports } from "cloudflare:workers";
import { expect } from "vitest";
import { invitationAnswer } from "../../../shared/contract/survey.ts";
import { write } from "../writing.ts";

let number = 0;
let person = "";
/** Another person from here on, with a browser of their own. */
export const anotherPerson = (): void => {
  person = `Mozilla/5.0 (X11; Linux) browser ${++number}`;
};

/** Asks a contact; answers the invitation or the refusal. */
export const ask = (
  token: string,
  { customerId, contactId }: { customerId: string; contactId: string },
  surveyId = "after_contact",
  more: Record<string, unknown> = {},
) =>
  write(invitationAnswer, token, "/v1/invitations", {
    surveyId,
    customerId,
    contactId,
    via: "link",
    ...more,
  });

/** As `ask`, of somebody who is expected to be asked. */
export async function invited(...asked: Parameters<typeof ask>) {
  const answer = await ask(...asked);
  expect(answer).toMatchObject({ outcome: "invited" });
  if (answer.outcome !== "invited") throw new Error("refused");
  return answer;
}

/** A request to a survey page, without following redirects. */
export function browse(
  url: string,
  init: { method?: string; form?: Record<string, string>; as?: string } = {},
): Promise<Response> {
  const { method, form, as = person } = init;
  return exports.default.fetch(
    new Request(url, {
      method: method ?? (form === undefined ? "GET" : "POST"),
      redirect: "manual",
      headers: { "User-Agent": as },
      ...(form && { body: new URLSearchParams(form) }),
    }),
  );
}

/** The seal of a served page. */
export const sealIn = (page: string): string =>
  /name="page" value="([^"]*)"/.exec(page)?.[1] ?? "no seal";

/**
 * Answers a survey as a person does: opens the page, reads for `readMs`, presses Send. `pass` moves
 * the clock.
 */
export async function answered(
  url: string,
  fields: Record<string, string>,
  pass: (ms: number) => void,
  { readMs = 8000, as = person }: { readMs?: number; as?: string } = {},
): Promise<Response> {
  const page = await (await browse(url, { as })).text();
  pass(readMs);
  return browse(url.replace(/\?.*/, ""), {
    form: { page: sealIn(page), do: "send", ...fields },
    as,
  });
}

/** Presses the button of a page as a person does: looks for `readMs`, presses once. */
export async function pressed(
  url: string,
  to: string,
  pass: (ms: number) => void,
  { readMs = 1500, ...fields }: { readMs?: number; signs?: string } = {},
): Promise<Response> {
  const page = sealIn(await (await browse(url)).text());
  pass(readMs);
  return browse(url.replace(/[^/]*$/, to), { form: { page, ...fields } });
}
