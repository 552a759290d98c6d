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

function effortOf({ scores, seen }: SnapshotCustomer, now: number): Effort {
  const contacts = seen.facts.interactions.filter(
    (one) =>
      (fromCustomer(one) || fromUs(one)) &&
      one.occurredAt > now - windowDays * DAY &&
      one.occurredAt <= now,
  );
  const timed = contacts.flatMap(({ minutes }) => minutes ?? []);
  return {
    customers: 1,
    contacts: contacts.length,
    minutes: timed.reduce((sum, minutes) => sum + minutes, 0),
    timedContacts: timed.length,
    sales: seen.recentSales,
    value: scores.value.lifetimeValue ?? 0,
  };
}

/** The range that the last contact lies in; the last one where there was none. */
function rangeOf({ seen: { facts } }: SnapshotCustomer, now: number): number {
  const last = facts.interactions.reduce(
    (at, one) =>
      (fromCustomer(one) || fromUs(one)) && one.occurredAt <= now
        ? Math.max(at, one.occurredAt)
        : at,
    -Infinity,
  );
  return ends.findIndex((end) => end === null || last >= now - end * DAY);
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
    const effort = effortOf(customer, now);
    const { customers, value, minutes } = effort;
    const at = rangeOf(customer, now);
    const ranges = ends.map((_, place): Range =>
      place === at ? { customers, value, minutes } : { customers: 0, value: 0, minutes: 0 },
    );
    addSums(tally.tiers, { [customer.scores.tier.tier]: { ...effort, ranges } });
    addSums(groupOf(tally.owners, customer.owner, nothing), effort);
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
