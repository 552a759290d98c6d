/** The page of resources: the time that customers get beside the value that they bring. */
import type { Filter } from "../../contract/customer-filter.ts";
import type { TierName } from "../../contract/fields.ts";
import type { ResourcesBody } from "../../contract/snapshot.ts";
import { fromCustomer, fromUs } from "../engagement.ts";
import { DAY } from "../summarise.ts";
import { addSums } from "./add-sums.ts";
import { groupOf, type Groups, largest, mergeGroups } from "./groups.ts";
import type { Page, SnapshotContext, SnapshotCustomer } from "./page.ts";

/** Effort over so many days. */
const windowDays = 365;
/** Ends of the ranges of days since the last contact; the last one has none. */
const ends: readonly (number | null)[] = [30, 90, 365, null];
const [recentRange, longAgo] = [0, 90];
const mostOwners = 50;
const tierNames: readonly TierName[] = ["high", "mid", "low", "potential"];

type Effort = {
  customers: number;
  contacts: number;
  minutes: number;
  timedContacts: number;
  sales: number;
  value: number;
};
type Range = { customers: number; value: number; minutes: number };
type Tier = Effort & { /** By the place in `ends`. */ ranges: Range[] };
type ResourcesTally = { tiers: Record<string, Tier>; owners: Groups<Effort> };

const nothing = (): Effort => ({
  customers: 0,
  contacts: 0,
  minutes: 0,
  timedContacts: 0,
  sales: 0,
  value: 0,
});

/** The effort of one customer, and the range that their last contact lies in; the last for none. */
function effortOf(
  { scores, seen }: SnapshotCustomer,
  now: number,
): { effort: Effort; range: number } {
  const effort = nothing();
  effort.customers = 1;
  effort.sales = seen.recentSales;
  effort.value = scores.value.lifetimeValue ?? 0;
  let last = -Infinity;
  for (const one of seen.facts.interactions) {
    const { occurredAt, minutes = null } = one;
    if (occurredAt > now || !(fromCustomer(one) || fromUs(one))) continue;
    last = Math.max(last, occurredAt);
    if (occurredAt <= now - windowDays * DAY) continue;
    effort.contacts++;
    if (minutes === null) continue;
    effort.timedContacts++;
    effort.minutes += minutes;
  }
  return { effort, range: ends.findIndex((end) => end === null || last >= now - end * DAY) };
}

const newTier = (): Tier => ({
  ...nothing(),
  ranges: ends.map(() => ({ customers: 0, value: 0, minutes: 0 })),
});

function addEffort(into: Effort, effort: Effort): void {
  into.customers += effort.customers;
  into.contacts += effort.contacts;
  into.minutes += effort.minutes;
  into.timedContacts += effort.timedContacts;
  into.sales += effort.sales;
  into.value += effort.value;
}

const ago = (now: number, days: number) => new Date(now - days * DAY).toISOString();

/** Customers whose last contact lies in a range; none at all is long ago. */
function lastContactFilter(at: number, now: number): Filter {
  const [end, before] = [ends[at]!, at === 0 ? null : ends[at - 1]!];
  const field = "lastContactAt" as const;
  if (before === null) return { field, from: ago(now, end!) };
  if (end !== null) return { field, from: ago(now, end), below: ago(now, before) };
  return {
    any: [
      { field, below: ago(now, before) },
      { field, known: false },
    ],
  };
}

/** Customers without a contact for `longAgo` days. */
const isLongAgo = (now: number): Filter => ({
  any: [
    { field: "lastContactAt", below: ago(now, longAgo) },
    { field: "lastContactAt", known: false },
  ],
});

const part = (of: number, all: number) => (all > 0 ? of / all : 0);

const shares = ({ contacts, minutes, value }: Effort, all: Effort) => ({
  contactShare: part(contacts, all.contacts),
  minuteShare: part(minutes, all.minutes),
  valueShare: part(value, all.value),
});

function tiersOf(tiers: ResourcesTally["tiers"], all: Effort, now: number): ResourcesBody["tiers"] {
  return tierNames.flatMap((tier) => {
    const own = tiers[tier];
    if (!own) return [];
    const { ranges, ...effort } = own;
    const filter: Filter = { field: "tier", in: [tier] };
    return [
      {
        tier,
        ...effort,
        ...shares(effort, all),
        filter,
        lastContact: ranges.map(({ customers, value }, at) => ({
          from: at === 0 ? 0 : ends[at - 1]!,
          below: ends[at]!,
          customers,
          value,
          filter: { all: [filter, lastContactFilter(at, now)] },
        })),
      },
    ];
  });
}

/** Good customers long without a contact, and small ones who had one just now. */
function imbalancesOf(tiers: ResourcesTally["tiers"], now: number): ResourcesBody["imbalances"] {
  const sum = (ranges: readonly Range[]) => {
    const all: Range = { customers: 0, value: 0, minutes: 0 };
    for (const range of ranges) addSums(all, range);
    return all;
  };
  const of = (kind: "too_little" | "too_much", tier: TierName, ranges: Range[], when: Filter) => ({
    kind,
    tier,
    ...sum(ranges),
    filter: { all: [{ field: "tier" as const, in: [tier] }, when] },
  });
  const past = ends.indexOf(longAgo) + 1;
  const known = tierNames.flatMap((tier) => (tiers[tier] ? [{ tier, ...tiers[tier] }] : []));
  return known.flatMap(({ tier, ranges }) => {
    if (tier === "low")
      return [of("too_much", tier, [ranges[recentRange]!], lastContactFilter(recentRange, now))];
    if (tier === "potential") return [];
    return [of("too_little", tier, ranges.slice(past), isLongAgo(now))];
  });
}

function ownersOf(owners: Groups<Effort>, all: Effort): ResourcesBody["owners"] {
  return largest(owners, ({ value }) => value, mostOwners).map(({ key, group }) => ({
    owner: key,
    ...group,
    ...shares(group, all),
    weeklyMinutes: (7 * group.minutes) / windowDays,
    filter:
      key === null
        ? { field: "owner" as const, known: false }
        : { field: "owner" as const, in: [key] },
  }));
}

export const resourcesPage: Page<ResourcesTally, ResourcesBody> = {
  empty: () => ({ tiers: {}, owners: {} }),

  add(tally, customer, { now }: SnapshotContext) {
    const { effort, range: at } = effortOf(customer, now);
    const tier = (tally.tiers[customer.scores.tier.tier] ??= newTier());
    addEffort(tier, effort);
    addEffort(groupOf(tally.owners, customer.owner, nothing), effort);
    const range = tier.ranges[at]!;
    range.customers++;
    range.value += effort.value;
    range.minutes += effort.minutes;
  },

  merge(into, { tiers, owners }) {
    addSums(into.tiers, tiers);
    mergeGroups(into.owners, owners, nothing);
  },

  body({ tiers, owners }, { now }) {
    const all = nothing();
    for (const { ranges: _, ...effort } of Object.values(tiers)) addSums(all, effort);
    return {
      days: windowDays,
      tiers: tiersOf(tiers, all, now),
      owners: ownersOf(owners, all),
      imbalances: imbalancesOf(tiers, now),
    };
  },
};
