/** Commands that add customers and contacts, and that note what one heard of them. */
import type { Commands, Ended } from "../state.ts";
import type { Click } from "../../sync/proofs.ts";
import type { Write } from "../../sync/writes.ts";
import { customerAt } from "./command-context.ts";
import type { CommandContext } from "./command-context.ts";
import { hasArrived, notFound, submit } from "./writing.ts";

type AddCommands = Pick<Commands, "addCustomer" | "addContact" | "setTelephone" | "undoAdding">;
type AnswerCommands = Pick<
  Commands,
  | "noteSatisfaction"
  | "undoSatisfaction"
  | "noteTrust"
  | "undoTrust"
  | "actionOutcome"
  | "undoOutcome"
  | "promise"
  | "markPromise"
  | "undoPromise"
  | "caseStep"
  | "undoCaseStep"
>;

export function addCommands(context: CommandContext): AddCommands {
  /** Looks the person up again once the write has arrived. */
  async function add(address: string, write: Write, customer: string | null, click: Click | null) {
    const { ended } = await submit(context, write, { customer, click });
    if (hasArrived(ended)) await context.again([address]);
    return ended;
  }
  /** Addresses of somebody new, at our own domains only where they are said to be outside. */
  const addressesOf = (address: string) => ({
    addresses: [address],
    ...(context.isOutside(address) && { outside: true }),
  });
  return {
    addCustomer(address, name, kind, contactName) {
      const body = { name, kind, contact: { name: contactName, ...addressesOf(address) } };
      const click: Click = { address, slot: "added", what: "customer", of: name };
      return add(address, { call: "addCustomer", body }, name, click);
    },
    addContact(address, { id, name }, contactName) {
      const body = { name: contactName, ...addressesOf(address) };
      const click: Click = { address, slot: "added", what: "contact", of: name ?? "" };
      return add(address, { call: "addContact", id, body }, contactName, click);
    },
    async setTelephone(address, telephone) {
      const customer = customerAt(context, address);
      if (customer === null || customer.contactId === null) return notFound;
      const { customerId, contactId, name } = customer;
      // The contact's own address adds nothing: the number alone is new.
      const body = { contactId, ...addressesOf(address), telephone };
      return add(address, { call: "addContact", id: customerId, body }, name, null);
    },
    async undoAdding(address, what, id): Promise<Ended> {
      const call = what === "customer" ? "withdrawCustomer" : "withdrawContact";
      const ended = await add(address, { call, id }, null, null);
      // What hangs on them by now is not to be lost: the sentence says what to do.
      return !ended.ok && ended.code === "conflict" ? { ...ended, code: "still_used" } : ended;
    },
  };
}

type PromiseCommands = Pick<Commands, "promise" | "markPromise" | "undoPromise">;

function promiseCommands(context: CommandContext): PromiseCommands {
  const now = () => new Date().toISOString();
  return {
    async promise(address, what, dueOn) {
      const customer = customerAt(context, address);
      if (customer === null) return notFound;
      const { customerId, name } = customer;
      const body = { customerId, what, dueOn, occurredAt: now() };
      const click: Click = { address, slot: "promise", what: "made", of: "" };
      return (await submit(context, { call: "promise", body }, { customer: name, click })).ended;
    },
    async markPromise(address, id, outcome, dueOn) {
      const click: Click = { address, slot: "promise", what: outcome, of: id };
      const customer = customerAt(context, address)?.name ?? null;
      const body = { outcome, dueOn, occurredAt: now() };
      const write: Write = { call: "promiseOutcome", id, body };
      return (await submit(context, write, { customer, click })).ended;
    },
    async undoPromise(what, id) {
      const call = what === "made" ? "withdrawPromise" : "withdrawPromiseOutcome";
      return (await submit(context, { call, id })).ended;
    },
  };
}

export function answerCommands(context: CommandContext): AnswerCommands {
  return {
    async noteSatisfaction(address, value, comment, replaces = null) {
      const customer = customerAt(context, address);
      if (customer === null) return notFound;
      if (replaces !== null) {
        const { ended } = await submit(context, { call: "withdrawSatisfaction", id: replaces });
        if (!ended.ok) return ended;
      }
      const { customerId, contactId, name } = customer;
      const body = {
        customerId,
        contactId,
        metric: "csat" as const,
        source: "rep" as const,
        value,
        comment,
        occurredAt: new Date().toISOString(),
      };
      const click: Click = { address, slot: "satisfaction", what: String(value), of: "" };
      const about = { customer: name, click };
      return (await submit(context, { call: "noteSatisfaction", body }, about)).ended;
    },
    undoSatisfaction: async (id) =>
      (await submit(context, { call: "withdrawSatisfaction", id })).ended,
    async noteTrust(address, answers) {
      const customer = customerAt(context, address);
      if (customer === null) return notFound;
      const { customerId, contactId, name } = customer;
      const body = {
        customerId,
        contactId,
        source: "rep" as const,
        occurredAt: new Date().toISOString(),
        answers,
      };
      const click: Click = { address, slot: "trust", what: "", of: "" };
      return (await submit(context, { call: "noteTrust", body }, { customer: name, click })).ended;
    },
    undoTrust: async (id) => (await submit(context, { call: "withdrawTrust", id })).ended,
    async actionOutcome(address, id, outcome, reason) {
      const click: Click = { address, slot: "outcome", what: outcome, of: id };
      const customer = context.answer(address)?.card?.customer.name ?? null;
      const write: Write = { call: "actionOutcome", id, body: { outcome, reason } };
      return (await submit(context, write, { customer, click })).ended;
    },
    undoOutcome: async (id) => (await submit(context, { call: "withdrawOutcome", id })).ended,
    async caseStep(address, id, state, reason) {
      const click: Click = { address, slot: "case", what: state, of: id };
      const customer = customerAt(context, address)?.name ?? null;
      const body = { state, reason, occurredAt: new Date().toISOString() };
      return (await submit(context, { call: "caseStep", id, body }, { customer, click })).ended;
    },
    undoCaseStep: async (id) => (await submit(context, { call: "withdrawCaseStep", id })).ended,
    ...promiseCommands(context),
  };
}
