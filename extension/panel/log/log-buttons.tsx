/** The buttons of the foot: the email in one click, a call, meeting or note by a form. */
import { plain } from "../../../shared/locales/translate.ts";
import { act } from "../../../shared/ui/guard.ts";
import { Icon } from "../../../shared/ui/icons.tsx";
import { useTools } from "../tools.ts";
import { formKinds, type FormKind } from "./use-log-form.ts";

/**
 * `logEmail` is null where there is no email to log; the other buttons then show their words. `whom`
 * names the customer where several people are shown.
 */
export function LogButtons({
  busy,
  logEmail,
  whom,
  start,
  promise,
}: {
  busy: boolean;
  logEmail: (() => void) | null;
  whom: string | null;
  start(kind: FormKind): void;
  /** Opens the form of a promise. */
  promise(): void;
}) {
  const { t } = useTools();
  const isWide = logEmail === null;
  const email = t("panel.log.email");
  const name = whom === null ? "" : plain(whom);
  const words = whom === null ? email : t("panel.log.for", { what: email, name });
  return (
    <>
      {whom !== null && (
        <p class="small muted clip" title={name}>
          {t("panel.log.whom", { name })}
        </p>
      )}
      <div class={isWide ? "even" : "row"}>
        {logEmail !== null && (
          <button
            type="button"
            class="button primary large grow"
            data-log="email"
            aria-label={words}
            disabled={busy}
            onClick={act(logEmail)}
          >
            {email}
          </button>
        )}
        {formKinds.map((one) => (
          <FormButton
            key={one}
            of={one}
            name={t(`panel.log.${one}`)}
            words={isWide ? t(`codes.kind.${one}`) : null}
            press={() => start(one)}
          />
        ))}
        <FormButton
          of="promise"
          name={t("panel.promise.make")}
          words={isWide ? t("panel.promise.short") : null}
          press={promise}
        />
      </div>
    </>
  );
}

/** A button that opens a form: its icon, beside it words where there is room. */
function FormButton({
  of,
  name,
  words,
  press,
}: {
  of: FormKind | "promise";
  name: string;
  words: string | null;
  press(): void;
}) {
  return (
    <button
      type="button"
      class={words === null ? "button large icon" : "button large"}
      data-log={of}
      aria-label={name}
      title={name}
      onClick={act(press)}
    >
      <Icon name={of} />
      {words !== null && <span>{words}</span>}
    </button>
  );
}
