/** The panel's commands as writes for the outbox. */
import type { Commands, Draft, Ended, Log } from "../state.ts";
import type { CardAnswer, Interaction } from "../../../shared/contract/answers.ts";
import { ask } from "../../sync/messages.ts";
import type { Forms } from "./forms.ts";
import type { Outcome } from "../../sync/outbox.ts";
import type { Click } from "../../sync/proofs.ts";
import type { Write } from "../../sync/writes.ts";
import type { MessageIdentity } from "../../../shared/contract/requests.ts";
import type { Party } from "./people.ts";

/**
 * What is open at the moment of a click: what the click does concerns it alone, whatever is opened
 * meanwhile.
 */
export type LogTarget = {
  participants: string[];
  /**
   * The message, with its Message-ID where the site gives it in time; null in compose and on
   * look-up.
   */
  identity(): Promise<MessageIdentity | null>;
  /**
   * When the message says that it was sent, also where only its headers do and come in time; null
   * where neither does.
   */
  occurredAt(): Promise<string | null>;
  /** The customers of the message, for whom it can be logged. */
  parties: Party[];
  logOf(customerId: string): Log;
  /** A stored log as who is signed in sees it. */
  asLog(interaction: Interaction): Log;
  /** Changes nothing once something else is open. */
  setLog(customerId: string, log: Log): void;
  /**
   * The customer whose log of the open message has this id (a fact's or an outbox entry's); null
   * where none has.
   */
  customerOf(id: string): string | null;
};
/** What the commands need to know of the moment, and whom they tell. */
export type CommandContext = {
  answer(address: string): CardAnswer | undefined;
  forms: Pick<Forms, "keep" | "drop">;
  here(): LogTarget;
  /** Called with how each write ended, before the panel hears it. */
  ended(outcome: Outcome): Promise<void>;
  select(address: string): void;
  collapse(collapsed: boolean): void;
  choose(address: string | null): void;
  lookUp(address: string): Promise<void>;
  /** Looks these people up anew. */
  again(addresses: string[]): Promise<void>;
  openSignIn(): void;
  retry(): void;
};

/** Made without `crypto.randomUUID`, which a panel docked in a page over plain http lacks. */
function newId(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join("-");
}

function endedAs(id: string, outcome: Outcome): Ended {
  if (outcome.state === "sent") return { ok: true, factId: outcome.factId };
  if (outcome.state === "waiting") return { ok: true, pending: true, id };
  return { ok: false, ...outcome.failure };
}

/** Returns how several writes ended, as one: the first that was refused, else one that waits. */
function together(ends: Ended[]): Ended {
  return (
    ends.find((one) => !one.ok) ??
    ends.find((one) => "pending" in one) ??
    ends[0] ?? { ok: true, factId: null }
  );
}

/** Returns what the undo of a log names: its fact, or the outbox entry that will bring it. */
export function idOf(log: Log): string | null {
  return log.state === "logged" ? log.interactionId : log.state === "pending" ? log.id : null;
}

/** Returns true for a log that is one's own to take back. */
const isOwn = (log: Log): boolean =>
  log.state === "pending" || (log.state === "logged" && log.by === null);

type Target = Pick<Party, "customerId" | "contactId" | "name">;

/** The commands over this context. */
export function commandsOf(context: CommandContext): Commands {
  async function write(
    write: Write,
    customer: string | null,
    subject: string | null,
    click: Click | null = null,
    id = newId(),
  ): Promise<{ ended: Ended; outcome: Outcome | null }> {
    try {
      const outcome = await ask("write", { id, write, about: { customer, subject }, click });
      await context.ended(outcome);
      return { ended: endedAs(id, outcome), outcome };
    } catch {
      return { ended: { ok: false, code: "internal", message: "" }, outcome: null };
    }
  }
  const plain = async (what: Write, customer: string | null = null, click: Click | null = null) =>
    (await write(what, customer, null, click)).ended;

  /** The customer and contact behind an address; null where it is no customer's. */
  function customerAt(address: string): Target | null {
    const card = context.answer(address)?.card;
    if (card === undefined) return null;
    return {
      customerId: card.customer.id,
      contactId: card.contact?.id ?? null,
      name: card.customer.name ?? card.contact?.name ?? null,
    };
  }
  const refused: Ended = { ok: false, code: "not_found", message: "" };

  /** Logs the open email for one customer. */
  async function logEmail(
    here: LogTarget,
    target: Target,
    draft: Draft,
    message: MessageIdentity | null,
    occurredAt: string | null,
  ): Promise<Ended> {
    const { customerId, contactId, name } = target;
    const id = newId();
    const body = {
      customerId,
      contactId,
      ...draft,
      occurredAt: occurredAt ?? draft.occurredAt,
      participants: here.participants,
      message,
    };
    const { ended, outcome } = await write({ call: "log", body }, name, draft.subject, null, id);
    if (outcome?.state === "waiting")
      here.setLog(customerId, { state: "pending", id, reason: outcome.reason });
    if (outcome?.state === "sent" && outcome.factId !== null) {
      const logged = outcome.written?.interaction;
      here.setLog(
        customerId,
        logged
          ? here.asLog(logged)
          : {
              state: "logged",
              interactionId: outcome.factId,
              at: new Date().toISOString(),
              by: null,
              draft,
            },
      );
    }
    return ended;
  }

  async function log(address: string, draft: Draft, what: "email" | "other"): Promise<Ended> {
    const customer = customerAt(address);
    if (customer === null) return refused;
    const here = context.here();
    if (what === "email") {
      // Whoever of the customer wrote or was written to is whom the log is about.
      const party = here.parties.find((one) => one.customerId === customer.customerId);
      const [message, occurredAt] = await Promise.all([here.identity(), here.occurredAt()]);
      return logEmail(here, party ?? customer, draft, message, occurredAt);
    }
    const { customerId, contactId, name } = customer;
    const click: Click = { address, slot: "other", what: draft.kind, of: "" };
    const body = { customerId, contactId, ...draft, participants: [address], message: null };
    return (await write({ call: "log", body }, name, draft.subject, click)).ended;
  }

  async function logAll(draft: Draft): Promise<Ended> {
    const here = context.here();
    const open = here.parties.filter(({ customerId }) => here.logOf(customerId).state === "none");
    const [message, occurredAt] = await Promise.all([here.identity(), here.occurredAt()]);
    return together(
      await Promise.all(
        open.map((party) =>
          logEmail(here, party, { ...draft, direction: party.direction }, message, occurredAt),
        ),
      ),
    );
  }

  async function undoLog(id: string): Promise<Ended> {
    const here = context.here();
    const customerId = here.customerOf(id);
    const ended = await plain({ call: "withdrawLog", id });
    if (customerId !== null && ended.ok) here.setLog(customerId, { state: "none" });
    return ended;
  }

  async function undoAll(): Promise<Ended> {
    const here = context.here();
    const own = here.parties
      .map(({ customerId }) => here.logOf(customerId))
      .filter(isOwn)
      .flatMap((one) => idOf(one) ?? []);
    return together(await Promise.all(own.map(undoLog)));
  }

  async function amendLog(draft: Draft, id: string): Promise<Ended> {
    const here = context.here();
    const customerId = here.customerOf(id);
    const before = here.logOf(customerId ?? "");
    const { ended, outcome } = await write(
      { call: "amendLog", id, body: draft },
      null,
      draft.subject,
    );
    if (customerId !== null && before.state === "logged" && ended.ok) {
      here.setLog(customerId, {
        ...before,
        draft,
        interactionId:
          outcome?.state === "sent"
            ? (outcome.factId ?? before.interactionId)
            : before.interactionId,
      });
    }
    return ended;
  }

  return {
    log,
    logAll,
    undoLog,
    undoAll,
    amendLog,
    select: context.select,
    collapse: context.collapse,
    choose: context.choose,
    lookUp: context.lookUp,
    async noteSatisfaction(address, value, comment) {
      const customer = customerAt(address);
      if (customer === null) return refused;
      const body = {
        customerId: customer.customerId,
        contactId: customer.contactId,
        metric: "csat" as const,
        source: "rep" as const,
        value,
        comment,
        occurredAt: new Date().toISOString(),
      };
      return plain({ call: "noteSatisfaction", body }, customer.name, {
        address,
        slot: "satisfaction",
        what: "",
        of: "",
      });
    },
    undoSatisfaction: (id) => plain({ call: "withdrawSatisfaction", id }),
    async actionOutcome(address, actionId, outcome, reason) {
      const click: Click = { address, slot: "outcome", what: outcome, of: actionId };
      return plain(
        { call: "actionOutcome", id: actionId, body: { outcome, reason } },
        context.answer(address)?.card?.customer.name ?? null,
        click,
      );
    },
    undoOutcome: (id) => plain({ call: "withdrawOutcome", id }),
    async addCustomer(address, name, kind, contactName) {
      const click: Click = { address, slot: "added", what: "customer", of: name };
      const ended = await plain(
        {
          call: "addCustomer",
          body: { name, kind, contact: { name: contactName, addresses: [address] } },
        },
        name,
        click,
      );
      if (ended.ok && !("pending" in ended)) await context.again([address]);
      return ended;
    },
    async addContact(address, customer, contactName) {
      const click: Click = { address, slot: "added", what: "contact", of: customer.name ?? "" };
      const ended = await plain(
        { call: "addContact", id: customer.id, body: { name: contactName, addresses: [address] } },
        contactName,
        click,
      );
      if (ended.ok && !("pending" in ended)) await context.again([address]);
      return ended;
    },
    async undoAdding(address, what, id) {
      const ended = await plain(
        what === "customer" ? { call: "withdrawCustomer", id } : { call: "withdrawContact", id },
      );
      if (ended.ok && !("pending" in ended)) await context.again([address]);
      // What hangs on them by now is not to be lost: the sentence says what to do.
      return !ended.ok && ended.code === "conflict" ? { ...ended, code: "still_used" } : ended;
    },
    findCustomers: async (name, left) =>
      ask("findCustomers", { name }, left).catch(() => ({
        ok: false as const,
        failure: { code: "internal" },
      })),
    keepForm: (form) => context.forms.keep(form),
    dropForm: (slot, of) => context.forms.drop(slot, of),
    openSignIn: context.openSignIn,
    retry: context.retry,
  };
}
