/** Reads what is stored sealed, opened as the Worker opens it. */
import { env } from "cloudflare:workers";
import { card as cardSchema, type Card } from "../../shared/contract/card.ts";
import { openCard } from "../../worker/scoring/card-body.ts";
import { at, type CustomerColumn } from "../../worker/security/places.ts";
import { type CustomerSeals, sealer } from "../../worker/security/seal.ts";
import { sealedCard } from "../../worker/store/cards.ts";
import { dataKeysOf } from "../../worker/store/data-keys.ts";

/** Returns what seals for a customer that is stored. */
export async function keysOf(customerId: string): Promise<CustomerSeals> {
  const dataKey = (await dataKeysOf(env.DB, [customerId])).get(customerId) ?? null;
  return (await sealer(env)).customer(customerId, dataKey);
}

/** The text of a cell of a customer; null for null. */
export async function opened(
  customerId: string,
  column: CustomerColumn,
  row: string,
  sealed: string | null,
): Promise<string | null> {
  return (await keysOf(customerId)).open(at(column, row), sealed);
}

/** The JSON of a customer's card as it is stored. */
export async function storedJson(customerId: string): Promise<string> {
  const stored = await sealedCard(env.DB, customerId);
  return openCard(
    (await sealer(env)).customer(customerId, stored?.dataKey ?? null),
    customerId,
    stored?.body ?? "",
  );
}

/** A customer's card as it is stored. */
export async function storedCard(customerId: string): Promise<Card> {
  return cardSchema.parse(JSON.parse(await storedJson(customerId)));
}
