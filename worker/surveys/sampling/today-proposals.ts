/** Proposals in Today: whom the lot named among one's own customers. */
import type { Context } from "hono";
import { atLeast } from "../../../shared/contract/at-least.ts";
import type { Proposal } from "../../../shared/contract/sampling.ts";
import type { App } from "../../context.ts";
import { instant } from "../../scoring/card.ts";
import { at } from "../../security/places.ts";
import { type OpenProposal, openProposals } from "../../store/proposals.ts";
import { surveyOf } from "../survey-of.ts";

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

/** Opens proposals; those of surveys that are archived by now are left out. */
export async function showProposals(
  { var: { db, sealer } }: Context<App>,
  rows: readonly OpenProposal[],
): Promise<Map<string, ShownProposal>> {
  const ids = [...new Set(rows.map(({ surveyId }) => surveyId))];
  const known = await Promise.all(ids.map((id) => surveyOf(db, id)));
  const surveys = new Map(known.flatMap((one) => (one === null ? [] : [[one.id, one] as const])));
  const shown = await Promise.all(
    rows.map(async (row): Promise<[string, ShownProposal][]> => {
      const survey = surveys.get(row.surveyId);
      if (survey === undefined || survey.archivedAt !== null) return [];
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
