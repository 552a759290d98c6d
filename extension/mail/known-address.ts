/** Addresses as they are written, in their one form. A list shows few people many times: what was found out once is kept. */
import { normalise, type Address } from "../../shared/people/address.ts";

const most = 2000;
const known = new Map<string, Address | null>();

/** As `normalise` answers it; null also where nothing is written. */
export function addressOf(written: string | null): Address | null {
  const before = written === null ? null : known.get(written);
  if (before !== undefined || written === null) return before ?? null;
  if (known.size > most) known.clear();
  const found = normalise(written);
  known.set(written, found);
  return found;
}
