/** Answers that were kept before a fact in them was withdrawn. */
import type { Card, Touch } from "../../shared/contract/card.ts";
import type { User } from "../env.ts";
import { atLeast } from "../security/roles.ts";
import type { Database } from "../store/database.ts";
import { withdrawnOfOthers } from "../store/withdrawals.ts";

type Answer = { interaction?: Touch; card?: Card };

/**
 * A kept answer (JSON) without the words of facts that others made and that were withdrawn since: their authors and managers
 * alone read those. The very text where there are none.
 */
export async function withhold(db: Database, user: User, body: string): Promise<string> {
  if (atLeast(user.role, "manager")) return body;
  const answer = JSON.parse(body) as Answer;
  const touches = [
    ...(answer.interaction === undefined ? [] : [answer.interaction]),
    ...(answer.card?.touches ?? []),
  ];
  const { customer, rep } = answer.card?.scores.satisfaction ?? {
    customer: { latest: [] },
    rep: { latest: [] },
  };
  const responses = [...customer.latest, ...rep.latest];
  const ids = [...touches, ...responses].map(({ id }) => id);
  const withdrawn = ids.length === 0 ? new Set() : await withdrawnOfOthers(db, ids, user.id);
  if (withdrawn.size === 0) return body;
  for (const touch of touches) {
    if (withdrawn.has(touch.id))
      Object.assign(touch, {
        subject: null,
        note: null,
        minutes: null,
        behaviours: [],
        direction: null,
      } satisfies Partial<Touch>);
  }
  for (const response of responses) if (withdrawn.has(response.id)) response.comment = null;
  return JSON.stringify(answer);
}
