/** Bulk actions of late, each with the way back. */
import { useState } from "preact/hooks";
import type { BulkAction } from "../../../../../shared/contract/bulk-actions.ts";
import { answered, api } from "../../../api.ts";
import { Dialog } from "../../../frame/dialog.tsx";
import { Failed, Loading } from "../../../frame/states.tsx";
import { useTools } from "../../../tools.ts";
import { useAnswer } from "../../../use-answer.ts";
import type { Bulk } from "./use-bulk.ts";

/** The button that opens them; for managers. */
export function RecentBulk({ bulk }: { bulk: Bulk }) {
  const { t, can } = useTools();
  const [isOpen, setOpen] = useState(false);
  if (!can("manager")) return null;
  return (
    <>
      <button type="button" class="button" onClick={() => setOpen(true)}>
        {t("customers.bulk.recent")}
      </button>
      {isOpen && (
        <Dialog title={t("customers.bulk.recent")} close={() => setOpen(false)}>
          <Actions
            isBusy={bulk.action !== null}
            undo={(id) => {
              setOpen(false);
              void bulk.undo(id);
            }}
          />
          <div class="row">
            <button type="button" class="button quiet" onClick={() => setOpen(false)}>
              {t("customers.bulk.close")}
            </button>
          </div>
        </Dialog>
      )}
    </>
  );
}

function Actions({ isBusy, undo }: { isBusy: boolean; undo(id: string): void }) {
  const { t } = useTools();
  const recent = useAnswer(
    (signal) => answered(api.v1["bulk-actions"].$get(undefined, { init: { signal } })),
    "recent",
  );
  if (recent.state === "failed") return <Failed error={recent.error} again={recent.again} />;
  if (recent.state === "loading") return <Loading rows={3} />;
  const { bulkActions } = recent.data;
  if (bulkActions.length === 0) return <p class="muted">{t("customers.bulk.noneYet")}</p>;
  return (
    <ul class="recent">
      {bulkActions.map((action) => (
        <Action key={action.id} action={action} isBusy={isBusy} undo={() => undo(action.id)} />
      ))}
    </ul>
  );
}

function Action({ action, isBusy, undo }: { action: BulkAction; isBusy: boolean; undo(): void }) {
  const { t, moment } = useTools();
  const { kind, status, changed, startedAt } = action;
  const canUndo = (status === "finished" || status === "failed") && changed > 0;
  return (
    <li class="between">
      <div class="grow">
        <p class="strong">{t("customers.bulk.was", { kind, count: changed })}</p>
        <p class="small muted">
          {moment(startedAt)} · {t(`customers.bulk.status.${status}`)}
        </p>
      </div>
      {canUndo && (
        <button type="button" class="button" disabled={isBusy} onClick={undo}>
          {t("portfolio.undo")}
        </button>
      )}
    </li>
  );
}
