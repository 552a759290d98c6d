/**
 * The outbox: every write goes through it. An entry is on disk, sealed, before the click is
 * answered; entries are sent strictly in order, each under the key made with it, so that a repeat
 * after a lost answer changes nothing.
 */
import type { StoredEntry } from "./database.ts";
import type { Entry } from "./outbox/box.ts";
import { discard, submit } from "./outbox/accepting.ts";
import { deliver, retry } from "./outbox/delivering.ts";
import type { Outcome } from "./outbox/outcome.ts";
import { openState, outcomeOf } from "./outbox/state.ts";
import type { OutboxParts } from "./outbox/state.ts";
import type { About, Write } from "./writes.ts";

export type { Outcome } from "./outbox/outcome.ts";
export type { OutboxParts } from "./outbox/state.ts";

export type Outbox = {
  /**
   * Keeps a write and tries to send it; answers as soon as its fate is known, or after
   * `answerTimeoutMs` at the latest.
   */
  submit(id: string, write: Write, about: About): Promise<Outcome>;
  /** Sends what waits, in order, until it is empty or a try fails. One run at a time. */
  flush(): Promise<void>;
  /** Returns the outcome of an entry; null where it was taken back, or its result is forgotten. */
  outcomeOf(id: string): Promise<Outcome | null>;
  /** Lists everything in the box that this version understands, oldest first, opened. */
  list(): Promise<Entry[]>;
  /** Lists entries that only a newer version understands: they stay, whatever is sent. */
  listNewer(): Promise<Pick<StoredEntry, "id" | "createdAt">[]>;
  /**
   * Puts a refused entry back in line, then sends. One that had become too old is tried from now
   * on, under its own key: a repeat where the Worker still knows it, else a new write.
   */
  retry(id: string): Promise<void>;
  /** Discards an entry, and those that need its answer. */
  discard(id: string): Promise<void>;
};

/** Opens the outbox over these parts. */
export function openOutbox(parts: OutboxParts): Outbox {
  const state = openState(parts);
  const { box } = state;
  return {
    submit: (id, write, about) => submit(state, id, write, about),
    discard: (id) => discard(state, id),
    flush: () => deliver(state),
    retry: (id) => retry(state, id),
    outcomeOf: (id) => outcomeOf(state, id),
    list: async () =>
      (await Promise.all((await box.all()).map(box.open))).filter((entry) => entry !== null),
    async listNewer() {
      const stored = await box.all();
      const understood = await Promise.all(stored.map(box.open));
      return stored
        .filter((_, at) => understood[at] === null)
        .map(({ id, createdAt }) => ({ id, createdAt }));
    },
  };
}
