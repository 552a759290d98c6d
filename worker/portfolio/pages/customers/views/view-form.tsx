/** The name of a view to save, and who is to have it. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { onEscape } from "../../../../../shared/ui/guard.ts";
import { failureWords } from "../../../failure-words.ts";
import { useTools } from "../../../tools.ts";
import type { Naming } from "./use-views.ts";

/** `save` keeps it; what it throws stands in place. `mayShare` lets the team have it, or no more. */
export function ViewForm({
  start,
  mayShare,
  save,
  close,
}: {
  start: Naming;
  mayShare: boolean;
  save(naming: Naming): Promise<void>;
  close(): void;
}) {
  const { t } = useTools();
  const [{ name, scope }, setTyped] = useState(start);
  const [fault, setFault] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.select(), []);
  const submit = async (event: Event) => {
    event.preventDefault();
    if (isBusy || name.trim() === "") return;
    setBusy(true);
    try {
      await save({ name: name.trim(), scope });
    } catch (thrown) {
      setBusy(false);
      setFault(failureWords(thrown, t));
    }
  };
  return (
    <form
      class="menu-sheet sheet view-form"
      onSubmit={(event) => void submit(event)}
      onKeyDown={onEscape(close)}
    >
      <label class="field">
        <span>{t("customers.views.name")}</span>
        <input
          ref={field}
          class="input"
          maxLength={80}
          dir="auto"
          value={name}
          onInput={({ currentTarget }) =>
            setTyped((before) => ({ ...before, name: currentTarget.value }))
          }
        />
      </label>
      {mayShare && (
        <fieldset class="segments">
          <legend class="hidden">{t("customers.views.for")}</legend>
          {(["mine", "team"] as const).map((one) => (
            <label key={one}>
              <input
                type="radio"
                name="scope"
                checked={scope === one}
                onChange={() => setTyped((before) => ({ ...before, scope: one }))}
              />
              {t(`customers.views.scope.${one}`)}
            </label>
          ))}
        </fieldset>
      )}
      {fault !== null && (
        <p class="fault" role="alert">
          {fault}
        </p>
      )}
      <div class="row">
        <button type="submit" class="button primary" disabled={isBusy || name.trim() === ""}>
          {t("customers.views.keep")}
        </button>
        <button type="button" class="button quiet" onClick={close}>
          {t("customers.filter.cancel")}
        </button>
      </div>
    </form>
  );
}
