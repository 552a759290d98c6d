/**
 * Checks that what came back for a write is its answer, before its entry leaves the outbox. Kinds
 * of wrong answers: a network's sign-in page, JSON of something else, an answer to another write.
 */
import "./jitless.ts";
import { z } from "zod";
import * as contract from "../../shared/contract/answers.ts";
import { card, contact } from "../../shared/contract/card.ts";
import type { Card } from "../../shared/contract/card.ts";
import type { Interaction } from "../../shared/contract/answers.ts";
import { id } from "../../shared/contract/fields.ts";
import { normalise } from "../../shared/people/address.ts";
import { cleanTelephone } from "../../shared/people/telephone.ts";
import { CallFailed } from "./failure.ts";
import type { Write, Written } from "./writes.ts";
import { withTime } from "../../shared/time/days.ts";

/** Fields that a newer Worker added are no fault: everything else is. */
function conforms(schema: z.ZodType, value: unknown): boolean {
  const parsed = schema.safeParse(value);
  return parsed.success || parsed.error.issues.every(({ code }) => code === "unrecognized_keys");
}

/** Fields of a card in every version. */
const anyCard = z.object({
  customer: z.object({ id }),
  scores: z.object({}),
  version: z.object({ card: z.int() }),
  scoredAt: z.iso.datetime({ offset: true }),
});
/**
 * Returns true for a card of any version. Replayed answers are as old as their write, and Workers
 * may be newer: fields may be missing, more or hold a new word.
 */
function isCard(value: unknown): value is Card {
  if (!anyCard.safeParse(value).success) return false;
  const issues = card.safeParse(value, { reportInput: true }).error?.issues ?? [];
  return issues.every(
    ({ code, input }) =>
      code === "unrecognized_keys" || code === "invalid_value" || input === undefined,
  );
}
/**
 * A log as every version of the Worker answers it: kept answers of older ones are without `own`.
 */
type AnyInteraction = Omit<Interaction, "own"> & Partial<Pick<Interaction, "own">>;
const anyInteraction = contract.interaction.partial({ own: true });
const isInteraction = (value: unknown): value is AnyInteraction => conforms(anyInteraction, value);

/**
 * Completes a log with `own`: a message logged before may be anybody's, an edit by another is
 * named.
 */
function completed(log: AnyInteraction): Interaction {
  return { ...log, own: log.own ?? (!log.alreadyLogged && log.edited === undefined) };
}

const strange = () => new CallFailed({ code: "strange_answer", message: "" });

/** Returns a text as the Worker stores it. */
const asStored = (text: string | null | undefined) => text?.replaceAll("\r\n", "\n").trim() ?? null;
/**
 * Returns true for a text that the policy left as it is or out; it never puts another in its place.
 */
const isSameText = (answered: string | null, sent: string | null | undefined) =>
  answered === null || answered === asStored(sent);
/**
 * Compares instants. The Worker stores midnight UTC a millisecond later: midnight itself is a date
 * without a time.
 */
const isSameInstant = (one: string, other: string) =>
  withTime(Date.parse(one)) === withTime(Date.parse(other));
const isSameId = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

type Logged = Extract<Write, { call: "log" | "amendLog" }>["body"];
/**
 * Returns true for a log that says what was sent. The log of before answers who logs a message
 * again.
 */
function isLogOf(found: Interaction, sent: Logged): boolean {
  return (
    found.kind === sent.kind &&
    isSameInstant(found.at, sent.occurredAt) &&
    found.minutes === (sent.minutes ?? null) &&
    isSameText(found.subject, sent.subject) &&
    isSameText(found.note, sent.note)
  );
}

const personOf = (address: string) => normalise(address)?.canonical ?? address;

/** Returns true for an answer to this very write, as far as its content tells. */
function answers(
  write: Write,
  { factId, interaction, card: found }: Written,
  body: Record<string, unknown>,
): boolean {
  if (found === null)
    return write.call === "withdrawCustomer" || write.call === "withdrawContact"
      ? isSameId(factId, write.id)
      : false;
  const { customer } = found;
  switch (write.call) {
    case "log":
      return (
        interaction !== null && (interaction.alreadyLogged || isLogOf(interaction, write.body))
      );
    case "amendLog":
      return interaction !== null && isSameId(factId, write.id) && isLogOf(interaction, write.body);
    case "withdrawLog":
    case "withdrawSatisfaction":
    case "withdrawTrust":
    case "withdrawOutcome":
    case "withdrawPromise":
    case "withdrawPromiseOutcome":
    case "withdrawCaseStep":
    case "withdrawContact":
      return isSameId(factId, write.id);
    case "addCustomer":
      return (
        customer.name === asStored(write.body.name) &&
        customer.kind === (write.body.kind ?? "company")
      );
    case "addContact": {
      const { addresses, telephone = null } = body["contact"] as z.infer<typeof contact>;
      const all = new Set(addresses.map(personOf));
      const sent = write.body.telephone;
      return (
        write.body.addresses.every((address) => all.has(personOf(address))) &&
        (sent === undefined || telephone === (sent === null ? null : cleanTelephone(sent)))
      );
    }
    default:
      return true;
  }
}

/** Returns the id of the fact in an answer of this write's shape; null for another shape. */
function factIn(write: Write, body: Record<string, unknown>): string | null {
  switch (write.call) {
    case "log":
    case "amendLog":
      return isInteraction(body["interaction"]) ? body["interaction"].id : null;
    case "addCustomer":
      return (body["card"] as Card | null)?.customer.id ?? null;
    case "addContact":
      return conforms(contact, body["contact"])
        ? (body["contact"] as z.infer<typeof contact>).id
        : null;
    default:
      return id.safeParse(body["id"]).success ? String(body["id"]) : null;
  }
}

/**
 * Reads what a write brought from the body of its answer.
 * @param body any JSON
 * @throws CallFailed `strange_answer` where the body is not the answer to this write
 */
export function readWritten(write: Write, body: unknown): Written {
  if (
    typeof body !== "object" ||
    body === null ||
    !("card" in body) ||
    (body.card !== null && !isCard(body.card))
  )
    throw strange();
  const whole = body as Record<string, unknown>;
  const factId = factIn(write, whole);
  if (factId === null) throw strange();
  const interaction = isInteraction(whole["interaction"]) ? completed(whole["interaction"]) : null;
  const written: Written = { factId, card: body.card, interaction };
  if (!answers(write, written, whole)) throw strange();
  return written;
}

const anyMe = z.object({
  user: z.object({ id: z.string().min(1), address: z.string(), role: z.string() }),
  book: z.object({ name: z.string(), ownDomains: z.array(z.string()) }),
});
const anySession = z.object({
  token: z.string().min(1),
  expiresAt: z.iso.datetime({ offset: true }),
  me: anyMe,
});

/**
 * Returns what a pairing brought.
 * @throws CallFailed `invalid_request` where whoever answered is not a Regards
 */
export function readSession<S>(body: S): S {
  if (!anySession.safeParse(body).success)
    throw new CallFailed({ code: "invalid_request", message: "" });
  return body;
}

/** Returns who is signed in. @throws CallFailed `strange_answer` */
export function readMe<M>(body: M): M {
  if (!anyMe.safeParse(body).success) throw strange();
  return body;
}

const found = z.object({
  customers: z.array(z.object({ id, name: z.string(), same: z.boolean() })),
  more: z.boolean(),
});
/** Customers found by name. @throws CallFailed `strange_answer` */
export function readFound<F>(body: F): F {
  if (!found.safeParse(body).success) throw strange();
  return body;
}

/** Reads what is to be done today. @throws CallFailed `strange_answer` */
export function readToday<T>(body: T): T {
  if (!conforms(contract.today, body)) throw strange();
  return body;
}

const withContacts = z.object({
  contacts: z.array(z.object({ addresses: z.array(z.string()) })),
});
/** The first address in a customer's profile. @throws CallFailed `strange_answer` */
export function readAddress(body: unknown): string | null {
  const read = withContacts.safeParse(body);
  if (!read.success) throw strange();
  return read.data.contacts.flatMap(({ addresses }) => addresses)[0] ?? null;
}

const lookUp = z.object({
  cards: z.array(z.object({ address: z.string(), status: z.string(), card: anyCard.optional() })),
});
/**
 * Cards as they were looked up, checked for what the cache and the panel take for granted.
 * @throws CallFailed `strange_answer`
 */
export function readCards<C>(body: C): C {
  if (!lookUp.safeParse(body).success) throw strange();
  return body;
}
