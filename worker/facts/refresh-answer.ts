/** Kept answers of writes whose facts were amended or withdrawn since. */
import type { Card, Touch } from "../../shared/contract/card.ts";
import type { App } from "../context.ts";
import { opener, openTouch } from "../scoring/card.ts";
import { atLeast } from "../../shared/contract/at-least.ts";
import { dataKeysOf } from "../store/data-keys.ts";
import { findLogs } from "../store/interactions.ts";
import { withdrawnOfOthers } from "../store/withdrawals.ts";
import { newestFirst } from "./changes.ts";

type Answer = { interaction?: Touch; card?: Card };
type Caller = Pick<App["Variables"], "db" | "sealer" | "user">;

/**
 * Returns a kept answer (JSON) with the words its reader may see now: amended logs as they stand,
 * words that another person withdrew for managers alone. Returns the same text where all stands.
 */
export async function refreshAnswer(caller: Caller, body: string): Promise<string> {
  const answer = JSON.parse(body) as Answer;
  const touches = [
    ...(answer.interaction === undefined ? [] : [answer.interaction]),
    ...(answer.card?.touches ?? []),
  ];
  await takeAmendments(caller, touches);
  answer.card?.touches.sort(newestFirst);
  if (!atLeast(caller.user.role, "manager")) await hideWithdrawn(caller, answer, touches);
  return JSON.stringify(answer);
}

/** Replaces what an amendment replaced, and names who amended. */
async function takeAmendments({ db, sealer }: Caller, touches: readonly Touch[]): Promise<void> {
  const logs = await findLogs(db, [...new Set(touches.map(({ id }) => id))]);
  const amended = logs.filter(({ id, newestId }) => newestId !== id);
  if (amended.length === 0) return;
  const dataKeys = await dataKeysOf(db, new Set(amended.map(({ customerId }) => customerId)));
  const open = opener(sealer);
  for (const log of amended) {
    const keys = sealer.customer(log.customerId, dataKeys.get(log.customerId) ?? null);
    const current = await openTouch(log, keys, open);
    for (const touch of touches.filter(({ id }) => id === log.id)) {
      Object.assign(touch, current);
      if (current.edited === undefined) delete touch.edited;
    }
  }
}

/** Blanks the words of facts that others made and that were withdrawn since. */
async function hideWithdrawn(
  { db, user }: Caller,
  { card }: Answer,
  touches: readonly Touch[],
): Promise<void> {
  const { customer, rep } = card?.scores.satisfaction ?? {
    customer: { latest: [] },
    rep: { latest: [] },
  };
  const responses = [...customer.latest, ...rep.latest];
  const ids = [...touches, ...responses, ...(card?.promises ?? [])].map(({ id }) => id);
  const withdrawn = ids.length === 0 ? new Set() : await withdrawnOfOthers(db, ids, user.id);
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
  if (card?.promises !== undefined)
    card.promises = card.promises.filter(({ id }) => !withdrawn.has(id));
  for (const response of responses) if (withdrawn.has(response.id)) response.comment = null;
}
