/** The panel's commands over one tab. */
import type { Commands } from "../state.ts";
import { ask } from "../../sync/messages.ts";
import { decisionOf } from "../steps/decision.ts";
import type { CommandContext } from "./command-context.ts";
import { addCommands, answerCommands } from "./customer-commands.ts";
import { logCommands } from "./log-commands.ts";

/** Returns the commands over this context. */
export function commandsOf(context: CommandContext): Commands {
  return {
    ...logCommands(context),
    ...addCommands(context),
    ...answerCommands(context),
    select: context.select,
    collapse: context.collapse,
    choose: context.choose,
    decideAnswer: (what) => {
      context.decideAnswer(what === null ? null : decisionOf(what, Date.now()));
    },
    decidePerson: context.decidePerson,
    logWhenSent: context.logWhenSent,
    lookUp: context.lookUp,
    findCustomers: async (name, left) =>
      ask("findCustomers", { name }, left).catch(() => ({
        ok: false as const,
        failure: { code: "internal" },
      })),
    keepForm: (form) => context.forms.keep(form),
    dropForm: (slot, of) => context.forms.drop(slot, of),
    openRecord: async (customerId) => {
      const answer = await ask("openPortfolio", { customerId }).catch(() => null);
      if (answer === null) return "internal";
      return answer.ok ? null : answer.failure.code;
    },
    openSignIn: context.openSignIn,
    retry: context.retry,
  };
}
