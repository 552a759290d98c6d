/** Buttons for the selected customers: owner, segment, tier, and a file of them. */
import { useState } from "preact/hooks";
import type { BulkChange, NewBulkAction } from "../../../../../shared/contract/bulk-actions.ts";
import type { Filter } from "../../../../../shared/contract/customer-filter.ts";
import { Dialog } from "../../../frame/dialog.tsx";
import { OverrideForm } from "../../../override/override-form.tsx";
import { failureWords } from "../../../failure-words.ts";
import { useTools } from "../../../tools.ts";
import type { Selecting } from "../selection.ts";
import type { Bulk } from "./use-bulk.ts";
import { ValueForm } from "./value-form.tsx";

/** As in the contract, whose schemas would bring all of zod into the page. */
const mostNamed = 1000;
type Kind = BulkChange["set"];
const kinds: readonly Kind[] = ["owner", "segment", "tier"];

/** `save` offers the selected as a file; `count` is how many meet the filter, as far as known. */
export function BulkBar({
  selection,
  filter,
  count,
  bulk,
  save,
}: {
  selection: Selecting;
  filter: Filter | null;
  count: { number: number; exact: boolean } | null;
  bulk: Bulk;
  save(): Promise<void>;
}) {
  const { t, can, say } = useTools();
  const [kind, setKind] = useState<Kind | null>(null);
  const [isSaving, setSaving] = useState(false);
  const { isAll, ids } = selection;
  if (!isAll && ids.size === 0) return null;
  const chosen = isAll ? (count?.number ?? 0) : ids.size;
  const words = t(
    isAll && count?.exact === false ? "customers.bulk.atLeast" : "customers.bulk.selected",
    {
      count: chosen,
    },
  );
  const customers: NewBulkAction["customers"] = isAll
    ? { filter: filter ?? { all: [] } }
    : { ids: [...ids] };
  const start = async (change: BulkChange): Promise<string | null> => {
    if (!isAll && ids.size > mostNamed) return t("customers.bulk.tooMany", { count: mostNamed });
    try {
      await bulk.start({ customers, change });
      setKind(null);
      selection.clear();
      return null;
    } catch (thrown) {
      return failureWords(thrown, t);
    }
  };
  const savingNow = () => {
    setSaving(true);
    void save()
      .catch((thrown: unknown) => say(failureWords(thrown, t)))
      .finally(() => setSaving(false));
  };
  return (
    <div class="bulk-bar sheet" role="region" aria-label={t("customers.bulk.title")}>
      <p class="strong" role="status">
        {words}
      </p>
      {!isAll && count !== null && count.number > ids.size && (
        <button type="button" class="link" onClick={selection.selectAll}>
          {t(count.exact ? "customers.bulk.all" : "customers.bulk.allAtLeast", {
            count: count.number,
          })}
        </button>
      )}
      <span class="grow" />
      {can("manager") &&
        kinds.map((one) => (
          <button
            key={one}
            type="button"
            class="button"
            disabled={bulk.action !== null}
            onClick={() => setKind(one)}
          >
            {t(`customers.bulk.set.${one}`)}
          </button>
        ))}
      <button type="button" class="button" disabled={isSaving} onClick={savingNow}>
        {t(isSaving ? "customers.bulk.exporting" : "customers.bulk.export")}
      </button>
      <button type="button" class="button quiet" onClick={selection.clear}>
        {t("customers.bulk.clear")}
      </button>
      {kind !== null && (
        <Dialog title={t(`customers.bulk.set.${kind}`)} close={() => setKind(null)}>
          <p class="muted">{words}</p>
          {kind === "tier" ? (
            <OverrideForm
              from={null}
              submit={(set) => start({ set: "tier", ...set })}
              cancel={() => setKind(null)}
            />
          ) : (
            <ValueForm
              kind={kind}
              submit={(value) => start({ set: kind, value })}
              cancel={() => setKind(null)}
            />
          )}
        </Dialog>
      )}
    </div>
  );
}
