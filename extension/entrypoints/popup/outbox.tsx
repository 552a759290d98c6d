/** Entries that wait to be sent or were refused, with a way out for each. */
import { useState } from "preact/hooks";
import { moment } from "../../../shared/locales/format.ts";
import { useAnswer } from "../../pages/page.tsx";
import type { Page } from "../../pages/page.tsx";
import { ask } from "../../sync/messages.ts";
import type { Listed } from "../../sync/messages.ts";

function Line({ entry, page }: { entry: Listed; page: Page }) {
  const { t, locale } = page;
  const what = [t(`popup.outbox.call.${entry.call}`), entry.about.customer]
    .filter((part) => part !== null && part !== "")
    .join(" · ");
  // That nobody answers is said above them all.
  const said =
    entry.state === "waiting" && (entry.reason === "offline" || entry.reason === "unavailable");
  const why =
    entry.message !== ""
      ? entry.message
      : entry.reason === null || said
        ? null
        : t(`codes.error.${entry.reason}`);
  return (
    <li>
      <div class="between">
        <span class="strong">{what}</span>
        <span class="muted small">{moment(locale, new Date(entry.createdAt).toISOString())}</span>
      </div>
      {entry.about.subject !== null && <span class="muted small clip">{entry.about.subject}</span>}
      {why !== null && <p class={entry.state === "failed" ? "notice bad" : "muted small"}>{why}</p>}
      {!entry.ours && <p class="muted small">{t("popup.outbox.others")}</p>}
      {entry.attempts > 1 && (
        <span class="muted small">{t("popup.outbox.waitsOn", { count: entry.attempts })}</span>
      )}
      <div class="row">
        {entry.ours && (
          <button
            type="button"
            class="button"
            onClick={() => {
              void ask("retry", { id: entry.id });
            }}
          >
            {t("popup.outbox.retry")}
          </button>
        )}
        <Discard ids={[entry.id]} page={page} />
      </div>
    </li>
  );
}

/** Throws entries away once the person has said so twice. */
function Discard({ ids, page: { t } }: { ids: string[]; page: Page }) {
  const [isAsking, setAsking] = useState(false);
  const discard = () => {
    for (const id of ids) void ask("discard", { id });
  };
  if (!isAsking)
    return (
      <button type="button" class="button quiet" onClick={() => setAsking(true)}>
        {t("popup.outbox.discard")}
      </button>
    );
  return (
    <>
      <button type="button" class="button" onClick={discard}>
        {t("popup.outbox.confirm")}
      </button>
      <button type="button" class="button quiet" onClick={() => setAsking(false)}>
        {t("popup.outbox.keep")}
      </button>
    </>
  );
}

/** Entries of a newer version, which this one neither sends nor drops. */
function Newer({ ids, page }: { ids: string[]; page: Page }) {
  if (ids.length === 0) return null;
  return (
    <div class="lines">
      <p class="notice warn">{page.t("popup.outbox.newer", { count: ids.length })}</p>
      <div class="row">
        <Discard ids={ids} page={page} />
      </div>
    </div>
  );
}

export function Box({ page }: { page: Page }) {
  const box = useAnswer(() => ask("outbox", null), page);
  const { t } = page;
  if (box === null) return null;
  const { entries, newer } = box;
  return (
    <section aria-labelledby="outbox">
      <div class="between">
        <h2 id="outbox">{t("popup.outbox.title")}</h2>
        {entries.length > 1 && (
          <button
            type="button"
            class="link small"
            onClick={() => {
              void ask("retryAll", null);
            }}
          >
            {t("popup.outbox.retryAll")}
          </button>
        )}
      </div>
      <Newer ids={newer.map(({ id }) => id)} page={page} />
      {entries.length === 0 ? (
        newer.length === 0 && <p class="muted small">{t("popup.outbox.empty")}</p>
      ) : (
        <ul class="lines">
          {entries.map((entry) => (
            <Line key={entry.id} entry={entry} page={page} />
          ))}
        </ul>
      )}
    </section>
  );
}
