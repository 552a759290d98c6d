/** Accepts writes: keeps them on disk, and undoes or edits in the box what has not left it. */
import { targetOf, withdraws } from "../writes.ts";
import type { About, Write } from "../writes.ts";
import type { Entry } from "./box.ts";
import { entryFormat } from "./content.ts";
import type { Content } from "./content.ts";
import { isUnsent } from "./attempt.ts";
import { deliverSoon } from "./delivering.ts";
import { nothingToSend, signedOut, targetGone } from "./outcome.ts";
import type { Outcome } from "./outcome.ts";
import { removeEntry, settle } from "./state.ts";
import type { OutboxState } from "./state.ts";
import { aim, amendContent, outcomeWithoutTarget } from "./target.ts";
import type { Aimed } from "./target.ts";

const defaultAnswerTimeoutMs = 4000;

/** Keeps a write and starts sending it; an undo or edit of what never left changes that instead. */
export async function submit(
  outbox: OutboxState,
  id: string,
  asked: Write,
  about: About,
): Promise<Outcome> {
  const target = targetOf(asked);
  const owner = await outbox.parts.owner();
  if (owner === null) return signedOut;
  let aimed: Aimed | null = { write: asked, after: null };
  if (target !== null) {
    const done = await changeTarget(outbox, target, asked, owner);
    if (done !== null) return done;
    // It left, or was taken back, while it was looked at.
    aimed = aim(asked, await outbox.box.lookFor(target));
  }
  if (aimed === null) return outcomeWithoutTarget(asked);
  const { write, after } = aimed;
  return keepAndSend(outbox, id, { owner, write, about, message: "" }, after);
}

/** Discards an entry, and those that need its answer. */
export async function discard(outbox: OutboxState, id: string): Promise<void> {
  await removeEntry(outbox, id);
  outbox.parts.changed();
}

/** Undoes or edits the target in the box; null where it left, or was never there. */
async function changeTarget(
  outbox: OutboxState,
  target: string,
  asked: Write,
  owner: string,
): Promise<Outcome | null> {
  const { entry } = await outbox.box.lookFor(target);
  // What another user wrote is theirs to change.
  if (entry !== null && entry.owner !== owner) return targetGone;
  const done = entry !== null && isUnsent(entry) ? await changeUnsent(outbox, entry, asked) : null;
  if (done === null) return null;
  outbox.parts.changed();
  deliverSoon(outbox);
  return done;
}

/** Undoes or edits an entry that has not left; null where it did meanwhile. */
async function changeUnsent(
  outbox: OutboxState,
  entry: Entry,
  asked: Write,
): Promise<Outcome | null> {
  const { id } = entry;
  if (withdraws(asked)) return (await removeEntry(outbox, id, isUnsent)) ? nothingToSend : null;
  const content = amendContent(entry, asked);
  if (content === null) return null;
  const sealed = await outbox.parts.vault.seal(content, id);
  const change = { sealed, state: "waiting", format: entryFormat } as const;
  return (await outbox.box.change(id, change, isUnsent))
    ? { state: "waiting", reason: null }
    : null;
}

/** Keeps an entry, then answers with its fate, or that it waits once the timeout has passed. */
async function keepAndSend(
  outbox: OutboxState,
  id: string,
  content: Content,
  after: string | null,
): Promise<Outcome> {
  const outcome = new Promise<Outcome>((resolve) => {
    outbox.waiters.set(id, resolve);
  });
  try {
    if (!(await outbox.box.keep(id, content, after)))
      settle(outbox, id, outcomeWithoutTarget(content.write));
  } catch (thrown) {
    outbox.waiters.delete(id);
    throw thrown;
  }
  deliverSoon(outbox);
  const late = new Promise<Outcome>((resolve) => {
    setTimeout(
      () => resolve({ state: "waiting", reason: null }),
      outbox.parts.answerTimeoutMs ?? defaultAnswerTimeoutMs,
    );
  });
  return Promise.race([outcome, late]);
}
