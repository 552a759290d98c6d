/** Links of surveys for a mail program: a portion of customers a call, a row a contact. */
import { z } from "@hono/zod-openapi";
import { language } from "./customer-edits.ts";
import { id } from "./fields.ts";
import { mostLinkedCustomers, mostTakenBack } from "./link-portions.ts";
import { refusal } from "./survey.ts";

export const newLinkFile = z
  .strictObject({
    customerIds: z.array(id).min(1).max(mostLinkedCustomers),
    /** One of the survey's; null for each customer's own. */
    language: language.nullable(),
    /** The last contact of the answer before; null to begin. */
    after: id.nullable().default(null),
  })
  .openapi("NewLinkFile");

/** A contact of the file: asked by a link, or not, with the reason. */
export const linkRow = z.strictObject({
  contactId: id,
  customer: z.string().nullable(),
  name: z.string().nullable(),
  address: z.string().nullable(),
  asked: z
    .strictObject({
      invitationId: id,
      language,
      /** Shown once: only a hash of its token is kept. */
      url: z.url(),
    })
    .nullable(),
  refusal: refusal.nullable(),
});
export type LinkRow = z.infer<typeof linkRow>;
export const linkFile = z
  .strictObject({
    rows: z.array(linkRow),
    /** The contact after which the rest of these customers follows; null where this is all. */
    next: id.nullable(),
  })
  .openapi("LinkFile");
export type LinkFile = z.infer<typeof linkFile>;

export const takenBack = z
  .strictObject({ invitationIds: z.array(id).min(1).max(mostTakenBack) })
  .openapi("LinksToTakeBack");
export const linksTakenBack = z
  .strictObject({ withdrawn: z.int().min(0), kept: z.int().min(0) })
  .openapi("LinksTakenBack");
