/** Delivers what waits, strictly in order: sends, keeps answers, retries and sets aside. */
import type { StoredEntry } from "../database.ts";
import { failureOf } from "../failure.ts";
import type { Failure } from "../failure.ts";
import { aimedAt } from "../writes.ts";
import type { Entry } from "./box.ts";
import { entryFormat } from "./content.ts";
import type { Content } from "./content.ts";
import {
  countTry,
  entriesInTurn,
  fateAfter,
  isTooOld,
  maxAttempts,
  retryDelayMs,
} from "./attempt.ts";
import { outcomeOf, settle } from "./state.ts";
import type { OutboxState } from "./state.ts";

/** An entry whose turn has come, and the fact it is aimed at where it waited for one. */
type Due = { entry: Entry; factId: string | null };

const tooOld: Failure = { code: "too_old", message: "" };
const offlineCheckMs = 60_000;

/** Delivers what waits. One run at a time: a call during a run makes it go through once more. */
export function deliver(outbox: OutboxState): Promise<void> {
  outbox.isAskedAgain = outbox.delivery !== null;
  outbox.delivery ??= run(outbox);
  return outbox.delivery;
}

/** Delivers without being waited for; where the disk fails, all is tried again later. */
export function deliverSoon(outbox: OutboxState): void {
  void deliver(outbox).catch((error: unknown) => {
    console.error("sending what waits failed", error);
    outbox.parts.wakeIn(retryDelayMs(maxAttempts));
  });
}

/** Puts a refused entry back in line, then delivers. */
export async function retry(outbox: OutboxState, id: string): Promise<void> {
  const { box, parts } = outbox;
  const known = await box.find(id);
  await box.change(id, {
    state: "waiting",
    reason: null,
    // A person sends it, knowing that it may have arrived: its time begins again.
    ...(known?.reason === "too_old" ? { triedAt: Date.now() } : {}),
  });
  parts.changed();
  await deliver(outbox);
}

async function run(outbox: OutboxState): Promise<void> {
  try {
    do {
      outbox.isAskedAgain = false;
      // Two contexts of the extension at once (an update) must not send the same box twice.
      await navigator.locks.request("regards.outbox", () => drain(outbox));
    } while (outbox.isAskedAgain);
  } finally {
    outbox.delivery = null;
  }
}

/** Sends until the box is empty or a try fails, then answers the submitters. */
async function drain(outbox: OutboxState): Promise<void> {
  while (await deliverNext(outbox));
  await answerWaiters(outbox);
}

/** Sends the next entry; returns false when there is none or the rest had better wait. */
async function deliverNext(outbox: OutboxState): Promise<boolean> {
  const owner = await outbox.parts.owner();
  const due = owner === null ? null : await findDue(outbox, owner);
  if (due === null) return false;
  if (navigator.onLine) return send(outbox, due);
  outbox.parts.wakeIn(offlineCheckMs);
  return false;
}

/** Finds the next entry of `owner`; those of others and those behind a refused one stay. */
async function findDue(outbox: OutboxState, owner: string): Promise<Due | null> {
  const { box } = outbox;
  const stored = await box.all();
  outbox.searched = new Set(stored.map(({ id }) => id));
  for (const each of entriesInTurn(stored)) {
    const entry = await box.open(each);
    if (entry?.owner !== owner) continue;
    if (each.after === null) return { entry, factId: null };
    const result = await box.result(each.after);
    if (result !== undefined) return { entry, factId: result.factId };
  }
  return null;
}

/** Sends one entry; returns false when the rest had better wait. */
async function send(outbox: OutboxState, due: Due): Promise<boolean> {
  const { parts, box } = outbox;
  if (isTooOld(due.entry, Date.now())) {
    await setAside(outbox, due.entry, "failed", tooOld);
    return true;
  }
  const entry = await takeOut(outbox, due.entry);
  if (entry === null) return true;
  const { id, owner, attempts } = entry;
  try {
    const write = due.factId === null ? entry.write : aimedAt(entry.write, due.factId);
    const written = await parts.send(write, id, owner);
    await box.finish(entry, written);
    parts.changed({ entry, written });
    settle(outbox, id, { state: "sent", factId: written.factId, written });
    return true;
  } catch (thrown) {
    const failure = failureOf(thrown);
    const { state, isRetried } = fateAfter(failure, attempts);
    await setAside(outbox, entry, state, failure);
    if (isRetried) parts.wakeIn(retryDelayMs(attempts));
    return state === "failed";
  }
}

/** Counts the try and reads the entry as it leaves; null where it was taken back meanwhile. */
async function takeOut({ box }: OutboxState, { id, ...tries }: Entry): Promise<Entry | null> {
  // Counted before it leaves: an entry with no attempt can be taken back without asking the Worker.
  if (!(await box.change(id, countTry(tries, Date.now())))) return null;
  // Only from here on is it sure to be what leaves: until now it could still be amended.
  const stored = await box.find(id);
  return stored === undefined ? null : box.open(stored);
}

/** Keeps why an entry was not taken, in line or aside, and answers its submitter. */
async function setAside(
  outbox: OutboxState,
  { id, owner, write, about }: Entry,
  state: StoredEntry["state"],
  failure: Failure,
): Promise<void> {
  const { parts, box } = outbox;
  const content: Content = { owner, write, about, message: failure.message };
  const sealed = await parts.vault.seal(content, id);
  await box.change(id, { state, reason: failure.code, sealed, format: entryFormat });
  parts.changed();
  settle(outbox, id, state === "waiting" ? { state, reason: failure.code } : { state, failure });
}

/** Answers submitters whose entries were searched or are gone. */
async function answerWaiters(outbox: OutboxState): Promise<void> {
  let isAnyWaiting = false;
  for (const id of outbox.waiters.keys()) {
    const outcome = await outcomeOf(outbox, id);
    // An entry that came in since has not had its turn: the delivery after its coming answers.
    if (outcome?.state === "waiting" && !outbox.searched.has(id)) continue;
    if (outcome !== null) settle(outbox, id, outcome);
    isAnyWaiting ||= outcome?.state === "waiting";
  }
  if (isAnyWaiting) outbox.parts.changed();
}
