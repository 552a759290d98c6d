/**
 * Logs of the message that is open: its headers, the customers it is logged for, and the changes
 * made here since.
 */
import type { HeaderFacts, OpenMessage, Participant } from "../../protocol/mail.ts";
import type { PageState } from "../../protocol/tab.ts";
import { logIdOf } from "../state.ts";
import type { Draft, Log } from "../state.ts";
import type { Interaction, Me } from "../../../shared/contract/answers.ts";
import type { MessageIdentity } from "../../../shared/contract/requests.ts";
import { ask } from "../../sync/messages.ts";
import { marksOfCopy } from "../../sync/sent-identity.ts";
import type { Direction } from "../../../shared/contract/fields.ts";
import { isPlausible } from "../../../shared/time/instants.ts";
import type { LogTarget } from "./command-context.ts";

/** A click on Log waits this long for the message's headers. */
const headersTimeoutMs = 3000;

/**
 * Returns a message's moment, or null for an impossible one: a forged date would stay the newest
 * contact.
 */
const happened = (iso: string | null | undefined) =>
  iso != null && isPlausible(Date.parse(iso), Date.now()) ? iso : null;

/** Returns a stored log as who is signed in sees it. */
function asLog(interaction: Interaction): Log {
  const { id, by, own, edited, loggedAt, at, ...rest } = interaction;
  const { kind, direction, subject, note, minutes, behaviours } = rest;
  return {
    state: "logged",
    interactionId: id,
    at: loggedAt,
    // Somebody without a name is still somebody else.
    by: own ? null : (by ?? ""),
    ...(edited && { edited }),
    draft: { kind, direction, occurredAt: at, subject, note, minutes, behaviours },
  };
}

/** Headers of one message: they come later than the message, or never. */
class Headers {
  facts: HeaderFacts | null = null;
  isTold = false;
  readonly #coming = Promise.withResolvers<HeaderFacts | null>();

  tell(facts: HeaderFacts | null): void {
    this.facts = facts;
    this.isTold = true;
    this.#coming.resolve(facts);
  }

  /** Ends the wait for headers: another message is open. */
  leave(): void {
    this.#coming.resolve(null);
  }

  /** Returns what the headers say, or null where they cannot be had in time. */
  inTime(): Promise<HeaderFacts | null> {
    return Promise.race([
      this.#coming.promise,
      new Promise<null>((resolve) => {
        setTimeout(() => resolve(null), headersTimeoutMs);
      }),
    ]);
  }
}

export type MessageLogContext = {
  /** The signed-in user; null while nobody is. */
  me(): Me | null;
  /** Returns true where the open message is one of ours. */
  isOutgoing(): boolean;
  /** Called when the log, or what the headers say, has changed. */
  changed(): void;
};

/** The logs of one tab's open message. */
export class MessageLog {
  readonly #context: MessageLogContext;
  #message: OpenMessage | null = null;
  #openedAt = "";
  #headers = new Headers();
  /** By customer; whoever is not in it has none. */
  #logs = new Map<string, Log>();
  /**
   * Counts the changes made here and the questions asked, so that an answer asked for before
   * undoes nothing.
   */
  #turn = 0;
  #leaving = new AbortController();

  constructor(context: MessageLogContext) {
    this.#context = context;
  }

  /** Returns the message's log for a customer. */
  now(customerId: string | null): Log {
    return this.#logs.get(customerId ?? "") ?? { state: "none" };
  }

  /** Returns true where the headers tell that the message is a mailing list's. */
  list(): boolean {
    return this.#headers.facts?.list === true;
  }

  /** Returns the recipients of answers by the headers; none where they do not say. */
  replyTo(): Participant[] {
    const replyTo = this.#headers.facts?.replyTo ?? [];
    return replyTo.map(({ name, address }) => ({ role: "reply-to", name, address }));
  }

  /**
   * Returns a log of the open message, as far as it is known; null where nothing tells which
   * message it is.
   */
  draft(direction: Direction | null): Draft | null {
    const message = this.#message;
    if (message === null || message.identity === null) return null;
    return {
      kind: "email",
      direction,
      occurredAt:
        happened(message.occurredAt) ?? happened(this.#headers.facts?.occurredAt) ?? this.#openedAt,
      subject: message.subject,
      note: null,
      minutes: null,
      behaviours: [],
    };
  }

  /** Returns the message that is open now, for a click that takes its time. */
  here(): Omit<LogTarget, "participants" | "parties"> {
    const known = this.#identity();
    const shown = happened(this.#message?.occurredAt);
    const headers = this.#headers;
    const { signal: left } = this.#leaving;
    return {
      asLog,
      logOf: (customerId) => this.now(customerId),
      identity: async () =>
        known === null || known.messageId !== null
          ? known
          : { ...known, messageId: (await headers.inTime())?.messageId ?? null },
      occurredAt: async () => shown ?? happened((await headers.inTime())?.occurredAt),
      setLog: (customerId, log) => {
        if (left.aborted) return;
        this.#logs.set(customerId, log);
        this.#turn++;
        this.#context.changed();
      },
      customerOf: (id) => [...this.#logs].find(([, log]) => logIdOf(log) === id)?.[0] ?? null,
    };
  }

  /** Opens this message, or none; its logs are asked for once `settled`. */
  open(message: OpenMessage | null, headers: PageState["headers"], settled: Promise<void>): void {
    this.#leaving.abort();
    this.#leaving = new AbortController();
    this.#message = message;
    this.#openedAt = new Date().toISOString();
    this.#headers.leave();
    this.#headers = new Headers();
    this.#logs = new Map();
    if (message !== null) this.#read(message, headers, settled);
  }

  /** Takes the same message, read again; its headers may have come. */
  read(message: OpenMessage | null, headers: PageState["headers"]): void {
    this.#read(message, headers, Promise.resolve());
  }

  /** Asks again for which customers it is logged. */
  async refresh(): Promise<void> {
    const asked = this.#identity();
    const { signal: left } = this.#leaving;
    if (asked === null || this.#context.me() === null) return;
    const turn = ++this.#turn;
    const standing = await ask("standing", { message: asked }, left);
    if (left.aborted || turn !== this.#turn) return;
    const told = standing.logs.map(
      (one) => [one.customerId, one.state === "logged" ? asLog(one.interaction) : one] as const,
    );
    // Where nobody can tell of all, only what waited here is known to wait no more.
    const kept = standing.whole ? [] : [...this.#logs].filter(([, log]) => log.state === "logged");
    this.#logs = new Map([...kept, ...told]);
    this.#context.changed();
  }

  /** Forgets all logs: somebody else may be signed in. */
  clear(): void {
    this.#logs = new Map();
    this.#turn++;
  }

  /** Aborted once something else is open. */
  left(): AbortSignal {
    return this.#leaving.signal;
  }

  close(): void {
    this.#leaving.abort();
  }

  #identity(): MessageIdentity | null {
    const known = this.#message?.identity ?? null;
    if (known === null) return null;
    const messageId = known.messageId ?? this.#headers.facts?.messageId ?? null;
    const sent = this.#marks();
    return { ...known, messageId, ...(sent.length > 0 && { sent }) };
  }

  /** Returns the marks by which a log that was made when the message was sent is found. */
  #marks(): string[] {
    const message = this.#message;
    const at = happened(message?.occurredAt) ?? happened(this.#headers.facts?.occurredAt);
    if (message === null || at === null || !this.#context.isOutgoing()) return [];
    const to = message.participants.filter(({ role, earlier }) => role === "to" && !earlier);
    const addresses = to.map(({ address }) => address);
    return marksOfCopy({ to: addresses, subject: message.subject }, Date.parse(at));
  }

  /** Takes the headers once they have come, and asks for the logs by the Message-ID they name. */
  #read(message: OpenMessage | null, told: PageState["headers"], settled: Promise<void>): void {
    this.#message = message;
    if (this.#headers.isTold || told === "coming") return;
    const { signal: left } = this.#leaving;
    this.#headers.tell(told);
    void settled.then(() => (left.aborted ? undefined : this.refresh())).catch(() => undefined);
  }
}

/** Returns the logs of a tab that has no message open yet. */
export const openMessageLog = (context: MessageLogContext): MessageLog => new MessageLog(context);
