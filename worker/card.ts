/** The card from what is known of a customer and the scores of it. */
import { storable } from "../shared/contract/characters.ts";
import type { Card, Scores, Touch } from "../shared/contract/card.ts";
import { purchasesShown, returnsShown } from "../shared/scoring/index.ts";
import type { Known } from "./changes.ts";
import type { Sealer } from "./security/seal.ts";
import type { CustomerRow } from "./store/customers.ts";
import type { TouchRow } from "./store/interactions.ts";

/** The shape of the card; raised when cards written before no longer fit the contract. */
export const cardVersion = 2;
/** A stored card; null where there is none, or it was written before the shape changed: it is to be scored anew then. */
export function currentCard(body: string | null): Card | null {
  const card = body === null ? null : JSON.parse(body) as Card;
  return card?.version.card === cardVersion ? card : null;
}
/** Touches on a card. */
export const touchesShown = 5;

/** Opens sealed text, null for null; the same sealed value is opened once. */
export function opener(sealer: Sealer): (sealed: string | null) => Promise<string | null> {
  const opened = new Map<string, Promise<string>>();
  return async (sealed) => {
    if (sealed === null) return null;
    let text = opened.get(sealed);
    if (text === undefined) {
      // Sealed before such characters were refused.
      text = sealer.open(sealed).then(storable);
      opened.set(sealed, text);
    }
    return text;
  };
}
export type Open = ReturnType<typeof opener>;

/** An instant as the contract writes it. */
export const instant = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** Who did something: their name, else the local part of their address; null for imports and the first administrator. */
export async function authorOf(row: { authorNameSealed: string | null; authorAddressSealed: string | null }, open: Open): Promise<string | null> {
  return await open(row.authorNameSealed) ?? (await open(row.authorAddressSealed))?.split("@")[0] ?? null;
}

/** A touch with its text opened. */
export async function openTouch(row: TouchRow, open: Open): Promise<Touch> {
  const [subject, note, by, editor] = await Promise.all([
    open(row.subjectSealed), open(row.noteSealed), authorOf(row, open),
    authorOf({ authorNameSealed: row.editorNameSealed, authorAddressSealed: row.editorAddressSealed }, open),
  ]);
  return {
    id: row.id, kind: row.kind, direction: row.direction, at: instant(row.occurredAt), subject, note, minutes: row.minutes,
    behaviours: JSON.parse(row.behaviours), by, ...(row.editedAt !== null && { edited: { by: editor, at: instant(row.editedAt) } }),
  };
}

/** The card as the rep gets it. `version` is that of the model and the policy the scores come from. */
export async function makeCard(
  customer: CustomerRow, { facts, touches }: Known, scores: Scores, open: Open, version: { model: number; policy: number }, now: number,
  zone: string,
): Promise<Card> {
  const bought = purchasesShown(facts.transactions, now, zone);
  const returned = returnsShown(facts.transactions, now, zone);
  return {
    customer: {
      id: customer.id, kind: customer.kind, name: await open(customer.nameSealed), externalId: customer.externalId,
      segment: customer.segment, since: bought && instant(bought.first),
    },
    contact: null,
    lastPurchase: bought && { at: instant(bought.last.at), amount: bought.last.amount },
    ...(returned && { returned: { ...returned, at: instant(returned.at) } }),
    scores: await withComments(scores, open),
    touches: touches.slice(0, touchesShown),
    version: { card: cardVersion, ...version },
    scoredAt: instant(now),
  };
}

/** Scoring passes comments on as they are stored; the few that are shown are opened here. */
async function withComments(scores: Scores, open: Open): Promise<Scores> {
  const { customer, rep } = scores.satisfaction;
  const opened = async (side: typeof customer) =>
    ({ ...side, latest: await Promise.all(side.latest.map(async (answer) => ({ ...answer, comment: await open(answer.comment) }))) });
  const [said, noted] = await Promise.all([opened(customer), opened(rep)]);
  return { ...scores, satisfaction: { customer: said, rep: noted } };
}
