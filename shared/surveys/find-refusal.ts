/** Rules of asking: who may not be asked now, why, and from when they may be. */
import type { RefusalCode } from "../contract/survey.ts";
import type { Policy } from "../scoring/policy.ts";
import { DAY_MS } from "../time/days.ts";

/** Somebody asked: an invitation that was not taken back. */
export type Ask = {
  contactId: string;
  /** True for a survey with trust questions. */ hasTrust: boolean;
  /** Milliseconds since 1970. */ at: number;
};

/** All that decides whether a contact may be asked. */
export type Asking = {
  consent: string;
  isOptedOut: boolean;
  hasOpenCase: boolean;
  isArchived: boolean;
  /** Contacts of the customer. */ contacts: number;
  /** Of all its contacts, as far back as the longest rule looks. */ asks: readonly Ask[];
};

/** Why somebody is not asked. Instants in milliseconds; `until` null where time alone ends it not. */
export type FoundRefusal = { code: RefusalCode; askedAt: number | null; until: number | null };

/** Whatever the policy says, nobody is asked twice within a day. */
export const FLOOR_MS = DAY_MS;
/** A quarter of a year, rolling. */
export const QUARTER_MS = 91 * DAY_MS;

const never = (code: RefusalCode): FoundRefusal => ({ code, askedAt: null, until: null });

/** Contacts of a company who may be asked in a quarter: one may always be. */
export const mostAsked = (contacts: number, share: number): number =>
  Math.max(1, Math.floor(share * contacts + 1e-9));

/** The rest after the newest of some asks, if it lasts. */
function resting(
  code: RefusalCode,
  asks: readonly Ask[],
  restMs: number,
  now: number,
): FoundRefusal[] {
  if (asks.length === 0) return [];
  const askedAt = Math.max(...asks.map(({ at }) => at));
  const until = askedAt + restMs;
  return until > now ? [{ code, askedAt, until }] : [];
}

/** The share of a company, by the others of it who were asked in the last quarter. */
function shareUsed(
  contactId: string,
  { asks, contacts }: Asking,
  share: number,
  now: number,
): FoundRefusal[] {
  const latest = new Map<string, number>();
  for (const ask of asks)
    if (ask.contactId !== contactId && ask.at + QUARTER_MS > now)
      latest.set(ask.contactId, Math.max(ask.at, latest.get(ask.contactId) ?? 0));
  const most = mostAsked(contacts, share);
  if (latest.size < most) return [];
  const times = [...latest.values()].sort((p, q) => q - p);
  return [
    {
      code: "company_share",
      askedAt: times[0] ?? null,
      until: (times[most - 1] ?? now) + QUARTER_MS,
    },
  ];
}

/**
 * Finds why a contact may not be asked now; null where they may. What no waiting ends comes first,
 * then the rule that ends last.
 */
export function findRefusal(
  wanted: { contactId: string; hasTrust: boolean },
  asking: Asking,
  policy: Policy["surveys"],
  now: number,
): FoundRefusal | null {
  if (asking.isArchived) return never("archived");
  if (asking.consent === "no") return never("no_consent");
  if (asking.isOptedOut) return never("opted_out");
  if (asking.hasOpenCase) return never("open_case");
  const own = asking.asks.filter(({ contactId }) => contactId === wanted.contactId);
  const rest = Math.max(policy.personDays * DAY_MS, FLOOR_MS);
  const found = [
    ...resting("asked_recently", own, rest, now),
    ...(wanted.hasTrust
      ? resting(
          "trust_asked_recently",
          own.filter(({ hasTrust }) => hasTrust),
          policy.trustDays * DAY_MS,
          now,
        )
      : []),
    ...shareUsed(wanted.contactId, asking, policy.companyShare, now),
  ];
  return found.reduce<FoundRefusal | null>(
    (last, one) => (last === null || (one.until ?? 0) > (last.until ?? 0) ? one : last),
    null,
  );
}
