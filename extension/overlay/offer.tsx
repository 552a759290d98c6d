/** @jsxImportSource #overlay */
/** Where the page does not tell for sure who wrote: whom it shows, for one click instead of a guess. */
import { plain } from "../locales/translate.ts";
import { act } from "./guard.ts";
import { initials } from "./names.ts";
import { Screen } from "./screens.tsx";
import type { OverlayState } from "./state.ts";
import { useTools } from "./tools.ts";

/** Everyone the page shows above the message, each a button. */
export function Offer({ state }: { state: OverlayState }) {
  const { t, commands } = useTools();
  return (
    <Screen icon="people" title={t("overlay.offer.title")} text={t("overlay.offer.text")}>
      <ul class="offered">
        {state.offered.map((one) => (
          <li key={one.address}>
            <button class="offer" onClick={act(() => commands.choose(one.address))}>
              <span class="monogram low" aria-hidden="true">{initials(plain(one.name ?? one.address))}</span>
              <span class="grow"><bdi class="called">{plain(one.name ?? one.address)}</bdi>{one.name !== null && <bdi class="at">{one.address}</bdi>}</span>
            </button>
          </li>
        ))}
      </ul>
    </Screen>
  );
}

/** Says that the person chose, with the way back. */
export function Chosen() {
  const { t, commands } = useTools();
  return (
    <div class="strip">
      <span class="grow">{t("overlay.offer.chosen")}</span>
      <button class="link" onClick={act(() => commands.choose(null))}>{t("overlay.offer.back")}</button>
    </div>
  );
}
