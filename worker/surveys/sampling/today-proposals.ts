/** Proposals in Today: whom the lot named among one's own customers. */
import type { Context } from "hono";
import { atLeast } from "../../../shared/contract/at-least.ts";
import type { Proposal } from "../../../shared/contract/sampling.ts";
import { ownDomains } from "../../book.ts";
import type { App } from "../../context.ts";
import { Refused } from "../../errors.ts";
import { instant } from "../../scoring/card.ts";
import { at } from "../../security/places.ts";
import { policyInForce } from "../../store/policy.ts";
import { type OpenProposal, openProposals } from "../../store/proposals.ts";
import { readAsked, refusalOf } from "../asking.ts";
import { type KnownSurvey, surveyOf } from "../survey-of.ts";

/** Reads one's own, and those of nobody's customers where one is a manager. */
export function ownProposals({ var: { db, user, now } }: Context<App>, limit: number) {
  const owners = atLeast(user.role, "manager") ? [user.id, ""] : [user.id];
  return openProposals(db, owners, now, limit);
}

/** Somebody drawn, opened: the proposal, and the person by whom the card is opened. */
export type ShownProposal = {
  proposal: Proposal;
  contact: { name: string | null; address: string } | null;
};

/** Returns a test of proposals: true where the rules let somebody be asked by now. */
async function askableBy({ env, var: { db, sealer, now } }: Context<App>) {
  const { surveys: policy } = await policyInForce(db);
  const reading = { db, sealer, ownDomains: ownDomains(env) };
  return async ({ contactId }: OpenProposal, survey: KnownSurvey): Promise<boolean> => {
    try {
      const asked = await readAsked(reading, contactId, policy, now);
      return refusalOf(asked, survey, policy, now) === null;
    } catch (error) {
      // Somebody took the contact back since.
      if (error instanceof Refused) return false;
      throw error;
    }
  };
}

/** Opens proposals; those who may not be asked any more are left out. */
export async function showProposals(
  c: Context<App>,
  rows: readonly OpenProposal[],
): Promise<Map<string, ShownProposal>> {
  if (rows.length === 0) return new Map();
  const { db, sealer } = c.var;
  const isAskable = await askableBy(c);
  const ids = [...new Set(rows.map(({ surveyId }) => surveyId))];
  const known = await Promise.all(ids.map((id) => surveyOf(db, id)));
  const surveys = new Map(known.flatMap((one) => (one === null ? [] : [[one.id, one] as const])));
  const shown = await Promise.all(
    rows.map(async (row): Promise<[string, ShownProposal][]> => {
      const survey = surveys.get(row.surveyId);
      if (survey === undefined || !(await isAskable(row, survey))) return [];
      const keys = sealer.customer(row.sealedFor, row.sealedKey);
      const [address, name] = await Promise.all([
        keys.open(at("addresses.address_sealed", row.addressIndex ?? ""), row.addressSealed),
        keys.open(at("contacts.name_sealed", row.contactId), row.contactNameSealed),
      ]);
      const { id, contactId, surveyId, week, tier } = row;
      const endsAt = instant(row.endsAt);
      const proposal = { id, contactId, surveyId, survey: survey.body.name, week, tier, endsAt };
      return [[row.id, { proposal, contact: address === null ? null : { address, name } }]];
    }),
  );
  return new Map(shown.flat());
}
