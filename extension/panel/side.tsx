/**
 * The panel beside the page: Chrome's side panel and Firefox's sidebar, which follow the open tab.
 */
import { render } from "preact";
import { translator } from "../../shared/locales/translate.ts";
import { ensure, words } from "../../shared/locales/words.ts";
import { ask } from "../sync/messages.ts";
import { localeOf } from "../sync/settings.ts";
import { sideLink } from "./links.ts";
import { mountPanel } from "./mount.tsx";
import type { PanelState } from "./state.ts";
import { openTab } from "./tab/tab.ts";
import type { Tab } from "./tab/tab.ts";

/** A tab whose reader was not there yet is tried again after this long, and this often. */
const retryMs = 700;
const mostRetries = 20;

/** Returns the tab in front of this window; null for none. */
async function openTabId(): Promise<number | null> {
  const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
  return tab?.id ?? null;
}

/** The panel's words where no mail is open. */
function Nothing({ locale }: { locale: "en" | "zh_CN" }) {
  const t = translator(words(locale), locale);
  return (
    <main class="regards" lang={locale === "en" ? "en" : "zh-CN"}>
      <div class="empty">
        <h2 class="name">{t("panel.side.title")}</h2>
        <p>{t("panel.side.text")}</p>
      </div>
    </main>
  );
}

/** Follows the window's open tab for as long as the side panel is open. */
export async function startSide({ body }: Document): Promise<void> {
  body.classList.add("side");
  const empty = body.appendChild(document.createElement("div"));
  const mounted = mountPanel(body);
  let tab: Tab | null = null;
  let turn = 0;
  const { settings } = await ask("status", null);
  const locale = localeOf(settings, navigator.language);
  await ensure(locale);

  const show = (state: PanelState | null, of: Tab) => {
    mounted.draw(state, of.commands);
    render(state === null ? <Nothing locale={locale} /> : null, empty);
  };
  async function follow(tries = 0): Promise<void> {
    const mine = ++turn;
    tab?.leave();
    tab = null;
    render(<Nothing locale={locale} />, empty);
    const id = await openTabId();
    if (id === null || mine !== turn) return;
    const link = sideLink(id);
    const opened = openTab({
      tabId: id,
      link: {
        ...link,
        listen: (hear, closed) =>
          link.listen(hear, () => {
            closed();
            // A page that loads has no reader yet; another tab's has gone for good.
            const again = () => {
              if (mine === turn) void follow(tries + 1);
            };
            if (tries < mostRetries) setTimeout(again, retryMs);
          }),
      },
      draw: (state) => {
        if (mine === turn) show(state, opened);
      },
      // It has its place to itself: folding it away is closing it.
      close: () => window.close(),
    });
    tab = opened;
  }
  chrome.tabs.onActivated.addListener(() => void follow());
  chrome.tabs.onUpdated.addListener((_id, { status }, { active }) => {
    if (active && status === "complete") void follow();
  });
  await follow();
}
