/** The card of what the tab under this popup shows: a message, or what is being written. */
import { useEffect, useState } from "preact/hooks";
import type { Open } from "../../protocol/mail.ts";
import { composePermission, messenger } from "../../mail/thunderbird/messenger.ts";
import { Frame, usePage } from "../../pages/page.tsx";
import { ask } from "../../sync/messages.ts";
import { Beside } from "../../panel/beside.tsx";
import { askDisplayed } from "../thunderbird.content/displayed.ts";

/** The open mail of a tab; "nothing", or "unasked" while recipients may not be looked at. */
type What = { open: Open; tabId: number } | "nothing" | "unasked";

async function shown(): Promise<What> {
  const [tab] = await messenger().tabs.query({ active: true, currentWindow: true });
  if (tab === undefined) return "nothing";
  const { id: tabId } = tab;
  const whatOf = (open: Open | null | undefined) => (open == null ? "nothing" : { open, tabId });
  if (tab.type !== "messageCompose") return whatOf((await askDisplayed("message", tabId))?.message);
  return (await messenger().permissions.contains(composePermission))
    ? whatOf(await askDisplayed("compose", tabId))
    : "unasked";
}

/** The panel in this popup, for as long as it is open. */
function Card({ open, tabId }: Exclude<What, string>) {
  const close = () => window.close();
  const signIn = () => {
    void ask("openSignIn", null).then(close);
  };
  return (
    <Beside
      webmail="thunderbird"
      open={open}
      tabId={tabId}
      class="card"
      signIn={signIn}
      close={close}
    />
  );
}

export function Shown() {
  const page = usePage();
  const [what, setWhat] = useState<What | null>(null);
  useEffect(() => {
    void shown().then(setWhat);
  }, []);
  if (page === null || what === null) return null;
  const { t } = page;
  return (
    <Frame page={page} title={t("shown.title")} kind="popup">
      {typeof what === "object" ? (
        <Card {...what} />
      ) : (
        <main>
          <section>
            <p class="muted">{t(what === "nothing" ? "shown.nothing" : "shown.compose")}</p>
            {what === "unasked" && (
              <div>
                <button
                  type="button"
                  class="button primary"
                  onClick={() => {
                    void chrome.runtime.openOptionsPage();
                    window.close();
                  }}
                >
                  {t("shown.options")}
                </button>
              </div>
            )}
          </section>
        </main>
      )}
    </Frame>
  );
}
