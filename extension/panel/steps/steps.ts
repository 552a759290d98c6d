/** Steps beside the open message, the first of them first. Pure. */
import type { Action, Card } from "../../../shared/contract/card.ts";
import { CASE_ACTION } from "../../../shared/contract/case-action.ts";
import type { Direction } from "../../../shared/contract/fields.ts";
import type { OpenEvidence } from "./open-evidence.ts";

export type Step =
  /** `days` they have waited, 0 for since today. */
  { kind: "answer"; days: number } | { kind: "action"; action: Action };

/** An action that a message which lies open speaks against, and the ways the message may go. */
type Contradiction = {
  key: string;
  /** Reason codes that it speaks against; left out for all of the action's. */
  reasons?: string[];
  by: Direction[];
  because: string;
};

/** The table is the whole rule: what is not in it stays, behind the answer. */
export const contradictions: Contradiction[] = [
  {
    key: "win_back",
    by: ["in"],
    because: "They write to us: what brings them back is our answer.",
  },
  { key: "call_before_lapse", by: ["in"], because: "They are not silent: they just wrote." },
  {
    key: "welcome_prospect",
    by: ["in"],
    because: "They introduced themselves: our answer is the introduction.",
  },
  {
    key: "welcome_prospect",
    reasons: ["new_prospect", "prospect_waiting"],
    by: ["out"],
    because: "The open message is our first word or our answer.",
  },
  { key: "greeting", by: ["in", "out"], because: "The open message is the contact it misses." },
  {
    key: "onboarding_check_in",
    reasons: ["new_customer"],
    by: ["in", "out"],
    because: "Somebody has been in touch since their first order.",
  },
  {
    key: "low_touch_offer",
    by: ["in"],
    because: "A circular beside a letter that waits reads as if nobody had read it.",
  },
  {
    key: "self_service",
    by: ["in"],
    because: "Who waits for an answer is not sent elsewhere before they have it.",
  },
];

const isContradicted = ({ key, reason }: Action, direction: Direction): boolean =>
  contradictions.some(
    (one) =>
      one.key === key && one.by.includes(direction) && (one.reasons?.includes(reason.code) ?? true),
  );

/**
 * Returns the steps in their order: the answer they wait for, then the card's action and its
 * runners-up without those that the open message contradicts. A message that the score counts and
 * that nobody has to answer contradicts nothing: the card was made with it.
 */
export function stepsOf(
  { action, runnersUp }: Card["scores"]["next"],
  evidence: OpenEvidence | null,
): Step[] {
  // An open case stands above the steps, with steps of its own.
  const actions = (action === null ? [] : [action, ...runnersUp]).filter(
    ({ key }) => key !== CASE_ACTION,
  );
  const speaks = evidence !== null && (evidence.isNewerThanScore || evidence.waitsDays !== null);
  const kept = speaks ? actions.filter((one) => !isContradicted(one, evidence.direction)) : actions;
  const rest = kept.map((one): Step => ({ kind: "action", action: one }));
  return evidence?.waitsDays == null
    ? rest
    : [{ kind: "answer", days: evidence.waitsDays }, ...rest];
}
