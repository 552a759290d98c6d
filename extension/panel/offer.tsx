/**
 * Where the page does not tell for sure who wrote: whom it shows, with what speaks against each,
 * for one click instead of a guess.
 */
import { useMemo } from "preact/hooks";
import { plain } from "../../shared/locales/translate.ts";
import { doubtedSpans, orderCautions } from "../../shared/people/compared-addresses.ts";
import { Address } from "./address.tsx";
import { act } from "../../shared/ui/guard.ts";
import { Icon } from "../../shared/ui/icons.tsx";
import { Monogram } from "../../shared/ui/monogram.tsx";
import { Screen } from "./screens.tsx";
import type { Offered, PanelState } from "./state.ts";
import { useTools } from "./tools.ts";

/** Letters of an address that fit beside the monogram. */
const columns = 29;

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
  const marked = useMemo(() => doubtedSpans(one.shown, one.cautions), [one.shown, one.cautions]);
  const isDoubted = one.cautions.length > 0;
  return (
    <button type="button" class="offer" onClick={act(() => commands.choose(one.address))}>
      <Monogram name={plain(one.name ?? one.shown)} isDecoration />
      <span class="grow">
        {one.name !== null && <bdi class="called">{plain(one.name)}</bdi>}
        <span class={isDoubted ? "at fixed" : one.name === null ? "called" : "at"}>
          <Address address={one.shown} columns={columns} marked={marked} />
        </span>
        {orderCautions(one.cautions).map(({ code, parameters }) => (
          <Doubt key={code} icon="danger" text={t(`codes.caution.${code}`, parameters)} />
        ))}
        {one.isDoubtful && <Doubt icon="warn" text={t("panel.offer.doubtful")} />}
      </span>
    </button>
  );
}

function Doubt({ icon, text }: { icon: "danger" | "warn"; text: string }) {
  return (
    <span class={`doubt ${icon}`}>
      <Icon name={icon} size={14} />
      <span>{text}</span>
    </span>
  );
}
