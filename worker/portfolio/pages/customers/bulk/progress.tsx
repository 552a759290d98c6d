/** Progress of a bulk action, and the way back. */
import type { BulkAction } from "../../../../../shared/contract/bulk-actions.ts";
import { useTools } from "../../../tools.ts";

/** `undo` stops it where it is, and takes back what it did. */
export function Progress({ action, undo }: { action: BulkAction; undo(): void }) {
  const { t } = useTools();
  const isBack = action.status === "withdrawing";
  const [done, total] = isBack
    ? [action.withdrawn, action.changed]
    : [action.done, Math.max(action.total, action.done)];
  const words = t(`customers.bulk.${isBack ? "withdrawing" : "running"}.${action.kind}`, {
    done,
    total,
  });
  return (
    <div class="bulk-bar sheet" role="status">
      <label class="grow progress">
        <span>{words}</span>
        <progress max={Math.max(total, 1)} value={done} />
      </label>
      {!isBack && (
        <button type="button" class="button" onClick={undo}>
          {t("customers.bulk.stop")}
        </button>
      )}
    </div>
  );
}
