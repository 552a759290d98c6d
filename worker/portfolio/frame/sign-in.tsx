/** The page before anybody is signed in: a code, and where to get one. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Me } from "../../../shared/contract/answers.ts";
import type { Locale } from "../../../shared/locales/format.ts";
import { translator } from "../../../shared/locales/translate.ts";
import { words } from "../../../shared/locales/words.ts";
import { CallFailed } from "../api.ts";
import { redeem } from "./redeem.ts";

/** Asks for a code. `reason` says why the one of the address did not do. */
export function SignIn({
  locale,
  reason,
  entered,
}: {
  locale: Locale;
  reason: CallFailed | null;
  entered(me: Me): void;
}) {
  const t = translator(words(locale), locale);
  const [error, setError] = useState<CallFailed | null>(reason);
  const [isBusy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    document.title = t("signIn.title");
    field.current?.focus();
  }, [locale]);
  const submit = async (event: Event) => {
    event.preventDefault();
    const code = field.current?.value.trim() ?? "";
    if (code === "" || isBusy) return field.current?.focus();
    setBusy(true);
    try {
      entered(await redeem(code));
    } catch (thrown) {
      setError(thrown instanceof CallFailed ? thrown : new CallFailed("internal", ""));
      setBusy(false);
      field.current?.select();
    }
  };
  return (
    <main class="sign-in">
      <form class="sheet" onSubmit={(event) => void submit(event)}>
        <img src="/regards.svg" alt="" width="40" height="40" />
        <h1>{t("signIn.title")}</h1>
        <p class="muted">{t("signIn.lead")}</p>
        <label class="field">
          <span>{t("signIn.code")}</span>
          <input
            ref={field}
            class="input code"
            autocomplete="one-time-code"
            autocapitalize="characters"
            spellcheck={false}
            maxLength={40}
            placeholder="XXXX-XXXX-XX"
            aria-invalid={error !== null || undefined}
            aria-describedby={error === null ? undefined : "code-fault"}
          />
        </label>
        {error !== null && (
          <p class="fault" id="code-fault" role="alert">
            {error.message === "" ? t(`portfolio.failed.${error.code}`) : error.message}
          </p>
        )}
        <button type="submit" class="button primary large" disabled={isBusy}>
          {t("signIn.enter")}
        </button>
        <p class="small muted">{t("signIn.where")}</p>
      </form>
    </main>
  );
}

/** Says that the Worker does not answer as it should. */
export function Broken({ locale, error }: { locale: Locale; error: CallFailed }) {
  const t = translator(words(locale), locale);
  return (
    <main class="sign-in">
      <div class="sheet" role="alert">
        <h1>{t("portfolio.failed.title")}</h1>
        <p>{error.message === "" ? t(`portfolio.failed.${error.code}`) : error.message}</p>
        <button type="button" class="button primary" onClick={() => location.reload()}>
          {t("portfolio.failed.again")}
        </button>
      </div>
    </main>
  );
}
