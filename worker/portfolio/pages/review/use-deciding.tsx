/** Decisions of the page: what is selected, and the dialog that asks for reason and end. */
import { useCallback, useState } from "preact/hooks";
import type { ComponentChildren } from "preact";
import { Dialog } from "../../frame/dialog.tsx";
import { type Chosen, OverrideForm } from "../../override/override-form.tsx";
import { useTools } from "../../tools.ts";
import type { Asked, Deciding } from "./deciding.ts";
import { type Decide, type Deed, useDecide } from "./use-decide.ts";

/** `when` names the review in a reason; `again` shows what is stored by then. */
export function useDeciding(
  review: string,
  when: string,
  again: () => void,
): { deciding: Deciding; dialog: ComponentChildren } {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [asked, setAsked] = useState<Asked | null>(null);
  const { decide: send, undo, isBusy, deed } = useDecide(review, again);
  const select = useCallback((customers: readonly string[], isSelected: boolean) => {
    setSelected((before) => {
      const changed = new Set(customers);
      const others = [...before].filter((id) => !changed.has(id));
      return new Set(isSelected ? [...others, ...customers] : others);
    });
  }, []);
  const decide: Decide = async (which, verdict) => {
    const failure = await send(which, verdict);
    if ("customers" in which) select(which.customers, false);
    else if (failure === null) setSelected(new Set());
    return failure;
  };
  const ask: Deciding["ask"] = (decision, which, count, tier = null) =>
    setAsked({ decision, which, count, tier });
  const dialog = asked && (
    <Ask asked={asked} when={when} decide={decide} close={() => setAsked(null)} />
  );
  const progress = deed && <DeedProgress {...deed} />;
  return {
    deciding: { decide, undo, isBusy, ask, selected, select },
    dialog: (
      <>
        {dialog}
        {progress}
      </>
    ),
  };
}

/** Progress of a decision on more moves than one request takes. */
function DeedProgress({ done, of }: NonNullable<Deed>) {
  const { t } = useTools();
  return (
    <div class="sheet selection-bar" role="status">
      <span class="grow">{t("review.deed", { done, count: of })}</span>
      <progress aria-label={t("review.deedLabel")} max={of} value={done} />
    </div>
  );
}

type AskProps = { asked: Asked; when: string; decide: Decide; close(): void };

function Ask({ asked, when, decide, close }: AskProps) {
  const { t } = useTools();
  const { decision, which, count, tier } = asked;
  const isDeclined = decision === "declined";
  const submit = async ({ tier: chosen, reason, untilOn }: Chosen) => {
    const failure = await decide(
      which,
      isDeclined
        ? { decision, reason, untilOn }
        : { decision: "overridden", tier: chosen, reason, untilOn },
    );
    if (failure === null) close();
    return failure;
  };
  const kept = { reason: t("review.declineReason", { at: when }), words: t("review.declineNow") };
  return (
    <Dialog title={t(`review.dialog.${decision}`, { count })} close={close}>
      <p class="muted">{t(`review.dialog.${decision}Lead`, { count, tier: tier ?? "unknown" })}</p>
      <OverrideForm
        from={isDeclined ? null : tier}
        {...(isDeclined && { kept })}
        submit={submit}
        cancel={close}
      />
    </Dialog>
  );
}
