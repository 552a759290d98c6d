/** The overlay's commands as writes for the outbox. */
import type { Commands, Draft, Ended, Log } from "../../overlay/state.ts";
import type { CardAnswer, Interaction } from "../../../shared/contract/answers.ts";
import { ask } from "../../sync/messages.ts";
import type { Outcome } from "../../sync/outbox.ts";
import type { Click } from "../../sync/proofs.ts";
import type { Write } from "../../sync/writes.ts";
import type { MessageIdentity } from "../../../shared/contract/requests.ts";

/** What is open at the moment of a click: what the click does concerns it alone, whatever is opened meanwhile. */
export type Here = {
  participants: string[];
  /** The message, with its Message-ID where the site gives it in time; null in compose and on look-up. */
  identity(): Promise<MessageIdentity | null>;
  /** When the message says that it was sent, also where only its headers do and come in time; null where neither does. */
  occurredAt(): Promise<string | null>;
  log: Log;
  /** A stored log as who is signed in sees it. */
  asLog(interaction: Interaction): Log;
  /** Changes nothing once something else is open. */
  setLog(log: Log): void;
};
/** What the commands need to know of the moment, and whom they tell. */
export type Desk = {
  answer(address: string): CardAnswer | undefined;
  here(): Here;
  /** Called with how each write ended, before the overlay hears it. */
  ended(outcome: Outcome): Promise<void>;
  select(address: string): void;
  collapse(collapsed: boolean): void;
  choose(address: string | null): void;
  lookUp(address: string): Promise<void>;
  /** Looks these people up anew. */
  again(addresses: string[]): Promise<void>;
  openSignIn(): void;
  retry(): void;
  /** The extension is gone from under this tab. */
  orphaned(): void;
};

/** Made without `crypto.randomUUID`, which pages over plain http lack. */
function newId(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join("-");
}

function endedAs(id: string, outcome: Outcome): Ended {
  if (outcome.state === "sent") return { ok: true, factId: outcome.factId };
  if (outcome.state === "waiting") return { ok: true, pending: true, id };
  return { ok: false, ...outcome.failure };
}

/** The commands over this desk. */
export function commandsOf(desk: Desk): Commands {
  async function write(write: Write, customer: string | null, subject: string | null, click: Click | null = null, id = newId()): Promise<{ ended: Ended; outcome: Outcome | null }> {
    try {
      const outcome = await ask("write", { id, write, about: { customer, subject }, click });
      await desk.ended(outcome);
      return { ended: endedAs(id, outcome), outcome };
    } catch {
      if (chrome.runtime?.id === undefined) desk.orphaned();
      return { ended: { ok: false, code: "internal", message: "" }, outcome: null };
    }
  }
  const plain = async (what: Write, customer: string | null = null, click: Click | null = null) => (await write(what, customer, null, click)).ended;

  /** The customer and contact behind an address; null where it is no customer's. */
  function customerAt(address: string) {
    const card = desk.answer(address)?.card;
    if (card === undefined) return null;
    return { ids: { customerId: card.customer.id, contactId: card.contact?.id ?? null }, name: card.customer.name ?? card.contact?.name ?? null };
  }
  const refused: Ended = { ok: false, code: "not_found", message: "" };

  async function log(address: string, draft: Draft, what: "email" | "other"): Promise<Ended> {
    const customer = customerAt(address);
    if (customer === null) return refused;
    const here = desk.here();
    const message = what === "email" ? await here.identity() : null;
    const id = newId();
    const occurredAt = (what === "email" ? await here.occurredAt() : null) ?? draft.occurredAt;
    const body = { ...customer.ids, ...draft, occurredAt, participants: what === "email" ? here.participants : [address], message };
    const click: Click | null = what === "email" ? null : { address, slot: "other", what: draft.kind, of: "" };
    const { ended, outcome } = await write({ call: "log", body }, customer.name, draft.subject, click, id);
    if (what === "email" && outcome?.state === "waiting") here.setLog({ state: "pending", id, reason: outcome.reason });
    if (what === "email" && outcome?.state === "sent" && outcome.factId !== null) {
      const logged = outcome.written?.interaction;
      here.setLog(logged ? here.asLog(logged) : { state: "logged", interactionId: outcome.factId, at: new Date().toISOString(), by: null, draft });
    }
    return ended;
  }

  function idOf(current: Log): string | null {
    return current.state === "logged" ? current.interactionId : current.state === "pending" ? current.id : null;
  }

  async function undoLog(id?: string): Promise<Ended> {
    const here = desk.here();
    const target = id ?? idOf(here.log);
    if (target === null) return refused;
    const ended = await plain({ call: "withdrawLog", id: target });
    if (id === undefined && ended.ok) here.setLog({ state: "none" });
    return ended;
  }

  async function amendLog(draft: Draft, id?: string): Promise<Ended> {
    const { log: before, setLog } = desk.here();
    const target = id ?? idOf(before);
    if (target === null) return refused;
    const { ended, outcome } = await write({ call: "amendLog", id: target, body: draft }, null, draft.subject);
    if (id === undefined && before.state === "logged" && ended.ok) {
      setLog({ ...before, draft, interactionId: outcome?.state === "sent" ? outcome.factId ?? before.interactionId : before.interactionId });
    }
    return ended;
  }

  return {
    log, undoLog, amendLog,
    select: desk.select,
    collapse: desk.collapse,
    choose: desk.choose,
    lookUp: desk.lookUp,
    async noteSatisfaction(address, value, comment) {
      const customer = customerAt(address);
      if (customer === null) return refused;
      const body = { ...customer.ids, metric: "csat" as const, source: "rep" as const, value, comment, occurredAt: new Date().toISOString() };
      return plain({ call: "noteSatisfaction", body }, customer.name, { address, slot: "satisfaction", what: "", of: "" });
    },
    undoSatisfaction: (id) => plain({ call: "withdrawSatisfaction", id }),
    async actionOutcome(address, actionId, outcome, reason) {
      const click: Click = { address, slot: "outcome", what: outcome, of: actionId };
      return plain({ call: "actionOutcome", id: actionId, body: { outcome, reason } }, desk.answer(address)?.card?.customer.name ?? null, click);
    },
    undoOutcome: (id) => plain({ call: "withdrawOutcome", id }),
    async addCustomer(address, name, kind, contactName) {
      const ended = await plain({ call: "addCustomer", body: { name, kind, contact: { name: contactName, addresses: [address] } } }, name);
      if (ended.ok && !("pending" in ended)) await desk.again([address]);
      return ended;
    },
    async addContact(address, customerId, contactName) {
      const ended = await plain({ call: "addContact", id: customerId, body: { name: contactName, addresses: [address] } }, contactName);
      if (ended.ok && !("pending" in ended)) await desk.again([address]);
      return ended;
    },
    openSignIn: desk.openSignIn,
    retry: desk.retry,
  };
}
