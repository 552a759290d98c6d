/** Calls the Worker as the current user and reports the connection state. */
import { remote } from "./api.ts";
import type { Remote } from "./api.ts";
import { CallFailed, failureOf } from "./failure.ts";
import type { Memory } from "./memory.ts";
import type { Connection } from "./messages.ts";
import { ownerOf } from "./session.ts";
import type { Sessions } from "./session.ts";

/**
 * Options of a call. `left`: a call that was dropped reports nothing of the line. `owner`: who must
 * be signed in for it.
 */
export type Asker = { left?: AbortSignal; owner?: string };
/** Calls the Worker as who is signed in; throws CallFailed. */
export type Call = <T>(work: (api: Remote) => Promise<T>, asker?: Asker) => Promise<T>;

export type CallingParts = {
  sessions: Pick<Sessions, "current" | "forget">;
  /** D1 bookmarks by owner: a Worker is never told that of another's database. */
  bookmarks: Memory<string>;
  /** Called when the Worker does not know the session any more; it is forgotten by now. */
  ended(): Promise<void>;
  /** Notes the state of the line to the Worker, as a call found it. */
  noted(connection: Connection): void;
};

/** Opens the calls over these parts. */
export function openCalling({ sessions, bookmarks, ended, noted }: CallingParts): Call {
  return async (work, { left, owner } = {}) => {
    const session = await sessions.current();
    // Whoever wrote it must be the one who sends it: it heals when they sign in again.
    if (session === null || (owner !== undefined && owner !== ownerOf(session)))
      throw new CallFailed({ code: "unauthorised", message: "" });
    const whose = ownerOf(session);
    const bookmark = {
      get: async () => (await bookmarks.get(whose)) ?? null,
      set: (value: string) => bookmarks.set(whose, value),
    };
    try {
      const value = await work(remote(session.base, session.token, bookmark));
      noted("online");
      return value;
    } catch (thrown) {
      const failure = failureOf(thrown);
      const failing = ["unavailable", "internal", "not_regards", "strange_answer"].includes(
        failure.code,
      );
      if (left?.aborted !== true)
        noted(failure.code === "offline" ? "offline" : failing ? "failing" : "online");
      // Somebody may have signed in since: their session is another.
      if (failure.code === "unauthorised" && (await sessions.forget(session.token))) await ended();
      throw new CallFailed(failure);
    }
  };
}
