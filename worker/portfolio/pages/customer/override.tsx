/** Setting the tier by hand, and ending that; for managers. */
import { useState } from "preact/hooks";
import type { Profile } from "../../../../shared/contract/answers.ts";
import { answered, api, writing } from "../../api.ts";
import { Dialog } from "../../frame/dialog.tsx";
import { type Chosen, OverrideForm } from "../../override/override-form.tsx";
import { failureWords } from "../../failure-words.ts";
import { useTools } from "../../tools.ts";
import { nameOf } from "./name-of.ts";

/** `again` shows what is there now. */
function useOverride({ customer }: Profile, again: () => void) {
  const tools = useTools();
  const { t, say } = tools;
  const end = async (id: string) => {
    await answered(
      api.v1.overrides[":id"].withdraw.$post({ param: { id }, header: writing(), json: {} }),
    ).then(
      () => say(t("override.ended")),
      (thrown: unknown) => say(failureWords(thrown, t)),
    );
    again();
  };
  const set = async ({ tier, reason, untilOn }: Chosen): Promise<string | null> => {
    const json = { customerId: customer.id, tier, reason, untilOn };
    try {
      const { id } = await answered(api.v1.overrides.$post({ header: writing(), json }));
      const words = { name: nameOf(customer, tools), tier, until: untilOn };
      say(t("override.done", words), () => void end(id));
      again();
      return null;
    } catch (thrown) {
      return failureWords(thrown, t);
    }
  };
  return { set, end };
}

/** A quiet button below the tier; where it is set by hand, one that ends that beside it. */
export function Override({ profile, again }: { profile: Profile; again(): void }) {
  const { t, can } = useTools();
  const { set, end } = useOverride(profile, again);
  const [isOpen, setOpen] = useState(false);
  if (!can("manager")) return null;
  const { tier, override } = profile.scores.tier;
  return (
    <div class="row override-tools">
      <button type="button" class="button quiet" onClick={() => setOpen(true)}>
        {t("override.change")}
      </button>
      {override !== undefined && (
        <button type="button" class="button quiet" onClick={() => void end(override.id)}>
          {t("override.end")}
        </button>
      )}
      {isOpen && (
        <Dialog title={t("override.title")} close={() => setOpen(false)}>
          <p class="muted">{t("override.lead", { tier: override?.computed ?? tier })}</p>
          <OverrideForm
            from={override === undefined ? tier : null}
            submit={async (chosen) => {
              const failure = await set(chosen);
              if (failure === null) setOpen(false);
              return failure;
            }}
            cancel={() => setOpen(false)}
          />
        </Dialog>
      )}
    </div>
  );
}
