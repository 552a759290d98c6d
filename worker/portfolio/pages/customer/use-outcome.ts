/** Answers a recommended step, and takes the answer back. */
import { useCallback } from "preact/hooks";
import { answered, api, writing } from "../../api.ts";
import { failureWords } from "../../failure-words.ts";
import { useTools } from "../../tools.ts";

export const outcomes = ["done", "later", "not_useful"] as const;
export type Outcome = (typeof outcomes)[number];

/** `again` shows what is there now: after the answer, and after its undo. */
export function useOutcome(
  again: () => void,
): (actionId: string, outcome: Outcome) => Promise<void> {
  const { t, say } = useTools();
  return useCallback(
    async (actionId, outcome) => {
      const failed = (thrown: unknown) => say(failureWords(thrown, t));
      const withdraw = async (id: string) => {
        await answered(
          api.v1.outcomes[":id"].withdraw.$post({ param: { id }, header: writing(), json: {} }),
        ).catch(failed);
        again();
      };
      try {
        const { id } = await answered(
          api.v1.actions[":id"].outcome.$post({
            param: { id: encodeURIComponent(actionId) },
            header: writing(),
            json: { outcome },
          }),
        );
        say(t(`customer.answered.${outcome}`), () => void withdraw(id));
        again();
      } catch (thrown) {
        failed(thrown);
      }
    },
    [again, say, t],
  );
}
