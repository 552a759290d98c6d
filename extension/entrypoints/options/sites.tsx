/** The sites Regards is on for, each with its off switch. */
import { useEffect, useState } from "preact/hooks";
import type { Page } from "../../pages/page.tsx";

type Site = {
  origin: string;
  host: string;
  /** Built into the manifest: the browser cannot take it back. */ fixed: boolean;
};

async function read(): Promise<Site[]> {
  const required = new Set(chrome.runtime.getManifest().host_permissions ?? []);
  const { origins = [] } = await chrome.permissions.getAll();
  return origins.map((origin) => ({
    origin,
    host: origin.replace(/^(https?|\*):\/\//, "").replace(/\/\*$/, ""),
    fixed: required.has(origin),
  }));
}

export function Sites({ page: { t } }: { page: Page }) {
  const [sites, setSites] = useState<Site[] | null>(null);
  useEffect(() => {
    const again = () => {
      void read().then(setSites);
    };
    chrome.permissions.onAdded.addListener(again);
    chrome.permissions.onRemoved.addListener(again);
    again();
    return () => {
      chrome.permissions.onAdded.removeListener(again);
      chrome.permissions.onRemoved.removeListener(again);
    };
  }, []);
  if (sites === null) return null;
  return (
    <section class="panel" aria-labelledby="sites">
      <h2 id="sites">{t("options.sites.title")}</h2>
      {sites.length === 0 && <p class="muted">{t("options.sites.none")}</p>}
      <ul class="lines">
        {sites.map(({ origin, host, fixed }) => (
          <li key={origin} class="between">
            <span class="strong">{host}</span>
            {fixed ? (
              <span class="muted small">{t("options.sites.fixed")}</span>
            ) : (
              <button
                type="button"
                class="button"
                aria-label={t("options.sites.turnOff", { host })}
                onClick={() => {
                  void chrome.permissions.remove({ origins: [origin] });
                }}
              >
                {t("options.sites.off")}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
