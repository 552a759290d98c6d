/**
 * Drafts between the form's fields and the contract. What is typed stays as it is typed until it is
 * sent.
 */
import type { InteractionKind } from "../../../shared/contract/fields.ts";
import { AHEAD_MS, EARLIEST_MS, isPlausible } from "../../../shared/time/instants.ts";
import type { Draft, LogFields } from "../state.ts";

/** Fields that cannot be sent as they are; each has a sentence in the locales. */
export type Fault = "when" | "minutes";

const MOST_MINUTES = 1440;

/** Returns a new draft that happened just now; a call is ours until said otherwise. */
export function fresh(kind: InteractionKind, now: Date): Draft {
  return {
    kind,
    direction: kind === "call" ? "out" : null,
    occurredAt: now.toISOString(),
    subject: null,
    note: null,
    minutes: null,
    behaviours: [],
  };
}

/** Returns an instant as "2026-11-18T14:05", in the reader's time zone. */
export function toField(iso: string): string {
  const at = new Date(iso);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** Returns the instant of such a minute; `shown` where it is empty or still that one's minute. */
export function fromField(field: string, shown: string): string {
  const at = new Date(field);
  return Number.isNaN(at.getTime()) || field === toField(shown) ? shown : at.toISOString();
}

/** Returns the first and last minute that `when` may hold. */
export function boundsOf(now: number): { min: string; max: string } {
  // The field knows local minutes only: the first whole one behind the bound, the last one before
  // it.
  return {
    min: toField(new Date(EARLIEST_MS + 60_000).toISOString()),
    max: toField(new Date(now + AHEAD_MS).toISOString()),
  };
}

/** Returns the text of a field as the contract wants it: null for none. */
export const textOrNull = (text: string): string | null =>
  text.trim() === "" ? null : text.trim();

/**
 * Reads minutes as people type them, full-width digits included; null for none, NaN outside whole
 * minutes in bounds.
 */
function readMinutes(text: string): number | null {
  const plain = text.normalize("NFKC").trim();
  if (plain === "") return null;
  const minutes = /^\d{1,4}$/.test(plain) ? Number(plain) : NaN;
  return minutes <= MOST_MINUTES ? minutes : NaN;
}

/** Returns a draft as the form shows it. */
export function toFields({
  kind,
  direction,
  occurredAt,
  subject,
  note,
  minutes,
  behaviours,
}: Draft): LogFields {
  return {
    kind,
    direction,
    subject: subject ?? "",
    note: note ?? "",
    behaviours,
    when: toField(occurredAt),
    occurredAt,
    minutes: minutes === null ? "" : String(minutes),
  };
}

/**
 * Returns the draft that the fields mean, and the fields that cannot be sent as they are.
 * @param now milliseconds
 */
export function readFields(fields: LogFields, now: number): { draft: Draft; faults: Fault[] } {
  const { kind, direction, behaviours } = fields;
  const occurredAt = fromField(fields.when, fields.occurredAt);
  const minutes = readMinutes(fields.minutes);
  const isTimed =
    !Number.isNaN(Date.parse(fields.when)) && isPlausible(Date.parse(occurredAt), now);
  const faults: Fault[] = [
    ...(isTimed ? [] : ["when" as const]),
    ...(Number.isNaN(minutes) ? ["minutes" as const] : []),
  ];
  const draft = {
    kind,
    direction,
    behaviours,
    occurredAt,
    minutes,
    subject: textOrNull(fields.subject),
    note: textOrNull(fields.note),
  };
  return { draft, faults };
}
