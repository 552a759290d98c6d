/** GET /v1/today: what a rep has to do for whom, the most pressing first. */
import type { Context } from "hono";
import type { TodayCase, TodayCustomer, TodayPromise } from "../../shared/contract/answers.ts";
import type { Card } from "../../shared/contract/card.ts";
import { CASE_ACTION } from "../../shared/contract/case-action.ts";
import * as routes from "../../shared/contract/routes.ts";
import { clockDayIn, DAY_MS } from "../../shared/time/days.ts";
import type { App } from "../context.ts";
import { router } from "../router.ts";
import { openCard } from "../scoring/card-body.ts";
import { authorOf, currentCard, instant, opener } from "../scoring/card.ts";
import { endOverrides } from "../scoring/end-overrides.ts";
import { at } from "../security/places.ts";
import type { CustomerSeals } from "../security/seal.ts";
import { type DueCase, dueCases } from "../store/case-list.ts";
import { policyInForce } from "../store/policy.ts";
import { authors } from "../store/users.ts";
import { cardsOf, duePromises, pressingOf, type TodayCard } from "../store/today.ts";
import { visibleTo } from "../store/visibility.ts";
import { ownProposals, showProposals } from "../surveys/sampling/today-proposals.ts";

/** Customers and promises in the answer, one more of each being looked for. */
const mostShown = 50;
/** People to be asked: more would be a campaign. */
const mostProposed = 10;
/** Promises are told so many days ahead. */
const daysAhead = 7;

export const today = router();

today.openapi(routes.getToday, async (c) => {
  const { db, sealer, user, now } = c.var;
  await endOverrides(db, sealer, c.env, now);
  const { book } = await policyInForce(db);
  const until = new Date((clockDayIn(book.timeZone, now) + daysAhead) * DAY_MS);
  const [pressing, due, open, drawn] = await Promise.all([
    pressingOf(db, { userId: user.id, visible: visibleTo(user), limit: mostShown + 1 }),
    duePromises(db, user.id, until.toISOString().slice(0, 10), mostShown + 1),
    dueCases(db, user.id, mostShown + 1),
    ownProposals(c, mostProposed + 1),
  ]);
  const shown = pressing.rows.slice(0, mostShown);
  const promises = due.rows.slice(0, mostShown);
  const cases = open.rows.slice(0, mostShown);
  const proposed = drawn.rows.slice(0, mostProposed);
  const facts = [...promises, ...cases, ...proposed];
  const ids = new Set([...shown.map(({ id }) => id), ...facts.map((one) => one.customerId)]);
  const cards = await cardsOf(db, [...ids]);
  const found = new Map(
    await Promise.all(cards.rows.map(async (row) => [row.id, await openToday(c, row)] as const)),
  );
  const own = new Set(cases.map(({ customerId }) => customerId));
  const rowsRead =
    pressing.rowsRead + due.rowsRead + open.rowsRead + drawn.rowsRead + cards.rowsRead;
  const proposals = await showProposals(c, proposed);
  c.header("Server-Timing", `d1;desc="${rowsRead} rows read"`);
  return c.json(
    {
      customers: shown.flatMap(({ id }) => todayCustomer(found.get(id), own)),
      moreCustomers: pressing.rows.length > mostShown,
      promises: await openPromises(c, promises, found),
      morePromises: due.rows.length > mostShown,
      cases: cases.flatMap((one) => todayCase(one, found.get(one.customerId))),
      moreCases: open.rows.length > mostShown,
      proposals: proposed.flatMap(({ id, customerId }) => {
        const [customer, shown] = [found.get(customerId), proposals.get(id)];
        return customer == null || shown === undefined
          ? []
          : [{ ...customerOn(customer), ...shown }];
      }),
      moreProposals: drawn.rows.length > mostProposed,
    },
    200,
  );
});

type Opened = { card: Card; contact: TodayCustomer["contact"]; keys: CustomerSeals };
type Due = Awaited<ReturnType<typeof duePromises>>["rows"];

/** The card and the contact of a customer; null where its card is not readable as it stands. */
async function openToday(c: Context<App>, row: TodayCard): Promise<Opened | null> {
  const keys = c.var.sealer.customer(row.id, row.dataKey);
  const card = row.body === null ? null : currentCard(await openCard(keys, row.id, row.body));
  if (card === null) return null;
  const [address, name] = await Promise.all([
    keys.open(at("addresses.address_sealed", row.addressIndex ?? ""), row.addressSealed),
    keys.open(at("contacts.name_sealed", row.contactId ?? ""), row.contactNameSealed),
  ]);
  return { card, contact: address === null ? null : { address, name }, keys };
}

const customerOn = ({ card, contact }: Opened) => ({
  customer: {
    id: card.customer.id,
    name: card.customer.name,
    tier: card.scores.tier.tier,
    stage: card.scores.stage.stage,
  },
  contact,
});

/** The step to be done for a customer, but for a case that stands among one's own. */
function todayCustomer(
  found: Opened | null | undefined,
  own: ReadonlySet<string>,
): TodayCustomer[] {
  if (found == null) return [];
  const { next, warning } = found.card.scores;
  if (next.action?.key === CASE_ACTION && own.has(found.card.customer.id)) return [];
  return next.action === null && warning === null
    ? []
    : [{ ...customerOn(found), action: next.action, warning }];
}

/** A case of one's own, as the card has it; the list alone tells its state where that is newer. */
function todayCase(row: DueCase, found: Opened | null | undefined): TodayCase[] {
  if (found == null) return [];
  const shown = found.card.cases?.find(({ id }) => id === row.id);
  return [
    {
      ...customerOn(found),
      case: {
        id: row.id,
        reason: row.reason,
        metric: row.metric,
        score: row.score,
        comment: shown?.comment ?? null,
        state: row.state,
        openedAt: instant(row.openedAt),
        dueAt: instant(row.dueAt),
        contactedAt: row.contactedAt === null ? null : instant(row.contactedAt),
        owner: shown?.owner ?? null,
      },
    },
  ];
}

async function openPromises(
  c: Context<App>,
  due: Due,
  found: ReadonlyMap<string, Opened | null>,
): Promise<TodayPromise[]> {
  const { db, sealer, user } = c.var;
  const [me] = due.length === 0 ? [] : await authors(db, [user.id]);
  const by = me === undefined ? null : await authorOf(me, opener(sealer));
  const opened = due.map(async ({ id, customerId, dueOn, whatSealed, occurredAt }) => {
    const known = found.get(customerId);
    if (known == null) return [];
    const what = (await known.keys.open(at("promises.what_sealed", id), whatSealed)) ?? "";
    return [
      { ...customerOn(known), promise: { id, what, dueOn, madeAt: instant(occurredAt), by } },
    ];
  });
  return (await Promise.all(opened)).flat();
}
