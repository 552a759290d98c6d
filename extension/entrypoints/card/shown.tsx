/** The card of what the tab under this popup shows: a message, or what is being written. */
import { useEffect, useState } from "preact/hooks";
import type { Open } from "../../protocol/mail.ts";
import { composePermission, messenger } from "../../mail/thunderbird/messenger.ts";
import { Frame, usePage } from "../../pages/page.tsx";
import { ask } from "../../sync/messages.ts";
import { Beside } from "../../panel/beside.tsx";
import { askDisplayed } from "../thunderbird.content/displayed.ts";

/** The open mail; "nothing", or "unasked" while recipients may not be looked at. */
type What = Open | "nothing" | "unasked";

async function shown(): Promise<What> {
  const [tab] = await messenger().tabs.query({ active: true, currentWindow: true });
  if (tab === undefined) return "nothing";
  if (tab.type !== "messageCompose")
    return (await askDisplayed("message", tab.id))?.message ?? "nothing";
  return (await messenger().permissions.contains(composePermission))
    ? ((await askDisplayed("compose", tab.id)) ?? "nothing")
    : "unasked";
}

/** The panel in this popup, for as long as it is open. */
function Card({ open }: { open: Open }) {
  const close = () => window.close();
  const signIn = () => {
    void ask("openSignIn", null).then(close);
  };
  return <Beside webmail="thunderbird" open={open} class="card" signIn={signIn} close={close} />;
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
        <Card open={what} />
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
