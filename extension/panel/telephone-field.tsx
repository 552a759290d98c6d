/** The form for a telephone number: loaded when it is first opened. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { cleanTelephone, findTelephoneFault } from "../../shared/people/telephone.ts";
import { act, change, onEscape } from "../../shared/ui/guard.ts";
import { seen } from "../../shared/ui/seen.ts";
import { useTools } from "./tools.ts";

/** `known` is the number so far; `save` gets null where it is to be removed. */
export function TelephoneField({
  known,
  isBusy,
  save,
  close,
}: {
  known: string | null;
  isBusy: boolean;
  save(telephone: string | null): void;
  close(): void;
}) {
  const { t } = useTools();
  const [typed, setTyped] = useState(known ?? "");
  const [isFaulty, setFaulty] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.select(), []);
  const finish = () => {
    const telephone = cleanTelephone(typed);
    const fault = telephone === "" ? null : findTelephoneFault(telephone);
    setFaulty(fault !== null);
    if (fault === null) save(telephone === "" ? null : telephone);
    else field.current?.focus();
  };
  return (
    <form class="form" noValidate onSubmit={act(finish)} onKeyDown={onEscape(close)} ref={seen}>
      <label class={isFaulty ? "field wrong" : "field"}>
        {t("panel.telephone.field")}
        <input
          ref={field}
          class="input"
          type="tel"
          dir="ltr"
          autocomplete="off"
          maxLength={60}
          value={typed}
          onInput={change(setTyped)}
          {...(isFaulty && { "aria-invalid": true, "aria-describedby": "fault-telephone" })}
        />
      </label>
      {isFaulty && (
        <p class="fault" id="fault-telephone" role="alert">
          {t("panel.telephone.fault")}
        </p>
      )}
      {known !== null && <p class="small muted">{t("panel.telephone.empty")}</p>}
      <div class="ends">
        <button type="button" class="button quiet" onClick={act(close)}>
          {t("panel.cancel")}
        </button>
        <button type="submit" class="button primary" disabled={isBusy}>
          {t("panel.save")}
        </button>
      </div>
    </form>
  );
}
