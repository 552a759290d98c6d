/** Keys and texts of decisions about who somebody is, for who decides and who looks up. */
import { personKey } from "../../shared/people/address-memo.ts";

/** Returns the key of a decision about who somebody is. */
export const whoKey = (address: string): string => `person:${personKey(address)}`;
/** The decision that somebody is no colleague, and no machine. */
export const outside = "outside";
