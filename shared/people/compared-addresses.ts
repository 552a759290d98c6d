/** The two addresses that a caution sets against each other, and where the letters of one differ. */
import { alignAddresses } from "./align-addresses.ts";
import type { Caution } from "./caution.ts";
import type { Span } from "./cut-address.ts";

/** Two addresses or two domains: that of the open mail, and the one to hold it against. */
export type Compared = { theirs: string; expected: string };

/** Names of the two gaps of a caution's sentence. */
const gaps: Record<Caution["code"], [theirs: string, expected: string]> = {
  look_alike_domain: ["domain", "known"],
  known_name_new_address: ["address", "known"],
  name_holds_other_address: ["address", "shown"],
  goes_to_other_address: ["address", "shown"],
  reply_to_elsewhere: ["replyTo", "address"],
};

export function comparedAddresses({ code, parameters }: Caution): Compared {
  const [theirs, expected] = gaps[code];
  return { theirs: parameters[theirs] ?? "", expected: parameters[expected] ?? "" };
}

/** Returns the cautions in the order of how much they tell: the first leads. */
export const orderCautions = (cautions: readonly Caution[]): Caution[] => {
  const codes = Object.keys(gaps);
  return cautions.toSorted((a, b) => codes.indexOf(a.code) - codes.indexOf(b.code));
};

/** Returns where the letters of `one` are others than those of `other`. */
export function differingSpans(one: string, other: string): Span[] {
  const spans: Span[] = [];
  let start = 0;
  for (const pair of alignAddresses(one, other)) {
    const end = start + pair.one.length;
    if (!pair.isSame && end > start) spans.push({ start, end });
    start = end;
  }
  return spans;
}

/** Returns the letters of an address that cautions are about. */
export function doubtedSpans(address: string, cautions: readonly Caution[]): Span[] {
  return cautions.flatMap((caution) => {
    const { theirs, expected } = comparedAddresses(caution);
    // A caution about the domain alone is about the end of the address.
    const offset = address.length - theirs.length;
    if (theirs === "" || (address !== theirs && !address.endsWith(`@${theirs}`))) return [];
    return differingSpans(theirs, expected).map(({ start, end }) => ({
      start: start + offset,
      end: end + offset,
    }));
  });
}
