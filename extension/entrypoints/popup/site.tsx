/** This site on or off. The browser's own question comes from this click, for this one host. */
import { useEffect, useState } from "preact/hooks";
import type { Page } from "../../pages/page.tsx";
import { ask } from "../../sync/messages.ts";
import type { Notice } from "../../sync/messages.ts";
import { patternOf } from "../background/granted.ts";
import { hasSidePanel, openSidePanel } from "../../pages/side-panel.ts";
import { ReadingOf } from "./reading.tsx";

type OpenSite = {
  tab: number;
  windowId: number;
  host: string;
  origin: string;
  on: boolean;
  health: string | null;
  /** Read as far as it can be, because the person asked for it. */
  anyway: boolean;
};

type Setters = {
  site(site: OpenSite | null): void;
  refused(isRefused: boolean): void;
};

/** A content script that was just started or stopped answers after this long. */
const restartMs = 600;

const isOutOfPlace = (health: string | null) => health === "refused" || health === "covering";
const isTrouble = (health: string) => health === "unreadable" || isOutOfPlace(health);

/** Looks at the tab under the popup; null where it is not a web page. */
async function here(): Promise<OpenSite | null> {
  const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
  if (tab?.id === undefined || tab.url === undefined || !/^https?:/.test(tab.url)) return null;
  const { hostname } = new URL(tab.url);
  const origin = patternOf(tab.url) ?? "";
  const on = await chrome.permissions.contains({ origins: [origin] });
  const question: Notice = { notice: "health" };
  // No content script answers before the tab was loaded with Regards on.
  const { readAnyway } = (await ask("status", null)).settings;
  const health = on
    ? ((await chrome.tabs
        .sendMessage(tab.id, question, { frameId: 0 })
        .catch(() => "reload")) as string)
    : null;
  return {
    tab: tab.id,
    windowId: tab.windowId,
    host: hostname,
    origin,
    on,
    health,
    anyway: on && readAnyway.includes(hostname),
  };
}

/** An unknown webmail: to be read as far as it can be, or no longer. */
function Anyway({ site, page: { t }, done }: { site: OpenSite; page: Page; done: () => void }) {
  if (!site.anyway && site.health !== "unknownSite") return null;
  const turn = (on: boolean) => {
    void ask("readAnyway", { tab: site.tab, host: site.host, on }).then(done);
  };
  if (site.anyway)
    return (
      <div>
        <button type="button" class="button" onClick={() => turn(false)}>
          {t("popup.site.notAnyway")}
        </button>
      </div>
    );
  return (
    <>
      <p class="muted small">{t("popup.site.anywayAsks")}</p>
      <div>
        <button type="button" class="button primary large" onClick={() => turn(true)}>
          {t("popup.site.anyway")}
        </button>
      </div>
    </>
  );
}

/**
 * The panel beside the page instead of in it: as the person prefers, and the way where a page
 * throws it out.
 */
function Beside({ site, page: { t } }: { site: OpenSite; page: Page }) {
  if (!hasSidePanel || !site.on) return null;
  const open = () => {
    void openSidePanel(site.windowId).then(() => window.close());
  };
  return (
    <div>
      <button
        type="button"
        class={isOutOfPlace(site.health) ? "button primary large" : "link small"}
        onClick={open}
      >
        {t("popup.site.side")}
      </button>
    </div>
  );
}

/** The switch of the site: the browser asks for it, and takes it away. */
function Switch({ site, page: { t }, set }: { site: OpenSite; page: Page; set: Setters }) {
  const turnOn = async () => {
    const isGranted = await chrome.permissions.request({ origins: [site.origin] });
    set.refused(!isGranted);
    set.site({ ...site, on: isGranted, health: null, anyway: false });
  };
  const turnOff = async () => {
    await chrome.permissions.remove({ origins: [site.origin] }).catch(() => false);
    set.site(await here());
  };
  if (site.on)
    return (
      <div>
        <button type="button" class="button" onClick={() => void turnOff()}>
          {t("popup.site.turnOff")}
        </button>
      </div>
    );
  return (
    <>
      <p class="muted small">{t("popup.site.asks", { host: site.host })}</p>
      <div>
        <button type="button" class="button primary large" onClick={() => void turnOn()}>
          {t("popup.site.turnOn")}
        </button>
      </div>
    </>
  );
}

export function Site({ page }: { page: Page }) {
  const { t } = page;
  const [site, setSite] = useState<OpenSite | null | undefined>(undefined);
  const [refused, setRefused] = useState(false);
  useEffect(() => {
    void here().then(setSite);
  }, []);
  if (site === undefined) return null;
  if (site === null)
    return (
      <section>
        <p class="muted">{t("popup.site.none")}</p>
      </section>
    );

  const lookAgain = () => {
    setTimeout(() => void here().then(setSite), restartMs);
  };
  return (
    <section aria-live="polite">
      <p class="strong">{t(site.on ? "popup.site.on" : "popup.site.off", { host: site.host })}</p>
      {site.health !== null && (
        <p class={isTrouble(site.health) ? "notice warn" : "muted small"}>
          {t(`popup.health.${site.health}`)}
        </p>
      )}
      <Beside site={site} page={page} />
      {refused && <p class="notice">{t("popup.site.refused")}</p>}
      <Anyway site={site} page={page} done={lookAgain} />
      {site.health !== null && site.health !== "reload" && (
        <ReadingOf read={{ tab: site.tab, host: site.host, word: site.health }} page={page} />
      )}
      <Switch site={site} page={page} set={{ site: setSite, refused: setRefused }} />
    </section>
  );
}
