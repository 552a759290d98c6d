/** The person at work, and addresses of customers and strangers, for messages and drafts between them. */
import type { CardAnswer, Me } from "../../../../shared/contract/answers.ts";

export const me = {
  user: { address: "robin@own.example" },
  book: { ownDomains: ["own.example"] },
} as unknown as Me;

/** Ids of customers by address. */
export const customers: Record<string, string> = {
  "dana@harlow.example": "harlow",
  "workshop@harlow.example": "harlow",
  "wang@asia.example": "asia",
  "li@kestrel.example": "kestrel",
};

/** Answers as a look-up would: each customer is called by its id. */
export function answer(address: string): CardAnswer | undefined {
  const id = customers[address];
  if (id === undefined) return { address, status: "unknown" };
  const card = { customer: { id, name: id }, contact: { id: address, name: null } };
  return { address, status: "customer", card } as unknown as CardAnswer;
}
