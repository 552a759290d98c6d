/** Writes as a rep makes them: with a key of their own, the answer read by the contract. */
import { env } from "cloudflare:workers";
import { expect } from "vitest";
import type { z } from "zod";
import { cardOnly, factAnswer, interactionAnswer, profile } from "../../shared/contract/answers.ts";
import type { Card, Scores } from "../../shared/contract/card.ts";
import { call } from "./client.ts";

const day = 86_400_000;

/** A write that is expected to succeed. */
export async function write<S extends z.ZodType>(
  schema: S,
  token: string,
  path: string,
  body: unknown,
  key: string = crypto.randomUUID(),
): Promise<z.output<S>> {
  const response = await call("POST", path, { token, body, key });
  expect(response.status, await response.clone().text()).toBe(200);
  return schema.parse(await response.json());
}

/** A customer with one contact, added by the API; answers the card. */
export async function added(token: string, name: string, addresses: string[] = []): Promise<Card> {
  const contact = addresses.length === 0 ? undefined : { name: `${name}'s buyer`, addresses };
  return (await write(cardOnly, token, "/v1/customers", { name, contact })).card;
}

/** Logs an interaction of a customer. */
export const log = (
  token: string,
  customerId: string,
  more: Record<string, unknown> = {},
  key?: string,
) =>
  write(
    interactionAnswer,
    token,
    "/v1/interactions",
    { customerId, kind: "email", direction: "in", occurredAt: ago(1), ...more },
    key,
  );

/** Takes a fact back: `what` is "interactions", "satisfaction", "trust" or "outcomes". */
export const undo = (token: string, what: string, id: string, reason: string | null = null) =>
  write(factAnswer, token, `/v1/${what}/${id}/withdraw`, { reason });

/** A message of a webmail. */
export const message = (messageId: string | null, place: string | null = null) => ({
  messageId,
  webmail: "mail.example",
  account: "me@own.example",
  thread: place === null ? null : "INBOX",
  message: place,
});

/** A customer's profile. */
export async function profileOf(token: string, id: string, query = "") {
  const response = await call("GET", `/v1/customers/${id}${query}`, { token });
  expect(response.status).toBe(200);
  return profile.parse(await response.json());
}

/** An instant so many days before now. */
export const ago = (days: number): string => new Date(Date.now() - days * day).toISOString();

/** Stores purchases, `[days ago, minor units]` each, as an import does. */
export async function buys(customerId: string, purchases: [number, number][]): Promise<void> {
  const insert = env.DB.prepare(
    `INSERT INTO transactions (customer_id, order_id, kind, amount, currency, occurred_at,
      recorded_at) VALUES (?, ?, 'purchase', ?, 'GBP', ?, ?)`,
  );
  await env.DB.batch(
    purchases.map(([days, amount]) =>
      insert.bind(customerId, crypto.randomUUID(), amount, Date.now() - days * day, Date.now()),
    ),
  );
}

/** Returns how many rows a table has, of one customer or of all. */
export async function rows(table: string, customerId?: string): Promise<number> {
  const of = customerId === undefined ? "" : " WHERE customer_id = ?1";
  const statement = env.DB.prepare(`SELECT count(*) AS n FROM ${table}${of}`);
  return (
    (await (customerId === undefined ? statement : statement.bind(customerId)).first<number>(
      "n",
    )) ?? 0
  );
}

/** Returns what must be the same again after an undo. */
export const figures = (
  card: Card,
): { scores: Scores; touches: Card["touches"]; lastPurchase: Card["lastPurchase"] } => ({
  scores: card.scores,
  touches: card.touches,
  lastPurchase: card.lastPurchase,
});
