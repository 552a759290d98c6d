/** Stores an edit of a customer, says so, and takes it back. */
import { useCallback } from "preact/hooks";
import type { NewEdit } from "../../../../shared/contract/customer-edits.ts";
import { answered, api, writing } from "../../api.ts";
import { failureWords } from "../../failure-words.ts";
import { useTools } from "../../tools.ts";

/** `again` shows what is there now: after the edit, and after its undo. */
export function useEdit(
  customerId: string,
  again: () => void,
): (edit: NewEdit, field: string) => Promise<void> {
  const { t, say } = useTools();
  return useCallback(
    async (edit, field) => {
      const withdraw = async (id: string) => {
        try {
          await answered(
            api.v1.edits[":id"].withdraw.$post({ param: { id }, header: writing(), json: {} }),
          );
          say(t("customer.edit.undone", { field }));
        } catch (thrown) {
          say(failureWords(thrown, t));
        }
        again();
      };
      const { id } = await answered(
        api.v1.customers[":id"].edits.$post({
          param: { id: customerId },
          header: writing(),
          json: edit,
        }),
      );
      say(t("customer.edit.saved", { field }), () => void withdraw(id));
      again();
    },
    [customerId, again, say, t],
  );
}
