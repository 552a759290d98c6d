/** The card from what is known of a customer and the scores of it. */
import type { Card, OpenPromise, Scores, Touch } from "../../shared/contract/card.ts";
import { dueOf, purchasesShown, returnsShown, settlementOf } from "../../shared/scoring/index.ts";
import { casesOnCard } from "./cases-on-card.ts";
import type { PromiseFact } from "../../shared/scoring/types.ts";
import type { Known } from "../facts/changes.ts";
import { at, type Place, type RingColumn } from "../security/places.ts";
import { colleaguesOf } from "./colleagues.ts";
import type { CustomerSeals, Seals } from "../security/seal.ts";
import type { CustomerRow } from "../store/customers.ts";
import type { AuthorRow, TouchRow } from "../store/interactions.ts";

/** The shape of the card; raised when cards written before no longer fit the contract. */
export const cardVersion = 2;
/**
 * A stored card; null where there is none, or it was written before the shape changed: it is to be
 * scored anew then.
 */
export function currentCard(body: string | null): Card | null {
  const card = body === null ? null : (JSON.parse(body) as Card);
  return card?.version.card === cardVersion ? card : null;
}
const noContact = '"contact":null';
const currentVersion = `"version":{"card":${cardVersion},`;
/**
 * The JSON of a stored card with this contact on it; null where it was written before the shape
 * changed. Spliced, for parsing costs more than the query. No string in JSON holds the marks: its
 * quotation marks stand behind backslashes.
 */
export function cardTextOf(body: string, contact: Card["contact"]): string | null {
  const at = body.indexOf(noContact);
  if (at === -1 || !body.includes(currentVersion)) return null;
  return `${body.slice(0, at)}"contact":${JSON.stringify(contact)}${body.slice(at + noContact.length)}`;
}
/** The customer's name on a stored card of any shape; null where there is no card. */
export function nameOn(body: string | null): string | null {
  return body === null ? null : (JSON.parse(body) as Card).customer.name;
}
/** Promises on a card: more are still to be kept by nobody whom a rep could help. */
const promisesShown = 10;
/** Touches on a card. */
export const touchesShown = 5;

/**
 * Opens what is sealed of people who sign in; each is opened once, however many cards name them.
 */
export function opener(sealer: Seals<RingColumn>): Open {
  const opened = new Map<string, Promise<string | null>>();
  return (place, sealed) => {
    const cell = `${place.column} ${place.row}`;
    const text = opened.get(cell) ?? sealer.open(place, sealed);
    opened.set(cell, text);
    return text;
  };
}
export type Open = (place: Place<RingColumn>, sealed: string | null) => Promise<string | null>;

/** An instant as the contract writes it. */
export const instant = (milliseconds: number): string => new Date(milliseconds).toISOString();

/**
 * Returns who did something: their name, else the local part of their address; null for imports and
 * the first administrator.
 */
export async function authorOf(
  { authorId, authorNameSealed, authorAddressSealed }: AuthorRow,
  open: Open,
): Promise<string | null> {
  if (authorId === null) return null;
  return (
    (await open(at("users.name_sealed", authorId), authorNameSealed)) ??
    (await open(at("users.address_sealed", authorId), authorAddressSealed))?.split("@")[0] ??
    null
  );
}

/** A touch with its text opened by its customer's keys, its author and editor by `open`. */
export async function openTouch(row: TouchRow, keys: CustomerSeals, open: Open): Promise<Touch> {
  const { editorId, editorNameSealed, editorAddressSealed } = row;
  const [subject, note, by, editor] = await Promise.all([
    keys.open(at("interactions.subject_sealed", row.newestId), row.subjectSealed),
    keys.open(at("interactions.note_sealed", row.newestId), row.noteSealed),
    authorOf(row, open),
    authorOf(
      {
        authorId: editorId,
        authorNameSealed: editorNameSealed,
        authorAddressSealed: editorAddressSealed,
      },
      open,
    ),
  ]);
  return {
    id: row.id,
    kind: row.kind,
    direction: row.direction,
    at: instant(row.occurredAt),
    subject,
    note,
    minutes: row.minutes,
    behaviours: JSON.parse(row.behaviours),
    by,
    ...(row.editedAt !== null && { edited: { by: editor, at: instant(row.editedAt) } }),
  };
}

/**
 * The card as the rep gets it. `version` is that of the model and the policy the scores come from.
 */
export async function makeCard(
  customer: CustomerRow,
  { facts, touches, names }: Known,
  scores: Scores,
  keys: CustomerSeals,
  version: { model: number; policy: number },
  now: number,
  zone: string,
): Promise<Card> {
  const bought = purchasesShown(facts.transactions, now, zone);
  const returned = returnsShown(facts.transactions, now, zone);
  const [name, segment] = await Promise.all([
    keys.open(at("customers.name_sealed", customer.id), customer.nameSealed),
    keys.open(at("customers.segment_sealed", customer.id), customer.segmentSealed),
  ]);
  const promises = await openPromises(facts.promises, names, keys);
  const cases = await casesOnCard(facts, names, keys);
  const colleagues = colleaguesOf(facts, names, now);
  return {
    customer: {
      id: customer.id,
      kind: customer.kind,
      name,
      externalId: customer.externalId,
      segment: segment ?? customer.segmentClear,
      since: bought && instant(bought.first),
      ...(customer.ownerId !== null && { owner: names.get(customer.ownerId) ?? null }),
      ...(customer.language !== null && { language: customer.language }),
    },
    contact: null,
    lastPurchase: bought && { at: instant(bought.last.at), amount: bought.last.amount },
    ...(returned && { returned: { ...returned, at: instant(returned.at) } }),
    scores: await withWords(scores, names, keys),
    touches: touches.slice(0, touchesShown),
    ...(promises.length > 0 && { promises }),
    ...(cases.length > 0 && { cases }),
    ...(colleagues.length > 0 && { colleagues }),
    version: { card: cardVersion, ...version },
    scoredAt: instant(now),
  };
}

/** Promises that are still to be kept, opened, the first to fall due first. */
async function openPromises(
  promises: readonly PromiseFact[],
  names: Known["names"],
  keys: CustomerSeals,
): Promise<OpenPromise[]> {
  const open = promises
    .filter((promise) => settlementOf(promise) === undefined)
    .map((promise) => ({ ...promise, dueOn: dueOf(promise) }))
    .sort((a, b) =>
      a.dueOn === b.dueOn ? a.occurredAt - b.occurredAt : a.dueOn < b.dueOn ? -1 : 1,
    );
  return Promise.all(
    open.slice(0, promisesShown).map(async ({ id, what, dueOn, occurredAt, userId }) => ({
      id,
      what: (await keys.open(at("promises.what_sealed", id), what)) ?? "",
      dueOn,
      madeAt: instant(occurredAt),
      by: names.get(userId) ?? null,
    })),
  );
}

/**
 * Scoring passes comments, and reason and author of an override, on as they are stored; the few
 * that are shown are opened here.
 */
async function withWords(
  scores: Scores,
  names: Known["names"],
  keys: CustomerSeals,
): Promise<Scores> {
  const { customer, rep } = scores.satisfaction;
  const opened = async (side: typeof customer) => ({
    ...side,
    latest: await Promise.all(
      side.latest.map(async (answer) => ({
        ...answer,
        comment: await keys.open(
          at("satisfaction_responses.comment_sealed", answer.id),
          answer.comment,
        ),
      })),
    ),
  });
  const [said, noted] = await Promise.all([opened(customer), opened(rep)]);
  return {
    ...scores,
    tier: await withOverride(scores.tier, names, keys),
    satisfaction: { customer: said, rep: noted },
  };
}

async function withOverride(
  tier: Scores["tier"],
  names: Known["names"],
  keys: CustomerSeals,
): Promise<Scores["tier"]> {
  const { override } = tier;
  if (override === undefined) return tier;
  const { id, reason, by } = override;
  return {
    ...tier,
    override: {
      ...override,
      reason: await keys.open(at("overrides.reason_sealed", id), reason),
      by: by && (names.get(by) ?? null),
    },
  };
}
