/** Names of people as far as the card or the mail gives one. */
import { plain } from "../../shared/locales/translate.ts";
import type { Person } from "./state.ts";

/** Returns the contact's name on our books before the name the mail claims, before the bare address. */
export function displayName(person: Person): string {
  const customer = person.card?.customer;
  const own = customer?.kind === "person" ? customer.name : null;
  return plain(person.card?.contact?.name ?? own ?? person.name ?? shownAddress(person));
}

/** Returns the address as people read it: not always as it is written. */
export const shownAddress = (person: Person) => person.shown ?? person.address;

/** Returns the part of an address after the last @, as it is shown. */
export function domainOf(person: Person): string {
  return shownAddress(person).replace(/^.*@/s, "");
}

/** Returns a person's own name; a shared mailbox has none, whoever it says is writing. */
export const nameOf = (person: Person) => (person.shared === true ? null : person.name);
