/** Links of surveys as they stand in mail, each to a contact of its own. */
import { importCsv, signIn } from "../book.ts";
import { call, type LocalWorker } from "../worker.ts";

export type AskedLink = {
  invitationId: string;
  url: string;
  /** Every link of the mail: the survey, each score of it, and the one that stops asking. */
  inMail: string[];
  /** The program that opens it, as it names itself: no other link sees the same one. */
  userAgent: string;
};

export type SurveyId = "after_contact" | "relationship" | "trust" | "effort";
/** The surveys whose links are scanned. */
export const surveyIds: readonly SurveyId[] = ["after_contact", "relationship", "trust"];

/** Calls of one user before another asks: the Worker takes 600 a minute of each. */
const callsOfUser = 400;
let made = 0;
let token = "";

/** Adds companies of one contact each, who were never asked. */
export async function addContacts(worker: LocalWorker, count: number): Promise<void> {
  const all = Array.from({ length: count }, (_, n) => n);
  await importCsv(worker, "customers", [
    ["external_id", "name", "kind"],
    ...all.map((n) => [`S-${n}`, `Scanned ${n}`, "company"]),
  ]);
  await importCsv(worker, "contacts", [
    ["external_id", "customer", "name", "address"],
    ...all.map((n) => [`S-${n}-c`, `S-${n}`, `Buyer ${n}`, `buyer${n}@scanned${n}.example`]),
  ]);
}

/** Asks so many contacts who were never asked; those whom a rule protects are passed over. */
export async function askContacts(
  worker: LocalWorker,
  surveyId: SurveyId,
  count: number,
): Promise<AskedLink[]> {
  const contacts = worker.db(
    `SELECT min(c.id) AS id, c.customer_id AS customerId FROM contacts c
      JOIN addresses a ON a.contact_id = c.id
      WHERE c.customer_id NOT IN (SELECT customer_id FROM invitations)
        AND c.customer_id NOT IN (SELECT customer_id FROM ask_refusals)
      GROUP BY c.customer_id`,
  );
  const links: AskedLink[] = [];
  for (const { id, customerId } of contacts) {
    if (links.length === count) break;
    if (made++ % callsOfUser === 0)
      token = await signIn(worker, `asker${made}@own.example`, "manager");
    const body = { surveyId, language: "en", contactId: `${id}`, customerId: `${customerId}` };
    const answer = await call(worker, "POST", "/v1/invitations", { ...body, via: "link" }, token);
    if (answer.outcome !== "invited") continue;
    const { url, unsubscribeUrl, row, invitation } = answer;
    links.push({
      invitationId: invitation.id,
      url,
      inMail: [url, ...(row?.scores ?? []).map((score) => `${url}?score=${score}`), unsubscribeUrl],
      userAgent: `Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0.0.0 Safari/537.36 Visit/${made}`,
    });
  }
  if (links.length < count) throw new Error(`Only ${links.length} of ${count} could be asked.`);
  return links;
}
