/**
 * Judgements of a mail's people by their addresses and names, and beside the cards seen. Pure: what
 * is known comes in as an argument.
 */
import type { CardAnswer, Impersonated } from "../../shared/contract/answers.ts";
import { isInternal, normalise } from "../../shared/people/address.ts";
import { cautions, recipientCautions } from "../../shared/people/caution.ts";
import type { Caution, Known } from "../../shared/people/caution.ts";
import { companyName } from "../../shared/people/company-name.ts";
import { shownAddress } from "../../shared/people/shown-address.ts";
import type { Stranger } from "./api.ts";

/** People who could be in doubt in what is open: its writer, where answers go, and recipients. */
export type Doubtful = {
  wrote: Stranger[];
  writtenTo: Stranger[];
  /** Without the address of a mailing list that the message came by. */
  replyTo: Stranger[];
};
/** The judgement of one person. */
export type Judged = {
  /** The address as people read it. */
  shown: string;
  /** Their company's likely name, to begin with where it is to be added. */
  company: string | null;
  cautions: Caution[];
};

const keyOf = (address: string) => normalise(address)?.canonical ?? address.toLowerCase();

/**
 * Returns what is known of the book: from the cards seen, and from what the Worker said of
 * strangers.
 */
export function knownFrom(seen: CardAnswer[], hints: Impersonated[], own: string[]): Known {
  const domains = new Set<string>();
  const names: Known["names"] = [];
  for (const { status, address: written, card } of seen) {
    const address = status === "customer" ? normalise(written) : null;
    if (address === null) continue;
    domains.add(address.domain);
    const name = card?.contact?.name;
    if (name) names.push({ name, address: address.address });
  }
  for (const { lookAlike, knownName } of hints) {
    if (lookAlike !== null) domains.add(lookAlike.domain);
    if (knownName !== null) names.push(knownName);
  }
  return { domains: [...domains], names, own };
}

/**
 * Returns what is told of these people, in their order.
 * @param people normalised addresses, who is `doubtful` among them
 */
export function judge(
  people: string[],
  { wrote, replyTo, writtenTo }: Doubtful,
  known: Known,
): Judged[] {
  // What a form or a group of ours passes on is from whoever is answered to.
  const passedOn = wrote.some((from) =>
    isInternal(normalise(from.address)?.domain ?? "", known.own ?? []),
  )
    ? replyTo
    : [];
  const doubts = new Map([
    ...passedOn.map(
      (from) => [keyOf(from.address), cautions({ from, replyTo: [] }, known)] as const,
    ),
    ...writtenTo.map((to) => [keyOf(to.address), recipientCautions(to, known)] as const),
    ...wrote.map((from) => [keyOf(from.address), cautions({ from, replyTo }, known)] as const),
  ]);
  return people.map((address) => ({
    shown: shownAddress(address),
    company: companyName(address),
    cautions: doubts.get(keyOf(address)) ?? [],
  }));
}
