/** Commands of a docked panel: what writes is done only where the panel is really seen. */
import type { Commands } from "./state.ts";

const covered = { ok: false as const, code: "covered", message: "" };

/** Returns the same commands, those that write refused with "covered" unless `isSeen`. */
export function guarded(commands: Commands, isSeen: () => Promise<boolean>): Commands {
  const seen =
    <Ask extends unknown[], End>(write: (...ask: Ask) => Promise<End>) =>
    async (...ask: Ask): Promise<End | typeof covered> =>
      (await isSeen()) ? write(...ask) : covered;
  const seenOnly =
    <Ask extends unknown[]>(write: (...ask: Ask) => void) =>
    (...ask: Ask): void =>
      void isSeen().then((may) => {
        if (may) write(...ask);
      });
  return {
    ...commands,
    logWhenSent: seenOnly(commands.logWhenSent),
    decideAnswer: seenOnly(commands.decideAnswer),
    decidePerson: seenOnly(commands.decidePerson),
    log: seen(commands.log),
    logAll: seen(commands.logAll),
    logWritten: seen(commands.logWritten),
    undoLog: seen(commands.undoLog),
    undoAll: seen(commands.undoAll),
    amendLog: seen(commands.amendLog),
    noteSatisfaction: seen(commands.noteSatisfaction),
    undoSatisfaction: seen(commands.undoSatisfaction),
    noteTrust: seen(commands.noteTrust),
    undoTrust: seen(commands.undoTrust),
    actionOutcome: seen(commands.actionOutcome),
    undoOutcome: seen(commands.undoOutcome),
    promise: seen(commands.promise),
    markPromise: seen(commands.markPromise),
    undoPromise: seen(commands.undoPromise),
    caseStep: seen(commands.caseStep),
    undoCaseStep: seen(commands.undoCaseStep),
    addCustomer: seen(commands.addCustomer),
    addContact: seen(commands.addContact),
    invite: async (...asked) =>
      (await isSeen()) ? commands.invite(...asked) : { ok: false, failure: { code: "covered" } },
    withdrawInvitation: seen(commands.withdrawInvitation),
    answerProposal: seen(commands.answerProposal),
    putIntoDraft: seen(commands.putIntoDraft),
    setTelephone: seen(commands.setTelephone),
    undoAdding: seen(commands.undoAdding),
  };
}
