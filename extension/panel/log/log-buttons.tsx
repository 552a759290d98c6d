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
}: {
  busy: boolean;
  logEmail: (() => void) | null;
  whom: string | null;
  start(kind: FormKind): void;
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
          <button
            type="button"
            key={one}
            class={isWide ? "button large" : "button large icon"}
            data-log={one}
            aria-label={t(`panel.log.${one}`)}
            title={t(`panel.log.${one}`)}
            onClick={act(() => start(one))}
          >
            <Icon name={one} />
            {isWide && <span>{t(`codes.kind.${one}`)}</span>}
          </button>
        ))}
      </div>
    </>
  );
}
