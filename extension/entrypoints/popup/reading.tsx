/** The reading of the page under the popup, fact by fact, and a report of it to copy. */
import { useEffect, useState } from "preact/hooks";
import type { Page } from "../../pages/page.tsx";
import { ask } from "../../sync/messages.ts";
import type { Notice, Reading } from "../../sync/messages.ts";
import { reportOf } from "./report.ts";

export type Read = { tab: number; host: string; word: string };

async function readingOf(tab: number): Promise<Reading | null> {
  const question: Notice = { notice: "reading" };
  return (
    ((await chrome.tabs.sendMessage(tab, question, { frameId: 0 }).catch(() => null)) as
      | Reading
      | undefined) ?? null
  );
}

async function copyReport({ tab, host, word }: Read, reading: Reading | null): Promise<void> {
  const [known, [done]] = await Promise.all([
    ask("webmail", { host, webmail: reading?.webmail ?? null }),
    chrome.scripting.executeScript({ target: { tabId: tab }, files: ["/report.js"] }),
  ]);
  const builtIn = known?.from === "built in" ? known.site : (known?.instead ?? null);
  const { version } = chrome.runtime.getManifest();
  await navigator.clipboard.writeText(
    reportOf({
      version,
      userAgent: navigator.userAgent,
      host,
      builtIn,
      word,
      reading,
      skeleton: String(done?.result ?? ""),
    }),
  );
}

function Facts({ reading, page: { t } }: { reading: Reading; page: Page }) {
  const { facts, later = [], description } = reading;
  const how = (fact: string, signal: string | null) =>
    signal === null ? "missing" : later.includes(fact) ? "later" : "first";
  return (
    <>
      <dl class="about small">
        {Object.entries(facts).map(([fact, signal]) => [
          <dt key={fact}>{t(`popup.reading.fact.${fact}`)}</dt>,
          <dd key={`${fact} read`} class={how(fact, signal)}>
            {t(`popup.reading.how.${how(fact, signal)}`)}
          </dd>,
        ])}
      </dl>
      {description !== undefined && (
        <p class="muted small">
          {t(`popup.reading.${description.from === "served" ? "served" : "builtIn"}`, {
            version: description.version,
          })}
        </p>
      )}
    </>
  );
}

/**
 * Facts that say most of whether the webmail has changed: the others have several shapes at any
 * time.
 */
const telling: ReadonlySet<string> = new Set(["open", "from", "thread", "message"]);

export function ReadingOf({ read, page }: { read: Read; page: Page }) {
  const { t } = page;
  const [reading, setReading] = useState<Reading | null>(null);
  const [copied, setCopied] = useState<"done" | "failed" | null>(null);
  useEffect(() => {
    void readingOf(read.tab).then(setReading);
  }, [read.tab, read.word]);
  const copy = () => {
    void copyReport(read, reading).then(
      () => setCopied("done"),
      () => setCopied("failed"),
    );
  };
  return (
    <>
      {read.word === "reading" && reading?.later?.some((fact) => telling.has(fact)) === true && (
        <p class="muted small">{t("popup.reading.fallback")}</p>
      )}
      <details class="reading">
        <summary>{t("pages.technical")}</summary>
        {reading !== null && <Facts reading={reading} page={page} />}
        <div class="between">
          <button
            type="button"
            class="link small"
            title={t("popup.reading.copyHint")}
            onClick={copy}
          >
            {t("popup.reading.copy")}
          </button>
          <span class="muted small" role="status">
            {copied === null ? "" : t(`popup.reading.copied.${copied}`)}
          </span>
        </div>
      </details>
    </>
  );
}
