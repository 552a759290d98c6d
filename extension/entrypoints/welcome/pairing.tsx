/** Pairing this browser with the company's Worker: address and single-use code. */
import { useEffect, useState } from "preact/hooks";
import type { Page } from "../../pages/page.tsx";
import { ask } from "../../sync/messages.ts";

/** `failed`: the code of a failure to begin with; `busy`: a pairing is under way already. */
export function Pairing({ page: { t, status }, base, failed, busy }: { page: Page; base: string; failed: string | null; busy: boolean }) {
  const [worker, setWorker] = useState(base);
  const [code, setCode] = useState("");
  const [error, setError] = useState(failed);
  const [working, setWorking] = useState(false);
  const [another, setAnother] = useState(false);
  useEffect(() => setError(failed), [failed]);

  const pair = async () => {
    setWorking(true);
    setError(null);
    const answer = await ask("pair", { base: worker, code }).catch(() => null);
    setWorking(false);
    if (answer?.ok !== true) return setError(answer?.failure.code ?? "unknown");
    setCode("");
    setAnother(false);
  };

  const title = status.me !== null && !another ? "welcome.done.title" : "welcome.form.title";
  return (
    <section class="panel" aria-labelledby="pairing">
      <h2 id="pairing" tabIndex={-1}>{t(title)}</h2>
      {error !== null && <p class="notice bad" role="alert">{t(`welcome.error.${error}`)}</p>}
      {status.me !== null && !another ? (
        <>
          <p class="notice good" role="status">{t("welcome.done.text", {
            name: status.me.user.name ?? status.me.user.address, role: t(`pages.role.${status.me.user.role}`), book: status.me.book.name,
          })}</p>
          <div><button type="button" class="button quiet" onClick={() => setAnother(true)}>{t("welcome.done.another")}</button></div>
        </>
      ) : (
        <form class="stack" onSubmit={(event) => { event.preventDefault(); void pair(); }}>
          <p class="muted">{t("welcome.form.text")}</p>
          <label class="field">{t("welcome.form.worker")}
            <input class="input" id="worker" required inputMode="url" autocomplete="url" spellcheck={false} maxLength={500}
              placeholder={t("welcome.form.workerHint")} value={worker} onInput={(event) => setWorker(event.currentTarget.value)} />
          </label>
          <label class="field">{t("welcome.form.code")}
            <input class="input" id="code" required autocomplete="one-time-code" spellcheck={false} maxLength={40}
              value={code} onInput={(event) => setCode(event.currentTarget.value)} />
          </label>
          <div><button type="submit" class="button primary large" disabled={working || busy}>{t(working || busy ? "welcome.form.busy" : "welcome.form.submit")}</button></div>
        </form>
      )}
    </section>
  );
}
