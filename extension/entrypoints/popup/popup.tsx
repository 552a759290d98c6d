/** The popup's parts. */
import { useState } from "preact/hooks";
import { Frame, usePage } from "../../pages/page.tsx";
import type { Page } from "../../pages/page.tsx";
import { ask } from "../../sync/messages.ts";
import { Legend } from "./legend.tsx";
import { Box } from "./outbox.tsx";
import { Site } from "./site.tsx";

function Who({ page }: { page: Page }) {
  const { t, status } = page;
  const warn = status.connection !== "online";
  return (
    <section>
      <div class="between">
        <span class="strong">
          {status.me === null
            ? t("pages.signedOut")
            : (status.me.user.name ?? status.me.user.address)}
        </span>
        {status.me === null ? (
          <button
            type="button"
            class="button primary"
            onClick={() => {
              void ask("openSignIn", null).then(() => window.close());
            }}
          >
            {t("pages.pair")}
          </button>
        ) : (
          <button
            type="button"
            class="link small"
            onClick={() => {
              void chrome.runtime.openOptionsPage();
            }}
          >
            {t("popup.options")}
          </button>
        )}
      </div>
      {status.me !== null && <p class="muted small">{status.me.book.name}</p>}
      {status.me !== null && <OpenPortfolio page={page} />}
      {(warn || status.me !== null) && (
        <p class={warn ? "notice warn" : "muted small"} role="status">
          {t(`pages.connection.${status.connection}`)}
        </p>
      )}
    </section>
  );
}

/** Opens the list of customers and the dashboards, signed in as here. */
function OpenPortfolio({ page: { t, status } }: { page: Page }) {
  const [fault, setFault] = useState<string | null>(null);
  const open = async () => {
    const answer = await ask("openPortfolio", { customerId: null, facts: null });
    if (answer.ok) return window.close();
    const { code, message } = answer.failure;
    setFault(message === "" ? t(`codes.error.${code}`) : message);
  };
  return (
    <>
      <button type="button" class="button" onClick={() => void open()}>
        {t("popup.portfolio")}
      </button>
      {/* The connection's own sentence stands below: it is said once. */}
      {fault !== null && status.connection === "online" && (
        <p class="fault" role="alert">
          {fault}
        </p>
      )}
    </>
  );
}

export function Popup() {
  const page = usePage();
  if (page === null) return null;
  return (
    <Frame page={page} title={page.t("popup.title")} kind="popup">
      <main>
        <section>
          <header class="head">
            <img src="/icon/48.png" alt="" />
            <h1>{page.t("popup.title")}</h1>
          </header>
        </section>
        <Site page={page} />
        <Box page={page} />
        {page.status.me !== null && <Legend page={page} />}
        <Who page={page} />
      </main>
    </Frame>
  );
}
