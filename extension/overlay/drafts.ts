/** Drafts between the form's fields and the contract. */
import type { InteractionKind } from "../../shared/contract/fields.ts";
import type { Draft } from "./state.ts";

/** A new draft that happened just now; a call is taken to be ours until said otherwise. */
export function fresh(kind: InteractionKind, now: Date): Draft {
  return {
    kind, direction: kind === "call" ? "out" : null, occurredAt: now.toISOString(), subject: null, note: null, minutes: null, behaviours: [],
  };
}

/** An instant as `datetime-local` shows it, in the reader's time zone, to the minute. */
export function toField(iso: string): string {
  const at = new Date(iso);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** The instant of a `datetime-local` field; `kept` where the field is empty, or still shows its minute. */
export function fromField(field: string, kept: string): string {
  const at = new Date(field);
  return Number.isNaN(at.getTime()) || field === toField(kept) ? kept : at.toISOString();
}

/** Text of a field as the contract wants it: null when there is none. */
export const textOrNull = (text: string): string | null => (text.trim() === "" ? null : text.trim());
