/** Commands that ask a customer by a survey. */
import { ask } from "../../sync/messages.ts";
import type { Commands } from "../state.ts";
import { type CommandContext, customerAt } from "./command-context.ts";
import { newId } from "./writing.ts";

const failed = { ok: false as const, failure: { code: "internal" } };

/** Returns the commands over this context. */
export function askingCommands(
  context: CommandContext,
): Pick<
  Commands,
  | "askable"
  | "invite"
  | "withdrawInvitation"
  | "answerProposal"
  | "awaits"
  | "lookAgain"
  | "sawCase"
> {
  return {
    async askable(address, left) {
      const contactId = customerAt(context, address)?.contactId;
      if (contactId == null) return { ok: false, failure: { code: "not_found" } };
      return ask("askable", { contactId }, left).catch(() => failed);
    },
    async invite(address, survey) {
      const found = customerAt(context, address);
      if (found?.contactId == null) return { ok: false, failure: { code: "not_found" } };
      const { customerId, contactId } = found;
      const invitation = { ...survey, customerId, contactId };
      return ask("invite", { id: newId(), invitation }).catch(() => failed);
    },
    async withdrawInvitation(_address, id) {
      const answer = await ask("withdrawInvitation", { id: newId(), invitation: id }).catch(
        () => failed,
      );
      if (answer.ok) return { ok: true, factId: null };
      return { ok: false, message: "", code: answer.failure.code };
    },
    async answerProposal(proposal, reason) {
      const answer = await ask("answerProposal", { id: newId(), proposal, reason }).catch(
        () => failed,
      );
      if (answer.ok) return { ok: true, factId: proposal };
      return { ok: false, message: "", code: answer.failure.code };
    },
    awaits: (customerId, isAsked) => ask("awaits", { customerId, isAsked }).catch(() => false),
    sawCase(id) {
      void ask("sawCases", { ids: [id] }).catch(() => null);
    },
    async lookAgain(address) {
      await ask("forgetCards", { addresses: [address] }).catch(() => null);
      await context.again([address]);
    },
  };
}
