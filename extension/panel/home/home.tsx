/** Home: finding anybody, and what is to be done today. */
import { useState } from "preact/hooks";
import { onEscape } from "../../../shared/ui/guard.ts";
import { CustomerSearch } from "../customer-search.tsx";
import { Link } from "../../../shared/ui/link.tsx";
import { EndingProof } from "../proof.tsx";
import type { PanelState } from "../state.ts";
import { useTools } from "../tools.ts";
import styles from "./home.css?inline";
import { Today } from "./today.tsx";
import { useOpening } from "./use-opening.ts";

/** The search above the list of today; Escape goes back to the mail, where one is open. */
export function Home({ state }: { state: PanelState }) {
  const { t, commands } = useTools();
  const opening = useOpening();
  const [search, setSearch] = useState(0);
  const { canLeave, isAsked } = state.home ?? { canLeave: false, isAsked: false };
  const leave = () => commands.goHome(false);
  return (
    <div
      class="scroll home"
      role="group"
      aria-label={t("panel.home.title")}
      tabIndex={0}
      onKeyDown={canLeave ? onEscape(leave) : undefined}
    >
      <style>{styles}</style>
      {canLeave && (
        <div class="section back">
          <Link text={t("panel.home.toMail")} press={leave} />
        </div>
      )}
      <div class="section">
        <CustomerSearch
          key={search}
          busy={opening.isBusy}
          takesFocus={isAsked}
          choose={({ id }) => opening.open(id, null)}
          lookUp={(address) => opening.lookUp(address)}
          close={canLeave ? leave : () => setSearch(search + 1)}
        />
        <EndingProof ending={opening.ending} done="" />
      </div>
      <Today open={opening.open} />
    </div>
  );
}
