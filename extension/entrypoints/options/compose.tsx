/**
 * Thunderbird: whether recipients' cards are shown while one writes. Thunderbird's own question
 * comes from this click.
 */
import { useEffect, useState } from "preact/hooks";
import { composePermission, messenger } from "../../mail/thunderbird/messenger.ts";
import type { Page } from "../../pages/page.tsx";

export function Compose({ page: { t } }: { page: Page }) {
  const [on, setOn] = useState<boolean | null>(null);
  useEffect(() => {
    void messenger().permissions.contains(composePermission).then(setOn);
  }, []);
  if (on === null) return null;
  return (
    <section class="panel" aria-labelledby="compose" aria-live="polite">
      <h2 id="compose">{t("options.compose.title")}</h2>
      <p class="muted">{t("options.compose.text")}</p>
      {on && <p class="notice good">{t("options.compose.granted")}</p>}
      <div>
        {on ? (
          <button
            type="button"
            class="button"
            onClick={() => {
              void messenger()
                .permissions.remove(composePermission)
                .then((gone) => setOn(!gone));
            }}
          >
            {t("options.compose.off")}
          </button>
        ) : (
          <button
            type="button"
            class="button primary"
            onClick={() => {
              void messenger().permissions.request(composePermission).then(setOn);
            }}
          >
            {t("options.compose.on")}
          </button>
        )}
      </div>
    </section>
  );
}
