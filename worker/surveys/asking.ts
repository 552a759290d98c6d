/** All that decides whether a contact may be asked, read from the store. */
import {
  findRefusal,
  QUARTER_MS,
  type Asking,
  type FoundRefusal,
} from "../../shared/surveys/find-refusal.ts";
import type { Policy } from "../../shared/scoring/policy.ts";
import { DAY_MS } from "../../shared/time/days.ts";
import { isInternal, normalise } from "../../shared/people/address.ts";
import { Refused } from "../errors.ts";
import { storedKeys } from "../security/customer-keys.ts";
import { at } from "../security/places.ts";
import type { Sealer } from "../security/seal.ts";
import { findContact } from "../store/contacts.ts";
import type { Database } from "../store/database.ts";
import { addressesOf, customerAsking, isOptedOut } from "../store/invitations.ts";
import { hasTrust, type KnownSurvey } from "./survey-of.ts";

/** An address that was added so shortly before the asking may be of somebody else. */
const NEW_ADDRESS_MS = 7 * DAY_MS;

/** A contact about to be asked, with what the rules look at. */
export type AskedContact = {
  customerId: string;
  contactId: string;
  /** The customer's, where one is kept. */ language: string | null;
  asking: Omit<Asking, "isArchived">;
  /** Invitations of the customer ever: none may have come in between. */ seen: number;
  /** The address that they had first. */ address: string | null;
  /** Keyed hashes of their addresses, for opting out. */ optOutIndexes: string[];
  /** Flags that an answer of theirs will carry. */ flags: string[];
};

/**
 * Keyed hashes by which somebody opts out: of the contact, and of the person behind each address.
 * They join with no other index.
 */
export const optOutIndexes = (
  sealer: Sealer,
  contactId: string,
  addresses: readonly string[],
): Promise<string[]> =>
  Promise.all(
    [`contact ${contactId}`, ...addresses.map((one) => normalise(one)?.canonical ?? one)].map(
      (value) => sealer.index("opt_out", value),
    ),
  );

/** The addresses of a contact, and how the contact came by them. */
export async function contactAddresses(
  db: Database,
  sealer: Sealer,
  contactId: string,
  ownerId: string,
) {
  const { addresses, contactSince } = await addressesOf(db, contactId);
  const keys = await storedKeys(db, sealer, ownerId);
  const opened = await Promise.all(
    addresses.map(({ index, sealed }) => keys.open(at("addresses.address_sealed", index), sealed)),
  );
  return { opened, addresses, contactSince };
}

/** Reads a contact about to be asked. Refuses (`not_found`) where there is no such contact. */
export async function readAsked(
  { db, sealer, ownDomains }: { db: Database; sealer: Sealer; ownDomains: readonly string[] },
  contactId: string,
  policy: Policy["surveys"],
  now: number,
): Promise<AskedContact> {
  const contact = await findContact(db, contactId);
  const since = now - Math.max(policy.personDays * DAY_MS, policy.trustDays * DAY_MS, QUARTER_MS);
  const known = contact && (await customerAsking(db, contact.customerId, since));
  if (contact === null || known === null)
    throw new Refused(
      "not_found",
      "There is no such contact. It may have been removed; look the card up again.",
    );
  const { opened, addresses, contactSince } = await contactAddresses(
    db,
    sealer,
    contactId,
    contact.ownerId,
  );
  const indexes = await optOutIndexes(sealer, contactId, opened);
  const isChanged = addresses.some(
    ({ createdAt }) => createdAt > now - NEW_ADDRESS_MS && createdAt > contactSince + DAY_MS,
  );
  const isOwn = opened.some((address) =>
    isInternal(normalise(address)?.domain ?? "", [...ownDomains]),
  );
  const { asks, seen, language, ...customer } = known;
  return {
    customerId: contact.customerId,
    contactId,
    language,
    seen,
    asking: {
      ...customer,
      isOptedOut: await isOptedOut(db, indexes),
      asks,
    },
    address: opened[0] ?? null,
    optOutIndexes: indexes,
    flags: [...(isChanged ? ["address_changed"] : []), ...(isOwn ? ["own_domain"] : [])],
  };
}

/** Returns why a survey is not asked of a contact now; null where it may be. */
export const refusalOf = (
  { contactId, asking }: AskedContact,
  survey: KnownSurvey,
  policy: Policy["surveys"],
  now: number,
): FoundRefusal | null =>
  findRefusal(
    { contactId, hasTrust: hasTrust(survey.body) },
    { ...asking, isArchived: survey.archivedAt !== null },
    policy,
    now,
  );
