/** The writes a rep can cause, as data: what the outbox keeps and the API client sends. */
import type { InferRequestType, hc } from "hono/client";
import type { Api } from "../../shared/contract/api.ts";
import type { Card } from "../../shared/contract/card.ts";
import type { Interaction } from "../../shared/contract/answers.ts";

export type Client = ReturnType<typeof hc<Api>>;
type V1 = Client["v1"];
type Json<Call> = InferRequestType<Call> extends { json: infer Body } ? Body : never;

/** `id`: a fact's id, or that of the outbox entry whose answer will bring it. */
export type Write =
  | { call: "log"; body: Json<V1["interactions"]["$post"]> }
  | { call: "withdrawLog"; id: string }
  | { call: "amendLog"; id: string; body: Json<V1["interactions"][":id"]["amend"]["$post"]> }
  | { call: "noteSatisfaction"; body: Json<V1["satisfaction"]["$post"]> }
  | { call: "withdrawSatisfaction"; id: string }
  | { call: "noteTrust"; body: Json<V1["trust"]["$post"]> }
  | { call: "withdrawTrust"; id: string }
  | { call: "actionOutcome"; id: string; body: Json<V1["actions"][":id"]["outcome"]["$post"]> }
  | { call: "withdrawOutcome"; id: string }
  | { call: "promise"; body: Json<V1["promises"]["$post"]> }
  | { call: "promiseOutcome"; id: string; body: Json<V1["promises"][":id"]["outcome"]["$post"]> }
  | { call: "withdrawPromise"; id: string }
  | { call: "withdrawPromiseOutcome"; id: string }
  | { call: "caseStep"; id: string; body: Json<V1["cases"][":id"]["steps"]["$post"]> }
  | { call: "withdrawCaseStep"; id: string }
  | { call: "addCustomer"; body: Json<V1["customers"]["$post"]> }
  | { call: "addContact"; id: string; body: Json<V1["customers"][":id"]["contacts"]["$post"]> }
  | { call: "withdrawCustomer"; id: string }
  | { call: "withdrawContact"; id: string };

/** The result of a write: the fact's id, the card as it now is, the log where it was one. */
export type Written = {
  factId: string;
  /** Null where the customer went with it. */ card: Card | null;
  interaction: Interaction | null;
};

/** The customer and subject of a write, for lists. Sealed like the write itself. */
export type About = { customer: string | null; subject: string | null };

/**
 * Returns the id of the fact that a write withdraws, amends or settles; null for one that stands by itself.
 */
export function targetOf(write: Write): string | null {
  switch (write.call) {
    case "withdrawLog":
    case "amendLog":
    case "withdrawSatisfaction":
    case "withdrawTrust":
    case "withdrawOutcome":
    case "promiseOutcome":
    case "withdrawPromise":
    case "withdrawPromiseOutcome":
    case "withdrawCaseStep":
    case "withdrawCustomer":
    case "withdrawContact":
      return write.id;
    default:
      return null;
  }
}

/**
 * Returns true for the id of a fact: the Worker makes UUIDs, and entries of the outbox are named
 * otherwise.
 */
export function isFactId(id: string): boolean {
  return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(id);
}

/**
 * Returns the write as the book's policy allows it.
 * @param subjects whether logs may hold subjects
 */
export function allowed(write: Write, subjects: boolean): Write {
  if (subjects) return write;
  if (write.call === "log") return { ...write, body: { ...write.body, subject: null } };
  return write.call === "amendLog" ? { ...write, body: { ...write.body, subject: null } } : write;
}

/** Returns the same write aimed at another fact. */
export function aimedAt(write: Write, id: string): Write {
  return targetOf(write) === null ? write : ({ ...write, id } as Write);
}

/** Returns true for a write that only takes another back. */
export function withdraws(write: Write): boolean {
  return write.call.startsWith("withdraw");
}
