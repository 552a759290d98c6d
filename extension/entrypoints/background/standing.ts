/** The log of a message, as the outbox and the Worker know it together. */
import type { Interaction } from "../../../shared/contract/answers.ts";
import type { MessageIdentity } from "../../../shared/contract/requests.ts";
import type { Standing } from "../../sync/messages.ts";
import { ownerOf } from "../../sync/session.ts";
import { targetOf, withdraws } from "../../sync/writes.ts";
import { identityKey, sameMessage } from "./identity.ts";
import type { Parts } from "./parts.ts";

/**
 * Returns what waits in the outbox and bears on logs, of who is signed in: what another wrote is
 * theirs.
 */
async function waitingOf(outbox: Parts["outbox"], owner: string) {
  const own = (await outbox.list()).filter(
    (entry) => entry.owner === owner && entry.state === "waiting",
  );
  /** Returns the fact that a write is aimed at, also where it was named by its entry. */
  const factOf = async (id: string) => {
    const outcome = await outbox.outcomeOf(id);
    return outcome?.state === "sent" ? (outcome.factId ?? id) : id;
  };
  const aimed = await Promise.all(
    own.map(async ({ write }) => ({
      write,
      at: targetOf(write),
      fact: await factOf(targetOf(write) ?? ""),
    })),
  );
  return {
    logsOf: (message: MessageIdentity) =>
      own.flatMap(({ id, reason, write }) =>
        write.call === "log" && write.body.message && sameMessage(write.body.message, message)
          ? [{ id, reason, customerId: write.body.customerId }]
          : [],
      ),
    /** Returns true for a fact or an entry that is taken back here. */
    undone: (id: string) =>
      aimed.some(({ write, at, fact }) => withdraws(write) && (at === id || fact === id)),
    /** Returns a log as it will be when all that was changed here has arrived. */
    amended(log: Interaction): Interaction {
      const write = aimed.findLast(
        (one) => one.write.call === "amendLog" && one.fact === log.id,
      )?.write;
      if (write?.call !== "amendLog") return log;
      const {
        occurredAt,
        kind,
        direction = log.direction,
        subject = log.subject,
        note = log.note,
        minutes = log.minutes,
        behaviours = log.behaviours,
      } = write.body;
      return { ...log, at: occurredAt, kind, direction, subject, note, minutes, behaviours };
    },
  };
}

type Needed = Pick<Parts, "sessions" | "outbox" | "logs" | "call" | "connection">;

/** Finds the message's logs at the Worker, else as seen before; null where neither is known. */
async function foundOf(
  { logs, call }: Needed,
  message: MessageIdentity,
  owner: string,
  left: AbortSignal,
): Promise<Interaction[] | null> {
  const key = identityKey(message);
  const since = logs.generation();
  try {
    const found = await call((api) => api.find(message, left), { left, owner });
    if (found.length > 0) await logs.set(key, found, since);
    else if (since === logs.generation()) await logs.delete([key]);
    return found;
  } catch {
    return (await logs.get(key)) ?? null;
  }
}

/**
 * Returns a message's logs for the signed-in user, customer by customer: the Worker's, with the
 * changes that wait here. While the line is broken, those that wait here are returned without
 * asking first.
 */
export async function standing(
  parts: Needed,
  message: MessageIdentity,
  left: AbortSignal,
): Promise<Standing> {
  const { sessions, outbox, logs, connection } = parts;
  const session = await sessions.current();
  if (session === null) return { logs: [], whole: true };
  const owner = ownerOf(session);
  const before = await waitingOf(outbox, owner);
  const own = before.logsOf(message);
  const asks = own.length === 0 || connection() === "online";
  const found = asks
    ? await foundOf(parts, message, owner, left)
    : ((await logs.get(identityKey(message))) ?? null);
  if ((await sessions.current())?.token !== session.token) return { logs: [], whole: false };

  const after = await waitingOf(outbox, owner);
  const pending = own
    .filter(({ id }) => !after.undone(id))
    .map(({ id, reason, customerId }) => ({ state: "pending" as const, customerId, id, reason }));
  // Of a customer whose log is on its way, the Worker knows less: it may have arrived, and so may
  // its undo.
  const stored = (found ?? [])
    .filter(
      ({ id, customerId }) =>
        !own.some((one) => one.customerId === customerId) && !after.undone(id),
    )
    .map((log) => ({
      state: "logged" as const,
      customerId: log.customerId,
      interaction: after.amended(log),
    }));
  return {
    logs: [...new Map([...stored, ...pending].map((log) => [log.customerId, log])).values()],
    whole: found !== null,
  };
}
