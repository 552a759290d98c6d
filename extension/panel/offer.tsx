/**
 * Where the page does not tell for sure who wrote: whom it shows, with what speaks against each,
 * for one click instead of a guess.
 */
import { plain } from "../locales/translate.ts";
import { act } from "./guard.ts";
import { Icon } from "../../shared/ui/icons.tsx";
import { Monogram } from "../../shared/ui/monogram.tsx";
import { Screen } from "./screens.tsx";
import type { Offered, PanelState } from "./state.ts";
import { useTools } from "./tools.ts";

/** Everyone the page shows of the message, each a button. */
export function Offer({ state }: { state: PanelState }) {
  const { t } = useTools();
  return (
    <Screen icon="people" title={t("panel.offer.title")} text={t("panel.offer.text")}>
      <ul class="offered">
        {state.offered.map((one) => (
          <li key={one.address}>
            <Candidate one={one} />
          </li>
        ))}
      </ul>
    </Screen>
  );
}

/** One of them: nobody is asked to choose without what is known against it. */
function Candidate({ one }: { one: Offered }) {
  const { t, commands } = useTools();
  const doubts = [
    ...(one.isDoubtful ? [t("panel.offer.doubtful")] : []),
    ...one.cautions.map(({ code, parameters }) => t(`codes.caution.${code}`, parameters)),
  ];
  return (
    <button type="button" class="offer" onClick={act(() => commands.choose(one.address))}>
      <Monogram name={plain(one.name ?? one.shown)} isDecoration />
      <span class="grow">
        <bdi class="called">{plain(one.name ?? one.shown)}</bdi>
        {one.name !== null && <bdi class="at">{one.shown}</bdi>}
        {doubts.map((doubt) => (
          <span key={doubt} class="doubt">
            <Icon name="warn" size={12} />
            <span>{doubt}</span>
          </span>
        ))}
      </span>
    </button>
  );
}

/** Says that the person chose, with the way back. */
export function Chosen() {
  const { t, commands } = useTools();
  return (
    <div class="strip">
      <span class="grow">{t("panel.offer.chosen")}</span>
      <button type="button" class="link" onClick={act(() => commands.choose(null))}>
        {t("panel.offer.back")}
      </button>
    </div>
  );
}
