/** A sample message with the real overlay beside it, joined as in a webmail, against the person's own Worker. */
import { useEffect, useRef } from "preact/hooks";
import type { Adapter, OpenMessage } from "../../mail/adapter.ts";
import type { Page } from "../../pages/page.tsx";
import { join } from "../../panel/tab/tab.ts";

/** "dana.whitfield@…" as "Dana Whitfield". */
function nameFrom(address: string): string {
  const words = address
    .slice(0, address.lastIndexOf("@"))
    .split(/[._-]+/)
    .filter((word) => word !== "");
  return words.map((word) => word.slice(0, 1).toLocaleUpperCase() + word.slice(1)).join(" ");
}

/** The sample as one more webmail. The message is one and the same each time, so that it is logged once. */
function adapterOf(beside: HTMLElement, message: OpenMessage): Adapter {
  return {
    webmail: "sample",
    matches: () => true,
    read: () => message,
    place: () => ({ parent: beside, mode: "beside" }),
    watch: () => [],
    rows: () => [],
    health: () => ({ webmail: "sample", facts: {}, later: [] }),
  };
}

export function Sample({ page, address }: { page: Page; address: string }) {
  const { t, status } = page;
  const beside = useRef<HTMLDivElement>(null);
  const account = status.me?.user.address ?? null;
  const subject = t("welcome.sample.subject");
  const name = nameFrom(address);

  useEffect(() => {
    if (beside.current === null) return undefined;
    const stop = new AbortController();
    const message: OpenMessage = {
      kind: "message",
      account,
      subject,
      occurredAt: null,
      list: false,
      participants: [
        { role: "from", name, address },
        ...(account === null ? [] : [{ role: "to" as const, name: null, address: account }]),
      ],
      identity: {
        messageId: null,
        webmail: "sample",
        account,
        thread: "sample",
        message: `sample-${address}`,
      },
    };
    join({
      document,
      adapter: adapterOf(beside.current, message),
      signal: stop.signal,
      orphaned: () => location.reload(),
      signIn: () => document.querySelector<HTMLElement>("#worker")?.focus(),
    });
    return () => stop.abort();
  }, [address, account, name, subject]);

  return (
    <section class="stack" aria-labelledby="sample">
      <div>
        <h2 id="sample" class="strong">
          {t("welcome.sample.title")}
        </h2>
        <p class="muted">
          {t(status.me === null ? "welcome.sample.signedOut" : "welcome.sample.text")}
        </p>
      </div>
      <div class="mail">
        <article>
          <h3>{subject}</h3>
          <div class="from">
            <span class="face" aria-hidden="true">
              {name.slice(0, 1)}
            </span>
            <span class="grow">
              <span class="strong">{name}</span>
              <span class="muted small">
                {address} · {t("welcome.sample.to")}
              </span>
            </span>
            <span class="muted small">{t("welcome.sample.date")}</span>
          </div>
          <p>{t("welcome.sample.line1")}</p>
          <p>{t("welcome.sample.line2")}</p>
          <p>{t("welcome.sample.line3")}</p>
          <p>
            {t("welcome.sample.line4")}
            <br />
            {name}
          </p>
        </article>
        <div class="beside" ref={beside} />
      </div>
    </section>
  );
}
