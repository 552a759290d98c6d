/** The choosing of a draw: the lowest lots of each tier, as far as they may still be asked. */
import { v7 as uuid } from "uuid";
import { tierName } from "../../../shared/contract/fields.ts";
import { surveyFor } from "../../../shared/surveys/sampling/who-may-be-drawn.ts";
import { DAY_MS } from "../../../shared/time/days.ts";
import { Refused } from "../../errors.ts";
import { type Candidate, type Draw, lowestCandidates, settleCandidate } from "../../store/draws.ts";
import { readAsked } from "../asking.ts";
import type { Drawing } from "./walk-frame.ts";

/** Somebody who was drawn is proposed for so long. */
export const PROPOSED_MS = 14 * DAY_MS;

export type Choosing = Drawing & { ownDomains: readonly string[] };

/** The first contact of a candidate who may be asked, by all that asking looks at. */
async function contactOf(choosing: Choosing, { contactIds, customerId }: Candidate) {
  const { surveys, policy, now } = choosing;
  for (const contactId of contactIds) {
    const asked = await readAsked(choosing, contactId, policy, now).catch((error: unknown) => {
      // Somebody took the contact back since the walk.
      if (error instanceof Refused) return null;
      throw error;
    });
    if (asked === null || asked.customerId !== customerId) continue;
    // Our own people are not whom a survey is about.
    if (asked.flags.includes("own_domain")) continue;
    const found = surveyFor(contactId, asked.asking, surveys, policy, now);
    if ("surveyId" in found) return { contactId, surveyId: found.surveyId };
  }
  return null;
}

/**
 * Settles the lowest candidates, `most` at most, until every tier has as many as it wants. Answers
 * how many it looked at; none where the draw is done.
 */
export async function chooseDrawn(choosing: Choosing, draw: Draw, most: number): Promise<number> {
  let looked = 0;
  for (const tier of tierName.options) {
    let { drawn } = draw.tiers[tier];
    const { wanted } = draw.tiers[tier];
    while (drawn < wanted && looked < most) {
      const [candidate] = await lowestCandidates(choosing.db, draw.week, tier, 1);
      if (candidate === undefined) break;
      looked++;
      const chosen = await contactOf(choosing, candidate);
      const { week, quarter } = draw;
      const { customerId, ownerId } = candidate;
      const row = chosen && {
        ...chosen,
        id: uuid(),
        week,
        quarter,
        tier,
        customerId,
        ownerId,
        drawnAt: choosing.now,
        endsAt: choosing.now + PROPOSED_MS,
      };
      await settleCandidate(choosing.db, draw, candidate, row);
      if (row !== null) drawn++;
    }
  }
  return looked;
}
