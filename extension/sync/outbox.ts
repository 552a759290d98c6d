/**
 * The outbox: every write goes through it. An entry is on disk, sealed, before the click is
 * answered; entries are sent strictly in order, each under the key made with it, so that a repeat
 * after a lost answer changes nothing.
 */
import { triedFor } from "../../shared/contract/retries.ts";
import type { Database, StoredEntry } from "./database.ts";
import { failureOf, mayHeal } from "./failure.ts";
import type { Failure } from "./failure.ts";
import { openBox } from "./outbox-box.ts";
import type { Entry } from "./outbox-box.ts";
import { entryFormat } from "./outbox-content.ts";
import type { Content } from "./outbox-content.ts";
import type { Vault } from "./vault.ts";
import { aimedAt, isFactId, targetOf, withdraws } from "./writes.ts";
import type { About, Write, Written } from "./writes.ts";

/**
 * How far a write has come. `factId` is null where nothing had to be sent; `written` also where it
 * was sent earlier.
 */
export type Outcome =
  | { state: "sent"; factId: string | null; written: Written | null }
  | { state: "waiting"; reason: Failure["code"] | null }
  | { state: "failed"; failure: Failure };

export type Outbox = {
  /**
   * Keeps a write and tries to send it; answers as soon as its fate is known, or after `answerTimeoutMs`
   * at the latest.
   */
  submit(id: string, write: Write, about: About): Promise<Outcome>;
  /** Sends what waits, in order, until it is empty or a try fails. One run at a time. */
  flush(): Promise<void>;
  /**
   * How an entry stands; null for one that was taken back or discarded, or whose result is
   * forgotten.
   */
  outcomeOf(id: string): Promise<Outcome | null>;
  /** Everything in the box that this version understands, oldest first, opened. */
  list(): Promise<Entry[]>;
  /** Entries that only a newer version understands: they stay, whatever happens to the others. */
  listNewer(): Promise<Pick<StoredEntry, "id" | "createdAt">[]>;
  /**
   * Puts a refused entry back in line, then sends. One that had become too old is tried anew from
   * now on, under its own key: a repeat where the Worker still knows it, else a new write.
   */
  retry(id: string): Promise<void>;
  /** Throws an entry away, and those that need its answer. */
  discard(id: string): Promise<void>;
};

export type OutboxParts = {
  database: Database;
  vault: Vault;
  /** Sends one write as `owner`, who may not be signed in any more; throws CallFailed. */
  send(write: Write, key: string, owner: string): Promise<Written>;
  /** Who is signed in (Worker and user), or null: then nothing is sent. */
  owner(): Promise<string | null>;
  /**
   * Called after each entry that left the box, with what it brought, and after each change of the
   * box without.
   */
  changed(sent?: { entry: Entry; written: Written }): void;
  /** Asks for a `flush` in so many milliseconds. */
  wakeIn(milliseconds: number): void;
  /** How long `submit` waits for an answer, milliseconds. */
  answerTimeoutMs?: number;
};

const nothingToSend: Outcome = { state: "sent", factId: null, written: null };
const gone: Outcome = { state: "failed", failure: { code: "not_found", message: "" } };
const tooOld: Failure = { code: "too_old", message: "" };
/**
 * An entry that the Worker fails on this often is set aside, so that it does not hold up the rest
 * for ever.
 */
const mostAttempts = 8;
const day = 86_400_000;

/**
 * Returns whether an entry may have arrived so long ago that the Worker would take it for a new
 * one. A first try in the future was told by a wrong clock.
 */
function isTooOld({ attempts, triedAt, createdAt }: Entry): boolean {
  const age = Date.now() - (triedAt ?? createdAt);
  return attempts > 0 && (age > triedFor || age < -day);
}

/**
 * 1 s, 2 s, 4 s … at most 15 minutes, each up to a quarter longer so that many browsers do not
 * return at once.
 */
export function delayAfter(attempts: number, random = Math.random()): number {
  return Math.min(900_000, 1000 * 2 ** Math.max(0, attempts - 1)) * (1 + random / 4);
}

/** The outbox over this database. */
export function openOutbox(parts: OutboxParts): Outbox {
  const { vault } = parts;
  const { find, opened, change, keep, lookFor, ...box } = openBox(parts.database, vault);
  const waitingFor = new Map<string, (outcome: Outcome) => void>();
  let running: Promise<void> | null = null;
  let again = false;
  /** What the box held when it was last looked into for something to send. */
  let looked = new Set<string>();

  const settle = (id: string, outcome: Outcome) => {
    waitingFor.get(id)?.(outcome);
    waitingFor.delete(id);
  };

  /** Removes an entry and whatever needs its answer; answers whether it was there. */
  async function remove(id: string, only?: (stored: StoredEntry) => boolean): Promise<boolean> {
    const gone = await box.remove(id, only);
    for (const each of gone) settle(each, nothingToSend);
    return gone.length > 0;
  }

  const unsent = (stored: Pick<StoredEntry, "attempts" | "state" | "reason">) =>
    stored.attempts === 0 || (stored.state === "failed" && stored.reason !== "too_old");

  /**
   * The next entry to send, of `owner`, and the fact it is aimed at if it waited for one; entries
   * of others and those that hang on a refused one are passed over.
   */
  async function next(owner: string): Promise<{ entry: Entry; factId: string | null } | null> {
    const stored = await box.all();
    const inBox = new Set(stored.map((each) => each.id));
    looked = inBox;
    for (const each of stored) {
      if (each.state !== "waiting" || (each.after !== null && inBox.has(each.after))) continue;
      const entry = await opened(each);
      if (entry?.owner !== owner) continue;
      if (each.after === null) return { entry, factId: null };
      const result = await box.result(each.after);
      if (result !== undefined) return { entry, factId: result.factId };
    }
    return null;
  }

  /** Keeps an entry that was not taken, with why, and tells who waits for it. */
  async function putBack(
    { id, owner, write, about }: Entry,
    state: StoredEntry["state"],
    failure: Failure,
  ): Promise<void> {
    const sealed = await vault.seal(
      { owner, write, about, message: failure.message } satisfies Content,
      id,
    );
    await change(id, { state, reason: failure.code, sealed, format: entryFormat });
    parts.changed();
    settle(id, state === "waiting" ? { state, reason: failure.code } : { state, failure });
  }

  /** Sends one entry; false when the rest had better wait. */
  async function sendOne(found: Entry, factId: string | null): Promise<boolean> {
    const { id, attempts: before, createdAt } = found;
    if (isTooOld(found)) {
      await putBack(found, "failed", tooOld);
      return true;
    }
    const attempts = before + 1;
    // Counted before it leaves: an entry with no attempt can be taken back without asking the
    // Worker.
    if (
      !(await change(id, {
        attempts,
        triedAt: found.triedAt ?? (before > 0 ? createdAt : Date.now()),
      }))
    )
      return true;
    // Only from here on is it sure to be what leaves: until now it could still be amended.
    const stored = await find(id);
    const entry = stored === undefined ? null : await opened(stored);
    if (entry === null) return true;
    try {
      const written = await parts.send(
        factId === null ? entry.write : aimedAt(entry.write, factId),
        id,
        entry.owner,
      );
      await box.finish(entry, written);
      parts.changed({ entry, written });
      settle(entry.id, { state: "sent", factId: written.factId, written });
      return true;
    } catch (thrown) {
      const failure = failureOf(thrown);
      const mayNeverHeal = failure.code === "internal" || failure.code === "strange_answer";
      const heals = mayHeal(failure) && !(mayNeverHeal && attempts >= mostAttempts);
      await putBack(entry, heals ? "waiting" : "failed", failure);
      // Signed out heals by a person signing in, which flushes.
      if (heals && failure.code !== "unauthorised") parts.wakeIn(delayAfter(attempts));
      return !heals;
    }
  }

  async function drain(): Promise<void> {
    for (;;) {
      const owner = await parts.owner();
      const found = owner === null ? null : await next(owner);
      if (found !== null && !navigator.onLine) parts.wakeIn(60_000);
      if (found === null || !navigator.onLine || !(await sendOne(found.entry, found.factId))) break;
    }
    let waits = false;
    for (const id of waitingFor.keys()) {
      const outcome = await outcomeOf(id);
      // An entry that came in since then has not had its turn: the flush that follows its coming
      // tells of it.
      if (outcome?.state === "waiting" && !looked.has(id)) continue;
      if (outcome !== null) settle(id, outcome);
      waits ||= outcome?.state === "waiting";
    }
    if (waits) parts.changed();
  }

  async function outcomeOf(id: string): Promise<Outcome | null> {
    const result = await box.result(id);
    if (result !== undefined) return { state: "sent", factId: result.factId, written: null };
    const stored = await find(id);
    if (stored === undefined) return null;
    if (stored.state === "waiting")
      return { state: "waiting", reason: navigator.onLine ? stored.reason : "offline" };
    return {
      state: "failed",
      failure: {
        code: stored.reason ?? "internal",
        message: (await opened(stored))?.message ?? "",
      },
    };
  }

  function flush(): Promise<void> {
    again = running !== null;
    running ??= (async () => {
      try {
        do {
          again = false;
          // Two contexts of the extension at once (an update) must not send the same box twice.
          await navigator.locks.request("regards.outbox", drain);
        } while (again);
      } finally {
        running = null;
      }
    })();
    return running;
  }

  /** Sends what waits; where the disk fails in between, all is tried again later. */
  function flushSoon(): void {
    void flush().catch((error: unknown) => {
      console.error("sending what waits failed", error);
      parts.wakeIn(delayAfter(mostAttempts));
    });
  }

  /** Takes back or amends an entry that never left; null where it did (or is not in the box). */
  async function changeUnsent(entry: Entry, amendment: Write): Promise<Outcome | null> {
    const { id, owner, about, message, write: before } = entry;
    if (withdraws(amendment)) return (await remove(id, unsent)) ? nothingToSend : null;
    if (amendment.call !== "amendLog" || before.call !== "log") return null;
    const body = { ...before.body, ...amendment.body };
    const sealed = await vault.seal(
      {
        owner,
        about: { ...about, subject: body.subject ?? null },
        message,
        write: { call: "log", body },
      } satisfies Content,
      id,
    );
    return (await change(id, { sealed, state: "waiting", format: entryFormat }, unsent))
      ? { state: "waiting", reason: null }
      : null;
  }

  return {
    flush,
    outcomeOf,
    async submit(id, asked, about) {
      const target = targetOf(asked);
      const owner = await parts.owner();
      if (owner === null)
        return { state: "failed", failure: { code: "unauthorised", message: "" } };
      /**
       * What a write comes to whose entry is gone: there is nothing left to take back, and what was
       * to be changed is lost.
       */
      const withoutTarget = withdraws(asked) ? nothingToSend : gone;
      let write = asked;
      let after: string | null = null;
      if (target !== null) {
        const { entry } = await lookFor(target);
        // What another wrote is theirs.
        if (entry !== null && entry.owner !== owner) return gone;
        const done = entry !== null && unsent(entry) ? await changeUnsent(entry, asked) : null;
        if (done !== null) {
          parts.changed();
          flushSoon();
          return done;
        }
        // It left, or was taken back, while it was looked at.
        const { inBox, factId } = await lookFor(target);
        if (!inBox && factId === null && !isFactId(target)) return withoutTarget;
        after = inBox ? target : null;
        if (factId !== null) write = aimedAt(asked, factId);
      }
      const outcome = new Promise<Outcome>((resolve) => {
        waitingFor.set(id, resolve);
      });
      try {
        if (!(await keep(id, { owner, write, about, message: "" }, after)))
          settle(id, withoutTarget);
      } catch (thrown) {
        waitingFor.delete(id);
        throw thrown;
      }
      flushSoon();
      const late = new Promise<Outcome>((resolve) => {
        setTimeout(
          () => resolve({ state: "waiting", reason: null }),
          parts.answerTimeoutMs ?? 4000,
        );
      });
      return Promise.race([outcome, late]);
    },
    list: async () =>
      (await Promise.all((await box.all()).map(opened))).filter((entry) => entry !== null),
    async listNewer() {
      const stored = await box.all();
      const understood = await Promise.all(stored.map(opened));
      return stored
        .filter((_, at) => understood[at] === null)
        .map(({ id, createdAt }) => ({ id, createdAt }));
    },
    async retry(id) {
      const known = await find(id);
      await change(id, {
        state: "waiting",
        reason: null,
        ...(known?.reason === "too_old" ? { triedAt: Date.now() } : {}),
      });
      parts.changed();
      await flush();
    },
    async discard(id) {
      await remove(id);
      parts.changed();
    },
  };
}
