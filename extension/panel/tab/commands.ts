/** The panel's commands over one tab. */
import type { Commands } from "../state.ts";
import { ask } from "../../sync/messages.ts";
import { decisionOf } from "../steps/decision.ts";
import type { CommandContext } from "./command-context.ts";
import { askingCommands } from "./asking-commands.ts";
import { addCommands, answerCommands } from "./customer-commands.ts";
import { logCommands } from "./log-commands.ts";

const failed = { ok: false as const, failure: { code: "internal" } };

/** Returns the commands over this context. */
export function commandsOf(context: CommandContext): Commands {
  return {
    ...logCommands(context),
    ...addCommands(context),
    ...answerCommands(context),
    ...askingCommands(context),
    select: context.select,
    collapse: context.collapse,
    choose: context.choose,
    decideAnswer: (what) => {
      context.decideAnswer(what === null ? null : decisionOf(what, Date.now()));
    },
    decidePerson: context.decidePerson,
    logWhenSent: context.logWhenSent,
    lookUp: context.lookUp,
    goHome: context.goHome,
    openAddress: context.openAddress,
    async openCustomer(id, known) {
      const found =
        known === null
          ? await ask("addressOf", { id }).catch(() => failed)
          : { ok: true as const, value: known };
      if (!found.ok) return { message: "", ...found.failure, ok: false };
      if (found.value === null) return { ok: false, code: "no_address", message: "" };
      await context.openAddress(found.value);
      return { ok: true, factId: null };
    },
    today: async (left) => ask("today", null, left).catch(() => failed),
    findCustomers: async (name, left) => ask("findCustomers", { name }, left).catch(() => failed),
    keepForm: (form) => context.forms.keep(form),
    dropForm: (slot, of) => context.forms.drop(slot, of),
    async putIntoDraft(content) {
      const end = await ask("putIntoDraft", { tab: context.tabId, content }).catch(() => null);
      if (end === null) return { ok: false, code: "internal" };
      return end.inserted ? { ok: true, as: end.as } : { ok: false, code: end.reason };
    },
    openRecord: async (customerId, facts) => {
      const answer = await ask("openPortfolio", { customerId, facts }).catch(() => null);
      if (answer === null) return "internal";
      return answer.ok ? null : answer.failure.code;
    },
    openSignIn: context.openSignIn,
    retry: context.retry,
  };
}
