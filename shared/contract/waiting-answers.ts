/** Answers of people whom the book does not know, and whom a file of answers names. */
import { z } from "@hono/zod-openapi";
import { address, companyNumber, dimensionName, id, instant, metric, text } from "./fields.ts";

/** People as a file names them, to be told which of them the book knows. */
export const peopleRequest = z
  .strictObject({
    people: z
      .array(
        z.strictObject({
          address: text(320).nullable(),
          customer: text(200).nullable(),
        }),
      )
      .min(1)
      .max(500),
  })
  .openapi("PeopleRequest");
export const peopleFound = z
  .strictObject({
    /** In the order of the request. */
    known: z.array(z.boolean()),
  })
  .openapi("PeopleFound");

export const waitingReason = z.enum(["unknown_address", "unknown_customer", "another_customer"]);

export const waitingAnswer = z
  .strictObject({
    id,
    reason: waitingReason,
    address: address.nullable(),
    customer: companyNumber.nullable(),
    occurredAt: instant,
    scores: z.array(z.strictObject({ metric, value: z.int() })),
    trust: z.array(z.strictObject({ dimension: dimensionName, value: z.number() })),
    comment: z.string().nullable(),
    /** The owner of exactly this address by now; null where nobody has it. */
    found: z
      .strictObject({ customerId: id, contactId: id.nullable(), name: z.string().nullable() })
      .nullable(),
  })
  .openapi("WaitingAnswer");
export type WaitingAnswer = z.infer<typeof waitingAnswer>;

export const waitingAnswers = z
  .strictObject({
    answers: z.array(waitingAnswer),
    /** All that wait, beyond this page too. */ count: z.int().min(0),
    next: z.string().nullable(),
  })
  .openapi("WaitingAnswers");

/** Whose an answer is, by somebody's word. */
export const joinRequest = z
  .strictObject({ customerId: id, contactId: id.nullable().default(null) })
  .openapi("JoinAnswer");

export const settledAnswer = z
  .strictObject({ id, settled: z.enum(["joined", "dismissed"]).nullable() })
  .openapi("SettledAnswer");
