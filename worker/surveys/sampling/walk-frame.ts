/** The walk of a draw: who may be asked, and whose lots are low. */
import type { TierName } from "../../../shared/contract/fields.ts";
import type { Policy } from "../../../shared/scoring/policy.ts";
import { type Ask, QUARTER_MS } from "../../../shared/surveys/find-refusal.ts";
import { byLot, lotName, lotOf } from "../../../shared/surveys/sampling/lot.ts";
import { drawable, type Proposable } from "../../../shared/surveys/sampling/who-may-be-drawn.ts";
import { DAY_MS } from "../../../shared/time/days.ts";
import type { Sealer } from "../../security/seal.ts";
import type { Database } from "../../store/database.ts";
import {
  asksOf,
  type Candidate,
  type Draw,
  type FrameCustomer,
  framePage,
  type FrameTally,
  optedOut,
  storeFramePage,
} from "../../store/draws.ts";

/** Customers a page. */
export const FRAME_PAGE = 500;

export type Drawing = {
  db: Database;
  sealer: Sealer;
  policy: Policy["surveys"];
  surveys: readonly Proposable[];
  now: number;
};

/** Draws the lot of a customer or a contact in a week. */
const drawLot = async (sealer: Sealer, week: string, id: string): Promise<number> =>
  lotOf(await sealer.index("lot", lotName(week, id)));

/** The keyed hash by which a contact opted out, whatever their address. */
const optOutOf = (sealer: Sealer, contactId: string): Promise<string> =>
  sealer.index("opt_out", `contact ${contactId}`);

/** Returns for each customer those who may be asked, or why nobody may. */
async function judge({ db, sealer, policy, surveys, now }: Drawing, page: FrameCustomer[]) {
  const since = now - Math.max(policy.personDays * DAY_MS, policy.trustDays * DAY_MS, QUARTER_MS);
  const contactIds = page.flatMap((one) => one.contactIds);
  const indexes = await Promise.all(contactIds.map((id) => optOutOf(sealer, id)));
  const [found, out] = [
    await asksOf(
      db,
      page.map(({ id }) => id),
      since,
    ),
    await optedOut(db, indexes),
  ];
  const isOut = new Set(contactIds.filter((_, at) => out.has(indexes[at]!)));
  const asks = Map.groupBy(found, ({ customerId }) => customerId);
  return page.map((customer) => {
    const { consent, hasOpenCase, contacts } = customer;
    const own: Ask[] = (asks.get(customer.id) ?? []).map((ask) => ({
      ...ask,
      hasTrust: ask.hasTrust === 1,
    }));
    const people = customer.contactIds.map((contactId) => ({
      contactId,
      consent,
      hasOpenCase,
      contacts,
      isOptedOut: isOut.has(contactId),
      asks: own,
    }));
    const found = customer.wasDrawn
      ? { code: "drawn_before" as const }
      : drawable(people, surveys, policy, now);
    return { customer, found };
  });
}

type Judged = Awaited<ReturnType<typeof judge>>[number];

/** Counts of a page by owner and tier. */
function talliesOf(judged: readonly Judged[]): FrameTally[] {
  const tallies = new Map<string, FrameTally>();
  for (const { customer, found } of judged) {
    const { ownerId: repId, tier } = customer;
    const key = `${repId} ${tier}`;
    const tally = tallies.get(key) ?? { repId, tier, customers: 0, eligible: 0, refused: {} };
    tallies.set(key, tally);
    tally.customers++;
    if ("contactIds" in found) tally.eligible++;
    else tally.refused[found.code] = (tally.refused[found.code] ?? 0) + 1;
  }
  return [...tallies.values()];
}

/** The candidates of a page, their contacts in the order of their own lots. */
async function candidatesOf(
  sealer: Sealer,
  { week, tiers }: Draw,
  judged: readonly Judged[],
): Promise<Candidate[]> {
  const found = judged.map(async ({ customer: { id, tier, ownerId }, found: who }) => {
    if (!("contactIds" in who)) return [];
    const lot = await drawLot(sealer, week, id);
    if (lot >= tiers[tier satisfies TierName].bound) return [];
    const people = await Promise.all(
      who.contactIds.map(async (one) => ({ id: one, lot: await drawLot(sealer, week, one) })),
    );
    const contactIds = people.toSorted(byLot).map((one) => one.id);
    return [{ tier, lot, customerId: id, ownerId, contactIds }];
  });
  return (await Promise.all(found)).flat();
}

/** Looks at the next page of customers from `place`; answers the place behind it, null at the end. */
export async function walkFrame(
  drawing: Drawing,
  draw: Draw,
  place: string,
): Promise<string | null> {
  const page = await framePage(drawing.db, {
    after: place,
    quarter: draw.quarter,
    size: FRAME_PAGE,
  });
  const last = page.at(-1)?.id;
  if (last === undefined) return null;
  const judged = await judge(drawing, page);
  const candidates = await candidatesOf(drawing.sealer, draw, judged);
  await storeFramePage(
    drawing.db,
    { week: draw.week, before: place, last },
    candidates,
    talliesOf(judged),
  );
  return last;
}
