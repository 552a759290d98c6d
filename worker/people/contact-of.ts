/** The contact a fact names. */
import { Refused } from "../errors.ts";
import { findContact } from "../store/contacts.ts";
import type { Database } from "../store/database.ts";

/** Refuses a contact that is not this customer's; null is nobody in particular. */
export async function checkContact(
  db: Database,
  contactId: string | null,
  customerId: string,
): Promise<void> {
  if (contactId === null) return;
  const contact = await findContact(db, contactId);
  if (contact?.customerId !== customerId) {
    throw new Refused(
      "invalid_request",
      "This contact does not belong to the customer. Look the card up again.",
      "contactId",
    );
  }
}
