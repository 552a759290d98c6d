/** Links of a survey for many contacts at once: each is asked, or not, by the same rules as one. */
import type { LinkFile, LinkRow } from "../../shared/contract/link-files.ts";
import { mostLinkedContacts } from "../../shared/contract/link-portions.ts";
import { Refused } from "../errors.ts";
import type { Write } from "../facts/idempotency.ts";
import { customerKeys } from "../security/customer-keys.ts";
import { at } from "../security/places.ts";
import { insertAuditEntry } from "../store/audit.ts";
import { contactsOfCustomers } from "../store/invitations.ts";
import { type AskedContact, readAsked } from "./asking.ts";
import { ask, type Inviting } from "./invite.ts";
import { hasTrust, type KnownSurvey, surveyOf } from "./survey-of.ts";
import { surveyTokenFor } from "./survey-token.ts";

type WantedFile = {
  surveyId: string;
  customerIds: readonly string[];
  language: string | null;
  after: string | null;
};
type Listed = Awaited<ReturnType<typeof contactsOfCustomers>>[number];
/** Asked in the same file, by customer: the rules see them although they are not stored yet. */
type AskedHere = Map<string, { contactId: string; hasTrust: boolean; at: number }[]>;

/** Adds to a contact what was asked of the same customer in this file. */
function withAskedHere(contact: AskedContact, here: AskedHere): AskedContact {
  const asked = here.get(contact.customerId) ?? [];
  return {
    ...contact,
    seen: contact.seen + asked.length,
    asking: { ...contact.asking, asks: [...contact.asking.asks, ...asked] },
  };
}

/** Returns what asking the contacts of some customers writes and answers; links are left out. */
export async function askForFile(inviting: Inviting, wanted: WantedFile): Promise<Write<LinkFile>> {
  const { db, sealer, userId, now } = inviting;
  const survey = await surveyOf(db, wanted.surveyId);
  if (survey === null || survey.archivedAt !== null)
    throw new Refused("not_found", "There is no such survey. Choose one from the list.");
  const found = await contactsOfCustomers(db, {
    ids: wanted.customerIds,
    after: wanted.after,
    limit: mostLinkedContacts + 1,
  });
  const contacts = found.slice(0, mostLinkedContacts);
  const keys = await customerKeys(
    db,
    sealer,
    contacts.map(({ ownerId }) => ownerId),
  );
  const here: AskedHere = new Map();
  const statements: Write<LinkFile>["statements"] = [];
  const rows: LinkRow[] = [];
  for (const contact of contacts) {
    const seals = keys.get(contact.ownerId)?.seals ?? null;
    const open = (column: "contacts.name_sealed" | "customers.name_sealed", row: string) =>
      seals?.open(at(column, row), nameOf(contact, column)) ?? null;
    const done = await askOne(inviting, wanted, survey, contact, here);
    statements.push(...done.statements);
    rows.push({
      ...done.row,
      name: await open("contacts.name_sealed", contact.id),
      customer: await open("customers.name_sealed", contact.ownerId),
    });
  }
  if (rows.length > 0)
    statements.push(
      insertAuditEntry(db, {
        action: "survey_links.make",
        subjectId: wanted.surveyId,
        partIds: rows.map(({ contactId }) => contactId),
        userId,
        at: now,
      }),
    );
  const isMore = found.length > contacts.length;
  return { statements, answer: { rows, next: isMore ? (contacts.at(-1)?.id ?? null) : null } };
}

const nameOf = (contact: Listed, column: "contacts.name_sealed" | "customers.name_sealed") =>
  column === "contacts.name_sealed" ? contact.nameSealed : contact.customerNameSealed;

async function askOne(
  inviting: Inviting,
  { surveyId, language }: WantedFile,
  survey: KnownSurvey,
  { id: contactId }: Listed,
  here: AskedHere,
) {
  const { db, policy, now } = inviting;
  const read = await readAsked(inviting, contactId, policy, now);
  const asked = withAskedHere(read, here);
  const { customerId, address } = asked;
  const wanted = { surveyId, contactId, customerId, language, via: "file" as const };
  const { statements, answer } = await ask({ ...inviting, db }, wanted, survey, asked);
  const row = { contactId, address };
  if (answer.outcome === "refused")
    return { statements, row: { ...row, asked: null, refusal: answer.refusal } };
  const before = here.get(customerId) ?? [];
  here.set(customerId, [...before, { contactId, hasTrust: hasTrust(survey.body), at: now }]);
  const { id: invitationId, language: chosen } = answer.invitation;
  return {
    statements,
    row: { ...row, asked: { invitationId, language: chosen, url: "" }, refusal: null },
  };
}

/** Completes a file with its links, which nothing keeps. */
export async function withFileLinks(
  { sealer, userId, key, origin }: Pick<Inviting, "sealer" | "userId" | "key" | "origin">,
  { rows, next }: LinkFile,
): Promise<LinkFile> {
  const complete = async (row: LinkRow): Promise<LinkRow> => {
    if (row.asked === null) return row;
    const token = await surveyTokenFor(sealer, { userId, key, link: row.contactId });
    return { ...row, asked: { ...row.asked, url: `${origin}/s/${token}` } };
  };
  return { rows: await Promise.all(rows.map(complete)), next };
}
