/**
 * The logs of the message that is open: what its headers say of it, for which customers it is
 * logged, what was done here since.
 */
import type { HeaderFacts, OpenMessage, Participant } from "../../protocol/mail.ts";
import type { PageState } from "../../protocol/tab.ts";
import type { Draft, Log } from "../state.ts";
import type { Interaction, Me } from "../../../shared/contract/answers.ts";
import type { MessageIdentity } from "../../../shared/contract/requests.ts";
import { ask } from "../../sync/messages.ts";
import type { Direction } from "../../../shared/contract/fields.ts";
import { isPlausible } from "../../../shared/time/instants.ts";
import { idOf, type LogTarget } from "./commands.ts";

/** How long a click on Log waits for what the headers say, milliseconds. */
const headersTimeoutMs = 3000;

/**
 * A message's moment, null where nothing can have been sent then: a forged date would stay the
 * newest contact for ever.
 */
const happened = (iso: string | null | undefined) =>
  iso != null && isPlausible(Date.parse(iso), Date.now()) ? iso : null;

export type MessageLogContext = {
  /** Who is signed in; null while nobody is. */
  me(): Me | null;
  /** The log, or what the headers say, is another now. */
  changed(): void;
};

export type MessageLog = {
  /** The message's log for a customer. */
  now(customerId: string | null): Log;
  /** Returns whether the headers tell that the message is a mailing list's. */
  list(): boolean;
  /** Whom answers go to by the headers; empty where they do not say. */
  replyTo(): Participant[];
  /**
   * What a log of the open message says, as far as it is known; null where nothing tells which
   * message it is.
   */
  draft(direction: Direction | null): Draft | null;
  /** What is open now, for a click that takes its time. */
  here(): Omit<LogTarget, "participants" | "parties">;
  /** This message is open now, or none; its logs are asked for once `settled`. */
  open(message: OpenMessage | null, headers: PageState["headers"], settled: Promise<void>): void;
  /** The same message, read again; its headers may have come. */
  read(message: OpenMessage | null, headers: PageState["headers"]): void;
  /** Asks again for which customers it is logged. */
  refresh(): Promise<void>;
  /** Forgets what was told of the log: somebody else may be signed in. */
  clear(): void;
  /** Aborted once something else is open. */
  left(): AbortSignal;
  close(): void;
};

/** Nothing open yet. */
export function openMessageLog({ me, changed }: MessageLogContext): MessageLog {
  let message: OpenMessage | null = null;
  let openedAt = "";
  /** By customer; whoever is not in it has none. */
  let logs = new Map<string, Log>();
  const none: Log = { state: "none" };
  /**
   * Counts what was done to the logs here and how often it was asked for, so that an answer asked
   * for before undoes nothing.
   */
  let done = 0;
  let headers: HeaderFacts | null = null;
  let hasHeaders = false;
  /** Settles with what the headers say, or with null where they cannot be had. */
  let whenHeaders = Promise.withResolvers<HeaderFacts | null>();
  let left = new AbortController();

  function identity(): MessageIdentity | null {
    const known = message?.identity ?? null;
    return known === null
      ? null
      : { ...known, messageId: known.messageId ?? headers?.messageId ?? null };
  }

  function asLog({
    id,
    by,
    own,
    edited,
    loggedAt,
    kind,
    direction,
    at,
    subject,
    note,
    minutes,
    behaviours,
  }: Interaction): Log {
    // Somebody without a name is still somebody else.
    const draft = { kind, direction, occurredAt: at, subject, note, minutes, behaviours };
    return {
      state: "logged",
      interactionId: id,
      at: loggedAt,
      by: own ? null : (by ?? ""),
      ...(edited && { edited }),
      draft,
    };
  }

  async function refresh(): Promise<void> {
    const asked = identity();
    const { signal: gone } = left;
    if (asked === null || me() === null) return;
    const turn = ++done;
    const standing = await ask("standing", { message: asked }, gone);
    if (gone.aborted || turn !== done) return;
    const told = standing.logs.map(
      (one) => [one.customerId, one.state === "logged" ? asLog(one.interaction) : one] as const,
    );
    // Where nobody can tell of all, only what waited here is known to wait no more.
    const kept = standing.whole ? [] : [...logs].filter(([, log]) => log.state === "logged");
    logs = new Map([...kept, ...told]);
    changed();
  }

  /**
   * Takes what the headers say, and asks for the logs by the real Message-ID where they name it.
   */
  function learn(coming: HeaderFacts | null, settled: Promise<void>): void {
    const { signal: gone } = left;
    headers = coming;
    whenHeaders.resolve(coming);
    void settled.then(() => (gone.aborted ? undefined : refresh())).catch(() => undefined);
  }

  function read(
    now: OpenMessage | null,
    coming: PageState["headers"],
    settled: Promise<void>,
  ): void {
    message = now;
    if (hasHeaders || coming === "coming") return;
    hasHeaders = true;
    learn(coming, settled);
  }

  return {
    now: (customerId) => logs.get(customerId ?? "") ?? none,
    list: () => headers?.list === true,
    replyTo: () =>
      (headers?.replyTo ?? []).map(({ name, address }) => ({ role: "reply-to", name, address })),
    draft(direction) {
      if (message === null || message.identity === null) return null;
      const occurredAt = happened(message.occurredAt) ?? happened(headers?.occurredAt) ?? openedAt;
      return {
        kind: "email",
        direction,
        occurredAt,
        subject: message.subject,
        note: null,
        minutes: null,
        behaviours: [],
      };
    },
    here() {
      const known = identity();
      const shown = happened(message?.occurredAt);
      const coming = whenHeaders.promise;
      const { signal: gone } = left;
      const inTime = () =>
        Promise.race([
          coming,
          new Promise<null>((resolve) => {
            setTimeout(() => resolve(null), headersTimeoutMs);
          }),
        ]);
      return {
        asLog,
        logOf: (customerId) => logs.get(customerId) ?? none,
        identity: async () =>
          known === null || known.messageId !== null
            ? known
            : { ...known, messageId: (await inTime())?.messageId ?? null },
        occurredAt: async () => shown ?? happened((await inTime())?.occurredAt),
        setLog(customerId, next) {
          if (gone.aborted) return;
          logs.set(customerId, next);
          done++;
          changed();
        },
        customerOf: (id) => [...logs].find(([, log]) => idOf(log) === id)?.[0] ?? null,
      };
    },
    open(now, coming, settled) {
      left.abort();
      left = new AbortController();
      message = now;
      openedAt = new Date().toISOString();
      headers = null;
      hasHeaders = false;
      logs = new Map();
      whenHeaders.resolve(null);
      whenHeaders = Promise.withResolvers();
      if (now !== null) read(now, coming, settled);
    },
    read: (now, coming) => read(now, coming, Promise.resolve()),
    refresh,
    clear() {
      logs = new Map();
      done++;
    },
    left: () => left.signal,
    close: () => left.abort(),
  };
}
