/** Where the log of a message stands, as the outbox and the Worker know it together. */
import type { Interaction } from "../../../shared/contract/answers.ts";
import type { MessageIdentity } from "../../../shared/contract/requests.ts";
import type { Standing } from "../../sync/messages.ts";
import { ownerOf } from "../../sync/session.ts";
import { targetOf, withdraws } from "../../sync/writes.ts";
import { identityKey, sameMessage } from "./identity.ts";
import type { Parts } from "./parts.ts";

const none: Standing = { state: "none" };

/** What waits in the outbox and bears on logs, of who is signed in: what another wrote is theirs. */
async function waitingOf(outbox: Parts["outbox"], owner: string) {
  const own = (await outbox.list()).filter((entry) => entry.owner === owner && entry.state === "waiting");
  /** The fact a write is aimed at, also where it was named by its entry. */
  const factOf = async (id: string) => {
    const outcome = await outbox.outcomeOf(id);
    return outcome?.state === "sent" ? outcome.factId ?? id : id;
  };
  const aimed = await Promise.all(own.map(async ({ write }) => ({ write, at: targetOf(write), fact: await factOf(targetOf(write) ?? "") })));
  return {
    logsOf: (message: MessageIdentity) => own.filter(({ write }) => write.call === "log" && write.body.message && sameMessage(write.body.message, message)),
    /** Whether a fact or an entry is taken back here. */
    undone: (id: string) => aimed.some(({ write, at, fact }) => withdraws(write) && (at === id || fact === id)),
    /** A log as it is to be when all that was changed here has arrived. */
    amended(log: Interaction): Interaction {
      const write = aimed.findLast((one) => one.write.call === "amendLog" && one.fact === log.id)?.write;
      if (write?.call !== "amendLog") return log;
      const { occurredAt, kind, direction = log.direction, subject = log.subject, note = log.note, minutes = log.minutes, behaviours = log.behaviours } = write.body;
      return { ...log, at: occurredAt, kind, direction, subject, note, minutes, behaviours };
    },
  };
}

/** Where a message stands for who is signed in: as it is at the Worker, with what was done here and waits. Null where the Worker cannot be asked and nothing was seen. */
export async function standing({ sessions, outbox, logs, call }: Pick<Parts, "sessions" | "outbox" | "logs" | "call">, message: MessageIdentity, left: AbortSignal): Promise<Standing | null> {
  const session = await sessions.current();
  if (session === null) return none;
  const owner = ownerOf(session), key = identityKey(message), since = logs.generation();
  const before = await waitingOf(outbox, owner);
  const own = before.logsOf(message);
  const log = own.findLast(({ id }) => !before.undone(id));
  if (log !== undefined) return { state: "pending", id: log.id, reason: log.reason };
  // It may have arrived; its undo is on the way.
  if (own.length > 0) return none;
  let found: Interaction | null;
  try {
    found = await call((api) => api.find(message, left), { left, owner });
    if (found !== null) await logs.set(key, found, since);
    else if (since === logs.generation()) await logs.delete([key]);
  } catch {
    const seen = await logs.get(key);
    if (seen === undefined) return null;
    found = seen;
  }
  if ((await sessions.current())?.token !== session.token) return null;
  if (found === null) return none;
  const after = await waitingOf(outbox, owner);
  return after.undone(found.id) ? none : { state: "logged", interaction: after.amended(found) };
}
