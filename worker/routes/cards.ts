/**
 * POST /v1/cards: who the people of a thread are. Reads cards, and computes one before it answers
 * only where the override has ended that the stored one goes by.
 */
import type { Context, TypedResponse } from "hono";
import type { CardAnswer } from "../../shared/contract/answers.ts";
import * as routes from "../../shared/contract/routes.ts";
import { isInternal, normalise } from "../../shared/people/address.ts";
import { businessDomain } from "../../shared/people/business-domain.ts";
import { isSharedMailbox } from "../../shared/people/shared-mailbox.ts";
import { ownDomains } from "../book.ts";
import { openCard } from "../scoring/card-body.ts";
import { cardTextOf, nameOn } from "../scoring/card.ts";
import type { App } from "../context.ts";
import { scoreCustomers } from "../scoring/rescore.ts";
import { router } from "../router.ts";
import { at } from "../security/places.ts";
import { lookUpCards, type Found, type Wanted } from "../store/cards-lookup.ts";

export const cards = router();

/** An answer whose card is JSON already. */
type Answer = Omit<CardAnswer, "card"> & { cardText?: string };

cards.openapi(routes.lookUpCards, async (c) => {
  const { addresses, outside = [] } = c.req.valid("json");
  const noColleagues = new Set(outside.map((address) => normalise(address)?.canonical));
  const own = ownDomains(c.env);
  const people = new Map<string, Promise<Wanted>>();
  const asked = addresses.map((address) => {
    const known = normalise(address);
    if (known === null) return { address, status: "unknown" as const };
    if (isInternal(known.domain, own) && !noColleagues.has(known.canonical))
      return { address, status: "internal" as const };
    if (!people.has(known.canonical)) people.set(known.canonical, wanted(c, known.canonical));
    return { address, canonical: known.canonical };
  });

  const indexed = new Map(
    await Promise.all([...people].map(async ([canonical, one]) => [canonical, await one] as const)),
  );
  const { found, rowsRead } = await lookUp(c, [...indexed.values()]);
  const boxes = new Set(
    [...indexed]
      .filter(([canonical]) => isSharedMailbox(canonical))
      .map(([, { addressIndex }]) => addressIndex),
  );
  const opened = new Map(
    await Promise.all(
      found.map(
        async (one) => [one.addressIndex, await open(c, one, boxes.has(one.addressIndex))] as const,
      ),
    ),
  );
  const outdated = found.filter(
    (one) =>
      one.body !== null &&
      one.contactId !== null &&
      opened.get(one.addressIndex)?.cardText === undefined,
  );
  if (outdated.length > 0) c.executionCtx.waitUntil(renew(c, outdated));
  c.header("Server-Timing", `d1;desc="${rowsRead} rows read"`);

  const answers = asked.map((one): Answer => {
    if (one.status !== undefined) return { address: one.address, status: one.status };
    const index = indexed.get(one.canonical)?.addressIndex ?? "";
    const answer: Answer = {
      address: one.address,
      ...(opened.get(index) ?? { status: "unknown" }),
    };
    return answer.status === "unknown" && boxes.has(index) ? { ...answer, shared: true } : answer;
  });
  const text = `{"cards":[${answers.map(textOf).join(",")}]}`;
  const response: Response = c.body(text, 200, { "Content-Type": "application/json" });
  return response as Response & TypedResponse<{ cards: CardAnswer[] }, 200, "json">;
});

/** Looks people up, once more where a card went by an override that has ended since. */
async function lookUp(c: Context<App>, people: Wanted[]): ReturnType<typeof lookUpCards> {
  const { db, sealer, now } = c.var;
  const first = await lookUpCards(db, people);
  const ended = first.found.filter((one) => one.overrideUntil !== null && one.overrideUntil <= now);
  if (ended.length === 0) return first;
  await scoreCustomers(db, sealer, c.env, [...new Set(ended.map((one) => one.customerId))], now);
  return lookUpCards(db, people);
}

/** Joins the JSON of answer and card: a card is neither parsed nor written again. */
function textOf({ cardText, ...answer }: Answer): string {
  const text = JSON.stringify(answer);
  return cardText === undefined ? text : `${text.slice(0, -1)},"card":${cardText}}`;
}

async function wanted(c: Context<App>, canonical: string): Promise<Wanted> {
  const domain = businessDomain(canonical);
  const [addressIndex, domainIndex] = await Promise.all([
    c.var.sealer.index("address", canonical),
    domain === null ? null : c.var.sealer.index("domain", domain),
  ]);
  return { addressIndex, domainIndex };
}

/** A shared mailbox at a customer's domain is the customer's: it has the card and no contact. */
async function open(c: Context<App>, found: Found, box: boolean): Promise<Omit<Answer, "address">> {
  const { customerId, contactId, addressIndex, body, mergedId } = found;
  const keys = c.var.sealer.customer(customerId, found.dataKey);
  const json = body === null ? null : openCard(keys, customerId, body);
  if (contactId === null) {
    const text = await json;
    const cardText = box && text !== null ? cardTextOf(text, null) : null;
    if (cardText !== null) return { status: "customer", cardText };
    return { status: "unknown", suggestion: { customerId, name: nameOn(text) } };
  }
  if (json === null) return { status: "customer" };
  const owner = mergedId === null ? keys : c.var.sealer.customer(mergedId, found.mergedKey);
  const [text, name, telephone] = await Promise.all([
    json,
    owner.open(at("addresses.name_sealed", addressIndex), found.contactNameSealed),
    owner.open(at("addresses.telephone_sealed", addressIndex), found.contactTelephoneSealed),
  ]);
  const contact = { id: contactId, name, ...(telephone !== null && { telephone }) };
  const cardText = cardTextOf(text, contact);
  return cardText === null ? { status: "customer" } : { status: "customer", cardText };
}

/**
 * Scores anew behind the answer, for the next look-up: cards of before an update are of another
 * shape.
 */
async function renew(c: Context<App>, outdated: Found[]): Promise<void> {
  try {
    await scoreCustomers(
      c.env.DB,
      c.var.sealer,
      c.env,
      [...new Set(outdated.map((one) => one.customerId))],
      c.var.now,
    );
  } catch (error) {
    // The nightly review renews what is left.
    console.error(
      JSON.stringify({
        route: "POST /v1/cards",
        requestId: c.var.requestId,
        error: error instanceof Error ? error.name : "unknown",
      }),
    );
  }
}
