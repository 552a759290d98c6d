/** Steps and handovers of a case, each with its undo in the strip. */
import { useState } from "preact/hooks";
import type { CaseStep } from "../../../../shared/surveys/case-steps.ts";
import { answered, api, writing } from "../../api.ts";
import { failureWords } from "../../failure-words.ts";
import { useTools } from "../../tools.ts";

/** `again` asks anew for what is left. */
export function useCase(id: string, again: () => void) {
  const { t, say } = useTools();
  const [isBusy, setBusy] = useState(false);
  const failed = (thrown: unknown) => say(failureWords(thrown, t));
  const withdrawn = { header: writing(), json: { reason: null } };
  const undoStep = (step: string) =>
    answered(api.v1["case-steps"][":id"].withdraw.$post({ param: { id: step }, ...withdrawn }));
  const undoHandover = (handover: string) =>
    answered(
      api.v1["case-handovers"][":id"].withdraw.$post({ param: { id: handover }, ...withdrawn }),
    );
  const write = async (
    call: () => Promise<{ id: string }>,
    done: string,
    undo: (written: string) => Promise<unknown>,
  ) => {
    setBusy(true);
    await call().then((answer) => {
      say(done, () => void undo(answer.id).then(again, failed));
      again();
    }, failed);
    setBusy(false);
  };
  return {
    isBusy,
    note: (state: CaseStep, reason: string | null) =>
      write(
        () =>
          answered(
            api.v1.cases[":id"].steps.$post({
              param: { id },
              header: writing(),
              json: { state, reason, occurredAt: new Date().toISOString() },
            }),
          ),
        t(`panel.case.proof.${state}`),
        undoStep,
      ),
    handOver: (ownerId: string, name: string) =>
      write(
        () =>
          answered(
            api.v1.cases[":id"].owner.$post({
              param: { id },
              header: writing(),
              json: { ownerId },
            }),
          ),
        t("followUps.handedOver", { name }),
        undoHandover,
      ),
  };
}
