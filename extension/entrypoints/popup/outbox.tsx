/** What waits to be sent or was refused, with a way out for each entry. */
import { useState } from "preact/hooks";
import { moment } from "../../locales/format.ts";
import { useAnswer } from "../../pages/page.tsx";
import type { Page } from "../../pages/page.tsx";
import { ask } from "../../sync/messages.ts";
import type { Listed } from "../../sync/messages.ts";

function Line({ entry, page: { t, locale } }: { entry: Listed; page: Page }) {
  const [sure, setSure] = useState(false);
  const what = [t(`popup.outbox.call.${entry.call}`), entry.about.customer].filter((part) => part !== null && part !== "").join(" · ");
  // That nobody answers is said above them all.
  const said = entry.state === "waiting" && (entry.reason === "offline" || entry.reason === "unavailable");
  const why = entry.message !== "" ? entry.message : entry.reason === null || said ? null : t(`codes.error.${entry.reason}`);
  return (
    <li>
      <div class="between"><span class="strong">{what}</span><span class="muted small">{moment(locale, new Date(entry.createdAt).toISOString())}</span></div>
      {entry.about.subject !== null && <span class="muted small clip">{entry.about.subject}</span>}
      {why !== null && <p class={entry.state === "failed" ? "notice bad" : "muted small"}>{why}</p>}
      {!entry.ours && <p class="muted small">{t("popup.outbox.others")}</p>}
      {entry.attempts > 1 && <span class="muted small">{t("popup.outbox.waitsOn", { count: entry.attempts })}</span>}
      <div class="row">
        {entry.ours && <button type="button" class="button" onClick={() => { void ask("retry", { id: entry.id }); }}>{t("popup.outbox.retry")}</button>}
        {sure
          ? <>
            <button type="button" class="button" onClick={() => { void ask("discard", { id: entry.id }); }}>{t("popup.outbox.confirm")}</button>
            <button type="button" class="button quiet" onClick={() => setSure(false)}>{t("popup.outbox.keep")}</button>
          </>
          : <button type="button" class="button quiet" onClick={() => setSure(true)}>{t("popup.outbox.discard")}</button>}
      </div>
    </li>
  );
}

export function Box({ page }: { page: Page }) {
  const entries = useAnswer(() => ask("outbox", null), page);
  const { t } = page;
  if (entries === null) return null;
  return (
    <section aria-labelledby="outbox">
      <div class="between">
        <h2 id="outbox">{t("popup.outbox.title")}</h2>
        {entries.length > 1 && <button type="button" class="link small" onClick={() => { void ask("retryAll", null); }}>{t("popup.outbox.retryAll")}</button>}
      </div>
      {entries.length === 0
        ? <p class="muted small">{t("popup.outbox.empty")}</p>
        : <ul class="lines">{entries.map((entry) => <Line key={entry.id} entry={entry} page={page} />)}</ul>}
    </section>
  );
}
