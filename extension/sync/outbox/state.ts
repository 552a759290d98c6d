/** The outbox's state: what its callers wait for and what it is sending. All else is on disk. */
import type { Database, StoredEntry } from "../database.ts";
import type { Vault } from "../vault.ts";
import type { Write, Written } from "../writes.ts";
import { openBox } from "./box.ts";
import type { Box, Entry } from "./box.ts";
import { nothingToSend, outcomeInBox } from "./outcome.ts";
import type { Outcome } from "./outcome.ts";

export type OutboxParts = {
  database: Database;
  vault: Vault;
  /** Sends one write as `owner`, who may not be signed in any more; throws CallFailed. */
  send(write: Write, key: string, owner: string): Promise<Written>;
  /** Returns who is signed in (Worker and user), or null: then nothing is sent. */
  owner(): Promise<string | null>;
  /**
   * Called after each entry that left the box, with what it brought, and after each change of the
   * box without.
   */
  changed(sent?: { entry: Entry; written: Written }): void;
  /** Asks for a `flush` in so many milliseconds. */
  wakeIn(milliseconds: number): void;
  /** Milliseconds that `submit` waits for an answer. */
  answerTimeoutMs?: number;
};

export type OutboxState = {
  readonly parts: OutboxParts;
  readonly box: Box;
  /** Submitters that wait for the fate of an entry, by its id. */
  readonly waiters: Map<string, (outcome: Outcome) => void>;
  /** Ids in the box when it was last searched for something to send. */
  searched: ReadonlySet<string>;
  /** The delivery that is running. */
  delivery: Promise<void> | null;
  /** True where another delivery was asked for while one runs. */
  isAskedAgain: boolean;
};

export function openState(parts: OutboxParts): OutboxState {
  return {
    parts,
    box: openBox(parts.database, parts.vault),
    waiters: new Map(),
    searched: new Set(),
    delivery: null,
    isAskedAgain: false,
  };
}

/** Answers the submitter who waits for an entry, if there is one. */
export function settle({ waiters }: OutboxState, id: string, outcome: Outcome): void {
  waiters.get(id)?.(outcome);
  waiters.delete(id);
}

/** Removes an entry and whatever needs its answer; returns false where it was not there. */
export async function removeEntry(
  state: OutboxState,
  id: string,
  only?: (stored: StoredEntry) => boolean,
): Promise<boolean> {
  const removed = await state.box.remove(id, only);
  for (const each of removed) settle(state, each, nothingToSend);
  return removed.length > 0;
}

/** Returns the outcome of an entry; null where it was taken back, or its result is forgotten. */
export async function outcomeOf({ box }: OutboxState, id: string): Promise<Outcome | null> {
  const result = await box.result(id);
  if (result !== undefined) return { state: "sent", factId: result.factId, written: null };
  const stored = await box.find(id);
  if (stored === undefined) return null;
  const message = stored.state === "waiting" ? "" : ((await box.open(stored))?.message ?? "");
  return outcomeInBox(stored, message, navigator.onLine);
}
