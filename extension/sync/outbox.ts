/**
 * The outbox: every write goes through it. An entry is on disk, sealed, before the click is answered; entries are sent
 * strictly in order, each under the key made with it, so that a repeat after a lost answer changes nothing.
 */
import type { Database, StoredEntry } from "./database.ts";
import { failureOf, mayHeal } from "./failure.ts";
import type { Failure } from "./failure.ts";
import type { Vault } from "./vault.ts";
import { aimedAt, targetOf, withdraws } from "./writes.ts";
import type { About, Write, Written } from "./writes.ts";

/** What is sealed in an entry. `owner` names Worker and user: nobody sends what another wrote. */
type Content = { owner: string; write: Write; about: About; message: string };
export type Entry = Omit<StoredEntry, "sealed" | "order"> & Content & { order: number };

/** How far a write has come. `factId` is null where nothing had to be sent; `written` also where it was sent earlier. */
export type Outcome =
  | { state: "sent"; factId: string | null; written: Written | null }
  | { state: "waiting"; reason: Failure["code"] | null }
  | { state: "failed"; failure: Failure };

export type Outbox = {
  /** Keeps a write and tries to send it; answers as soon as its fate is known, or after `patience` at the latest. */
  submit(id: string, write: Write, about: About): Promise<Outcome>;
  /** Sends what waits, in order, until it is empty or a try fails. One run at a time. */
  flush(): Promise<void>;
  /** How an entry stands; null for one that was taken back or discarded, or whose result is forgotten. */
  outcomeOf(id: string): Promise<Outcome | null>;
  /** Everything in the box, oldest first, opened. */
  list(): Promise<Entry[]>;
  /** Puts a refused entry back in line, then sends. */
  retry(id: string): Promise<void>;
  /** Throws an entry away, and those that need its answer. */
  discard(id: string): Promise<void>;
};

export type OutboxParts = {
  database: Database;
  vault: Vault;
  /** Sends one write; throws CallFailed. */
  send(write: Write, key: string): Promise<Written>;
  /** Who is signed in (Worker and user), or null: then nothing is sent. */
  owner(): Promise<string | null>;
  /** Called after each entry that left the box, with what it brought, and after each change of the box without. */
  changed(sent?: { entry: Entry; written: Written }): void;
  /** Asks for a `flush` in so many milliseconds. */
  wakeIn(milliseconds: number): void;
  /** How long `submit` waits for an answer, milliseconds. */
  patience?: number;
};

const nothingToSend: Outcome = { state: "sent", factId: null, written: null };
/** An entry that the Worker fails on this often is set aside, so that it does not hold up the rest for ever. */
const mostAttempts = 8;
const resultsKeptFor = 30 * 86_400_000;

/** 1 s, 2 s, 4 s … at most 15 minutes, each up to a quarter longer so that many browsers do not return at once. */
export function delayAfter(attempts: number, random = Math.random()): number {
  return Math.min(900_000, 1000 * 2 ** Math.max(0, attempts - 1)) * (1 + random / 4);
}

/** The outbox over this database. */
export function openOutbox(parts: OutboxParts): Outbox {
  const { database, vault } = parts;
  const waitingFor = new Map<string, (outcome: Outcome) => void>();
  let running: Promise<void> | null = null;
  let again = false;
  /** What the box held when it was last looked into for something to send. */
  let looked = new Set<string>();

  const settle = (id: string, outcome: Outcome) => {
    waitingFor.get(id)?.(outcome);
    waitingFor.delete(id);
  };

  const write = () => database.transaction(["outbox", "results"], "readwrite", { durability: "strict" });
  const find = (id: string) => database.getFromIndex("outbox", "id", id);
  const opened = async (stored: StoredEntry): Promise<Entry> => {
    const { sealed, order, ...clear } = stored;
    return { ...clear, order: order ?? 0, ...await vault.open(sealed, stored.id) as Content };
  };

  /** Changes an entry if it is still there; answers whether it was. */
  async function change(id: string, by: Partial<StoredEntry>, only: (stored: StoredEntry) => boolean = () => true): Promise<boolean> {
    const transaction = write();
    const store = transaction.objectStore("outbox");
    const stored = await store.index("id").get(id);
    const changes = stored !== undefined && only(stored);
    if (changes) await store.put({ ...stored, ...by });
    await transaction.done;
    return changes;
  }

  /** Removes an entry and whatever needs its answer. */
  async function remove(id: string, only: (stored: StoredEntry) => boolean = () => true): Promise<boolean> {
    const transaction = write();
    const store = transaction.objectStore("outbox");
    const stored = await store.index("id").get(id);
    if (stored === undefined || !only(stored)) {
      await transaction.done;
      return false;
    }
    const gone = new Set([id]);
    for (const entry of await store.getAll()) {
      if (!gone.has(entry.id) && !(entry.after !== null && gone.has(entry.after))) continue;
      gone.add(entry.id);
      if (entry.order !== undefined) await store.delete(entry.order);
    }
    await transaction.done;
    for (const each of gone) settle(each, nothingToSend);
    return true;
  }

  async function finish(entry: Entry, written: Written): Promise<void> {
    const transaction = write();
    await transaction.objectStore("outbox").delete(entry.order);
    await transaction.objectStore("results").put({ id: entry.id, factId: written.factId, at: Date.now() });
    const old = await transaction.objectStore("results").index("at").getAllKeys(IDBKeyRange.upperBound(Date.now() - resultsKeptFor));
    for (const id of old) await transaction.objectStore("results").delete(id);
    await transaction.done;
  }

  const unsent = (stored: StoredEntry) => stored.attempts === 0 || stored.state === "failed";

  /** The next entry to send, of `owner`, and the fact it is aimed at if it waited for one; entries of others and those that hang on a refused one are passed over. */
  async function next(owner: string): Promise<{ entry: Entry; factId: string | null } | null> {
    const stored = await database.getAll("outbox");
    const inBox = new Set(stored.map((each) => each.id));
    looked = inBox;
    for (const each of stored) {
      if (each.state === "failed" || (each.after !== null && inBox.has(each.after))) continue;
      const entry = await opened(each);
      if (entry.owner !== owner) continue;
      if (each.after === null) return { entry, factId: null };
      const result = await database.get("results", each.after);
      if (result !== undefined) return { entry, factId: result.factId };
    }
    return null;
  }

  /** Sends one entry; false when the rest had better wait. */
  async function sendOne({ id, attempts: before }: Entry, factId: string | null): Promise<boolean> {
    const attempts = before + 1;
    // Counted before it leaves: an entry with no attempt can be taken back without asking the Worker.
    if (!await change(id, { attempts })) return true;
    // Only from here on is it sure to be what leaves: until now it could still be amended.
    const stored = await find(id);
    if (stored === undefined) return true;
    const entry = await opened(stored);
    try {
      const written = await parts.send(factId === null ? entry.write : aimedAt(entry.write, factId), id);
      await finish(entry, written);
      parts.changed({ entry, written });
      settle(entry.id, { state: "sent", factId: written.factId, written });
      return true;
    } catch (thrown) {
      const failure = failureOf(thrown);
      const heals = mayHeal(failure) && !(failure.code === "internal" && attempts >= mostAttempts);
      const sealed = await vault.seal({ owner: entry.owner, write: entry.write, about: entry.about, message: failure.message } satisfies Content, entry.id);
      await change(entry.id, { state: heals ? "waiting" : "failed", reason: failure.code, sealed });
      parts.changed();
      settle(entry.id, heals ? { state: "waiting", reason: failure.code } : { state: "failed", failure });
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
      if (found === null || !navigator.onLine || !await sendOne(found.entry, found.factId)) break;
    }
    let waits = false;
    for (const id of waitingFor.keys()) {
      const outcome = await outcomeOf(id);
      // An entry that came in since then has not had its turn: the flush that follows its coming tells of it.
      if (outcome?.state === "waiting" && !looked.has(id)) continue;
      if (outcome !== null) settle(id, outcome);
      waits ||= outcome?.state === "waiting";
    }
    if (waits) parts.changed();
  }

  async function outcomeOf(id: string): Promise<Outcome | null> {
    const result = await database.get("results", id);
    if (result !== undefined) return { state: "sent", factId: result.factId, written: null };
    const stored = await find(id);
    if (stored === undefined) return null;
    if (stored.state === "waiting") return { state: "waiting", reason: navigator.onLine ? stored.reason : "offline" };
    return { state: "failed", failure: { code: stored.reason ?? "internal", message: (await opened(stored)).message } };
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

  /** Writes the entry unless it is there already; the box then holds it whatever happens. */
  async function keep(id: string, content: Content, after: string | null): Promise<void> {
    const sealed = await vault.seal(content, id);
    const transaction = write();
    const store = transaction.objectStore("outbox");
    if (await store.index("id").get(id) === undefined && await transaction.objectStore("results").get(id) === undefined) {
      await store.add({ id, createdAt: Date.now(), attempts: 0, state: "waiting", reason: null, after, sealed });
    }
    await transaction.done;
  }

  /** Takes back or amends an entry that never left; null where it did (or is not in the box). */
  async function changeUnsent(target: string, amendment: Write): Promise<Outcome | null> {
    const stored = await find(target);
    if (stored === undefined || !unsent(stored)) return null;
    if (withdraws(amendment)) return await remove(target, unsent) ? nothingToSend : null;
    const before = await opened(stored);
    if (amendment.call !== "amendLog" || before.write.call !== "log") return null;
    const { owner, about, message } = before;
    const body = { ...before.write.body, ...amendment.body };
    const sealed = await vault.seal({ owner, about: { ...about, subject: body.subject ?? null }, message, write: { call: "log", body } } satisfies Content, target);
    return await change(target, { sealed, state: "waiting" }, unsent) ? { state: "waiting", reason: null } : null;
  }

  return {
    flush, outcomeOf,
    async submit(id, asked, about) {
      const target = targetOf(asked);
      const owner = await parts.owner();
      if (owner === null) return { state: "failed", failure: { code: "unauthorised", message: "" } };
      if (target !== null) {
        const done = await changeUnsent(target, asked);
        if (done !== null) {
          parts.changed();
          void flush();
          return done;
        }
      }
      const known = target === null ? undefined : await database.get("results", target);
      const after = target !== null && await find(target) !== undefined ? target : null;
      const outcome = new Promise<Outcome>((resolve) => { waitingFor.set(id, resolve); });
      await keep(id, { owner, write: known === undefined ? asked : aimedAt(asked, known.factId), about, message: "" }, after);
      void flush();
      const late = new Promise<Outcome>((resolve) => { setTimeout(() => resolve({ state: "waiting", reason: null }), parts.patience ?? 4000); });
      return Promise.race([outcome, late]);
    },
    list: async () => Promise.all((await database.getAll("outbox")).map(opened)),
    async retry(id) {
      await change(id, { state: "waiting", reason: null });
      parts.changed();
      await flush();
    },
    async discard(id) {
      await remove(id);
      parts.changed();
    },
  };
}
