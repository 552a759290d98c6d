/** Fillings of a step's text for the customer, beside those of its reason. */
import { displayName } from "../names.ts";
import type { Person } from "../state.ts";

export const textGapsOf = (person: Person, me: string | null | undefined) => {
  const category = person.card?.scores.affinity?.category;
  return {
    name: displayName(person),
    company: person.card?.customer.name ?? displayName(person),
    ...(category !== undefined && { category }),
    ...(me != null && { me }),
  };
};
