/** Rules of asking, looked at beforehand: contacts who may be drawn, and for which survey. */
import type { RefusalCode } from "../../contract/survey.ts";
import type { Policy } from "../../scoring/policy.ts";
import { type Asking, findRefusal } from "../find-refusal.ts";

/** A survey that may be proposed. */
export type Proposable = { id: string; hasTrust: boolean };
/**
 * Why a customer is not among those drawn from; `no_contact`: nobody of them has an address;
 * `drawn_before`: in the same quarter.
 */
export type UndrawnCode = RefusalCode | "no_contact" | "drawn_before";

/**
 * Returns the first survey that may be asked of a contact, in this order; else why the last may
 * not be.
 */
export function surveyFor(
  contactId: string,
  asking: Omit<Asking, "isArchived">,
  surveys: readonly Proposable[],
  policy: Policy["surveys"],
  now: number,
): { surveyId: string } | { code: RefusalCode } {
  let code: RefusalCode = "archived";
  for (const { id, hasTrust } of surveys) {
    const found = findRefusal(
      { contactId, hasTrust },
      { ...asking, isArchived: false },
      policy,
      now,
    );
    if (found === null) return { surveyId: id };
    code = found.code;
  }
  return { code };
}

/** Returns a customer's contacts who may be asked any of the surveys; else why the first may not. */
export function drawable(
  contacts: readonly (Omit<Asking, "isArchived"> & { contactId: string })[],
  surveys: readonly Proposable[],
  policy: Policy["surveys"],
  now: number,
): { contactIds: string[] } | { code: UndrawnCode } {
  const found = contacts.map((one) => ({
    contactId: one.contactId,
    survey: surveyFor(one.contactId, one, surveys, policy, now),
  }));
  const contactIds = found.flatMap(({ contactId, survey }) =>
    "surveyId" in survey ? [contactId] : [],
  );
  if (contactIds.length > 0) return { contactIds };
  const [first] = found;
  return { code: first !== undefined && "code" in first.survey ? first.survey.code : "no_contact" };
}
