/** Commands that log the open email, or a call, meeting or note, and that take logs back. */
import type { Commands, Draft, Ended, Log } from "../state.ts";
import { logIdOf } from "../state.ts";
import type { MessageIdentity } from "../../../shared/contract/requests.ts";
import type { Outcome } from "../../sync/outbox.ts";
import type { Click } from "../../sync/proofs.ts";
import { emailFromUs, identityOfDraft } from "../../sync/sent-identity.ts";
import { customerAt } from "./command-context.ts";
import type { CommandContext, LogTarget, Target } from "./command-context.ts";
import { newId, notFound, submit } from "./writing.ts";

type LogCommands = Pick<
  Commands,
  "log" | "logAll" | "logWritten" | "undoLog" | "undoAll" | "amendLog"
>;

/** An email as each of its customers' logs names it. */
type Email = { message: MessageIdentity | null; occurredAt: string | null };

/** Returns how several writes ended, as one: the first that was refused, else one that waits. */
function together(ends: Ended[]): Ended {
  return (
    ends.find((one) => !one.ok) ??
    ends.find((one) => "pending" in one) ??
    ends[0] ?? { ok: true, factId: null }
  );
}

/** Returns true for a log that is one's own to take back. */
const isOwn = (log: Log): boolean =>
  log.state === "pending" || (log.state === "logged" && log.by === null);

async function emailOf(here: LogTarget): Promise<Email> {
  const [message, occurredAt] = await Promise.all([here.identity(), here.occurredAt()]);
  return { message, occurredAt };
}

/** Returns the log that an outcome leaves; null where it leaves what was there. */
function logAfter(here: LogTarget, id: string, draft: Draft, outcome: Outcome | null): Log | null {
  if (outcome?.state === "waiting") return { state: "pending", id, reason: outcome.reason };
  if (outcome?.state !== "sent" || outcome.factId === null) return null;
  const logged = outcome.written?.interaction;
  if (logged) return here.asLog(logged);
  const at = new Date().toISOString();
  return { state: "logged", interactionId: outcome.factId, at, by: null, draft };
}

/** Logs the open email for one customer. */
async function logEmail(
  context: CommandContext,
  here: LogTarget,
  { customerId, contactId, name }: Target,
  draft: Draft,
  { message, occurredAt }: Email,
): Promise<Ended> {
  const id = newId();
  const body = {
    customerId,
    contactId,
    ...draft,
    occurredAt: occurredAt ?? draft.occurredAt,
    participants: here.participants,
    message,
  };
  const { ended, outcome } = await submit(
    context,
    { call: "log", body },
    { customer: name, subject: draft.subject, id },
  );
  const log = logAfter(here, id, draft, outcome);
  if (log !== null) here.setLog(customerId, log);
  return ended;
}

/** Logs a call, a meeting or a note with one person. */
async function logOther(
  context: CommandContext,
  address: string,
  { customerId, contactId, name }: Target,
  draft: Draft,
): Promise<Ended> {
  const click: Click = { address, slot: "other", what: draft.kind, of: "" };
  const body = { customerId, contactId, ...draft, participants: [address], message: null };
  const about = { customer: name, subject: draft.subject, click };
  return (await submit(context, { call: "log", body }, about)).ended;
}

/** Logs what was written, as sent now, for each customer it went to; once for each. */
async function logWritten(context: CommandContext): Promise<Ended> {
  const written = context.written();
  if (written === null || written.parties.length === 0) return notFound;
  const { subject, participants, parties } = written;
  const at = Date.now();
  const draft = { ...emailFromUs, occurredAt: new Date(at).toISOString(), subject };
  const message = identityOfDraft(written, at);
  const ends: Ended[] = [];
  await Promise.all(
    parties.map(({ address, customerId, contactId, name }) =>
      context.draftLogs.once(subject, customerId, async () => {
        const id = newId();
        const click: Click = { address, slot: "other", what: "email", of: "" };
        const body = { customerId, contactId, ...draft, participants, message };
        const about = { customer: name, subject, click, id };
        const { ended } = await submit(context, { call: "log", body }, about);
        ends.push(ended);
        return ended.ok ? ("factId" in ended ? (ended.factId ?? id) : id) : null;
      }),
    ),
  );
  const ended = together(ends);
  // Each log is taken back where its own proof stands: the first of several is not all of them.
  if (!ended.ok || parties.length === 1) return ended;
  return "pending" in ended ? { ok: true, pending: true } : { ok: true, factId: null };
}

async function undoLog(context: CommandContext, id: string): Promise<Ended> {
  const here = context.here();
  const customerId = here.customerOf(id);
  const { ended } = await submit(context, { call: "withdrawLog", id });
  if (ended.ok) context.draftLogs.drop(id);
  if (customerId !== null && ended.ok) here.setLog(customerId, { state: "none" });
  return ended;
}

async function amendLog(context: CommandContext, draft: Draft, id: string): Promise<Ended> {
  const here = context.here();
  const customerId = here.customerOf(id);
  const before = here.logOf(customerId ?? "");
  const { ended, outcome } = await submit(
    context,
    { call: "amendLog", id, body: draft },
    { subject: draft.subject },
  );
  if (customerId !== null && before.state === "logged" && ended.ok) {
    const factId = outcome?.state === "sent" ? outcome.factId : null;
    here.setLog(customerId, { ...before, draft, interactionId: factId ?? before.interactionId });
  }
  return ended;
}

export function logCommands(context: CommandContext): LogCommands {
  return {
    async log(address, draft, what) {
      const customer = customerAt(context, address);
      if (customer === null) return notFound;
      const here = context.here();
      if (what === "other") return logOther(context, address, customer, draft);
      // Whoever of the customer wrote or was written to is whom the log is about.
      const party = here.parties.find((one) => one.customerId === customer.customerId);
      return logEmail(context, here, party ?? customer, draft, await emailOf(here));
    },
    async logAll(draft) {
      const here = context.here();
      const open = here.parties.filter(({ customerId }) => here.logOf(customerId).state === "none");
      const email = await emailOf(here);
      return together(
        await Promise.all(
          open.map((party) =>
            logEmail(context, here, party, { ...draft, direction: party.direction }, email),
          ),
        ),
      );
    },
    logWritten: () => logWritten(context),
    undoLog: (id) => undoLog(context, id),
    async undoAll() {
      const here = context.here();
      const own = here.parties
        .map(({ customerId }) => here.logOf(customerId))
        .filter(isOwn)
        .flatMap((one) => logIdOf(one) ?? []);
      return together(await Promise.all(own.map((id) => undoLog(context, id))));
    },
    amendLog: (draft, id) => amendLog(context, draft, id),
  };
}
