/**
 * Someone the book does not know: add them to the customer whose domain it is, to one found by
 * name, or as somebody new.
 */
import { useState } from "preact/hooks";
import { CustomerSearch } from "./customer-search.tsx";
import { useEnding } from "./ending.ts";
import { act } from "./guard.ts";
import { displayName, domainOf, initials, shownAddress } from "./names.ts";
import { nameOf, NewCustomer } from "./new-customer.tsx";
import { EndingProof } from "./proof.tsx";
import type { Person } from "./state.ts";
import { useTools } from "./tools.ts";

type Way = "none" | "new" | "existing";

/** Returns who they are as far as the mail says, and the ways to add them. */
export function Stranger({ person }: { person: Person }) {
  const { t, commands, isReadOnly } = useTools();
  const [way, setWay] = useState<Way>("none");
  const kept = person.kept.find((one) => one.slot === "added");
  const { ending, run, undo } = useEnding(kept);
  const name = displayName(person);
  const suggestion = person.suggestion ?? null;
  const busy = ending.state === "busy";
  // Who may not be who they seem is not put in the book by the brightest button.
  const main = person.cautions.length > 0 ? "button large" : "button primary large";
  const company = suggestion?.name ?? t("panel.stranger.thisCustomer");
  const addTo = ({ id, name: called }: { id: string; name: string | null }) =>
    void run(() => commands.addContact(person.address, { id, name: called }, nameOf(person))).then(
      (ok) => ok && setWay("none"),
    );
  const waits = ending.state === "pending" || ending.state === "done";
  return (
    <div class="empty">
      <span class="emblem" aria-hidden="true">
        {person.name === null ? "?" : initials(person.name)}
      </span>
      <h2 class="name">
        <bdi>{name}</bdi>
      </h2>
      {person.name !== null && (
        <p class="small">
          <bdi>{shownAddress(person)}</bdi>
        </p>
      )}
      <p>
        {suggestion === null
          ? t("panel.stranger.unknown")
          : t("panel.stranger.suggested", { domain: domainOf(person), company })}
      </p>
      {way === "new" && !waits && (
        <NewCustomer
          person={person}
          busy={busy}
          close={() => setWay("none")}
          addTo={addTo}
          save={(customer, kind, contact) =>
            void run(() => commands.addCustomer(person.address, customer, kind, contact)).then(
              (ok) => ok && setWay("none"),
            )
          }
        />
      )}
      {way === "existing" && !waits && (
        <CustomerSearch busy={busy} close={() => setWay("none")} choose={addTo} />
      )}
      {way === "none" && !waits && !isReadOnly && (
        <div class="buttons">
          {suggestion !== null && (
            <button
              type="button"
              class={main}
              disabled={busy}
              onClick={act(() => addTo({ id: suggestion.customerId, name: suggestion.name }))}
            >
              <span class="two">{t("panel.stranger.addTo", { company })}</span>
            </button>
          )}
          <button
            type="button"
            class={suggestion === null ? main : "button quiet"}
            disabled={busy}
            onClick={act(() => setWay("new"))}
          >
            {t(suggestion === null ? "panel.stranger.add" : "panel.stranger.else")}
          </button>
          <button
            type="button"
            class="button quiet"
            disabled={busy}
            onClick={act(() => setWay("existing"))}
          >
            {t("panel.stranger.existing")}
          </button>
        </div>
      )}
      <EndingProof
        ending={ending}
        done={t("panel.stranger.proof.customer")}
        undo={(id) => undo(() => commands.undoAdding(person.address, kept?.what ?? "customer", id))}
      />
    </div>
  );
}

/** That the person shown was just added, with the way back; nothing where they were not. */
export function Added({ person: { address, kept } }: { person: Person }) {
  const { t, commands } = useTools();
  const proof = kept.find((one) => one.slot === "added");
  const { ending, undo } = useEnding(proof);
  if (proof === undefined) return null;
  const company = proof.of === "" ? t("panel.stranger.thisCustomer") : proof.of;
  return (
    <div class="section added">
      <EndingProof
        ending={ending}
        done={t(`panel.stranger.proof.${proof.what}`, { company })}
        undo={(id) => undo(() => commands.undoAdding(address, proof.what, id))}
      />
    </div>
  );
}
