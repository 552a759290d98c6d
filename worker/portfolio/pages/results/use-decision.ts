/** Taking an answer back, counting one that is held, and the undo of both in the strip. */
import { useState } from "preact/hooks";
import type { AnswerDecision, DecidedAnswer } from "../../../../shared/contract/survey-answers.ts";
import { answered, api, writing } from "../../api.ts";
import { failureWords } from "../../failure-words.ts";
import { useTools } from "../../tools.ts";

/** `again` asks anew for what is listed. */
export function useDecision(again: () => void) {
  const { t, say } = useTools();
  const [isBusy, setBusy] = useState(false);
  const send = (decision: string) =>
    answered(
      api.v1["answer-decisions"][":id"].withdraw.$post({
        param: { id: decision },
        header: writing(),
      }),
    );
  const run = async (call: () => Promise<DecidedAnswer>, done: (of: DecidedAnswer) => void) => {
    setBusy(true);
    try {
      done(await call());
      again();
      return true;
    } catch (thrown) {
      say(failureWords(thrown, t));
      return false;
    } finally {
      setBusy(false);
    }
  };
  const undo = (decision: string) =>
    run(
      () => send(decision),
      ({ state }) => say(t(`results.answers.undone.${state === "held" ? "held" : "counted"}`)),
    );
  const decide = (answerId: string, decision: AnswerDecision, reason: string) =>
    run(
      () =>
        answered(
          api.v1["survey-answers"][":id"].decisions.$post({
            param: { id: answerId },
            header: writing(),
            json: { decision, reason },
          }),
        ),
      (of) => say(t(`results.answers.done.${decision}.${of.case}`), () => void undo(of.id)),
    );
  return { isBusy, decide, undo };
}
