/** Trust in two figures that never mix: the customer's own, and beside it ours. */
import type { Scores } from "../../contract/card.ts";
import type { Policy } from "../policy.ts";
import type { Facts, Milliseconds } from "../types.ts";
import { customerTrust } from "./customer-trust.ts";
import { ourEvidence } from "./our-evidence.ts";
import { ourTrust } from "./our-trust.ts";
import { questionnairesOf } from "./questionnaires.ts";
import type { TrustBook } from "./trust-book.ts";

/**
 * The card's trust: the customer's figure by their own answers, which nothing that a rep logs
 * moves; `ours` by what reps noted and saw; and what is known of the book that the former rests on.
 */
export function trust(
  facts: Pick<Facts, "trust" | "interactions"> & Partial<Pick<Facts, "outcomes" | "promises">>,
  book: TrustBook,
  policy: Pick<Policy, "trust" | "book">,
  now: Milliseconds,
): Scores["trust"] {
  const { overall, reliability } = book;
  return {
    ...customerTrust(questionnairesOf(facts, policy.trust), book, policy.trust, now),
    ours: ourTrust(ourEvidence(facts, policy), policy.trust, now),
    book: {
      questionnaires: overall.questionnaires,
      fitted: overall.fitted,
      items: reliability.overall.items,
      complete: reliability.overall.questionnaires,
      alpha: reliability.overall.alpha,
    },
  };
}
