/**
 * Someone the book does not know: add them to the customer whose domain it is, to one found by
 * name, or as somebody new.
 */
import { useMemo, useState } from "preact/hooks";
import { doubtedSpans } from "../../shared/people/compared-addresses.ts";
import { Address } from "./address.tsx";
import { useEnding } from "./ending.ts";
import { act } from "../../shared/ui/guard.ts";
import { initials } from "../../shared/ui/initials.ts";
import { lazily } from "./lazily.tsx";
import { displayName, domainOf, nameOf, shownAddress } from "./names.ts";
import { EndingProof } from "./proof.tsx";
import type { Ended, Person } from "./state.ts";
import { useTools } from "./tools.ts";

const CustomerSearch = lazily(async () => (await import("./customer-search.tsx")).CustomerSearch);
const NewCustomer = lazily(async () => (await import("./new-customer.tsx")).NewCustomer);

/** Ways to add somebody; "none" shows the choice of ways. */
type Way = "none" | "new" | "existing";
type AddTo = (customer: { id: string; name: string | null }) => void;

/** Letters of an address that fit the width: three lines of a heading, one of small print. */
const columns = { heading: 72, line: 36 };

/** The person as far as the mail tells, and the ways to add them. */
export function Stranger({ person }: { person: Person }) {
  const { t, commands, isReadOnly } = useTools();
  const [way, setWay] = useState<Way>("none");
  const kept = person.kept.find((one) => one.slot === "added");
  const { ending, run, undo } = useEnding(kept);
  const busy = ending.state === "busy";
  const close = () => setWay("none");
  const add = (command: () => Promise<Ended>) => void run(command).then((ok) => ok && close());
  const addTo: AddTo = ({ id, name }) =>
    add(() => commands.addContact(person.address, { id, name }, nameOf(person)));
  const waits = ending.state === "pending" || ending.state === "done";
  return (
    <div class="empty">
      <Introduction person={person} />
      {way === "new" && !waits && (
        <NewCustomer
          person={person}
          busy={busy}
          close={close}
          addTo={addTo}
          save={(customer, kind, contact) =>
            add(() => commands.addCustomer(person.address, customer, kind, contact))
          }
        />
      )}
      {way === "existing" && !waits && <CustomerSearch busy={busy} close={close} choose={addTo} />}
      {way === "none" && !waits && !isReadOnly && (
        <WaysToAdd person={person} busy={busy} addTo={addTo} choose={setWay} />
      )}
      <EndingProof
        ending={ending}
        done={t("panel.stranger.proof.customer")}
        undo={(id) => undo(() => commands.undoAdding(person.address, kept?.what ?? "customer", id))}
      />
    </div>
  );
}

/** Emblem, name and address, and the sentence that says what the book knows of their domain. */
function Introduction({ person }: { person: Person }) {
  const { t } = useTools();
  const suggestion = person.suggestion ?? null;
  const company = suggestion?.name ?? t("panel.stranger.thisCustomer");
  const address = shownAddress(person);
  const marked = useMemo(() => doubtedSpans(address, person.cautions), [address, person.cautions]);
  return (
    <>
      <span class="emblem" aria-hidden="true">
        {person.name === null ? "?" : initials(person.name)}
      </span>
      <h2 class="name">
        {person.name === null ? (
          <Address address={address} columns={columns.heading} marked={marked} />
        ) : (
          <bdi>{displayName(person)}</bdi>
        )}
      </h2>
      {person.name !== null && (
        <p class={marked.length > 0 ? "small fixed" : "small"}>
          <Address address={address} columns={columns.line} marked={marked} />
        </p>
      )}
      <p>
        {suggestion === null
          ? t("panel.stranger.unknown")
          : t("panel.stranger.suggested", { domain: domainOf(person), company })}
      </p>
    </>
  );
}

function WaysToAdd({
  person,
  busy,
  addTo,
  choose,
}: {
  person: Person;
  busy: boolean;
  addTo: AddTo;
  choose(way: Way): void;
}) {
  const { t } = useTools();
  const suggestion = person.suggestion ?? null;
  // Who may not be who they seem is put in the book by the quietest buttons: checking comes first.
  const isDoubted = person.cautions.length > 0;
  const main = isDoubted ? "button quiet" : "button primary large";
  const company = suggestion?.name ?? t("panel.stranger.thisCustomer");
  return (
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
        onClick={act(() => choose("new"))}
      >
        {t(suggestion === null ? "panel.stranger.add" : "panel.stranger.else")}
      </button>
      <button
        type="button"
        class="button quiet"
        disabled={busy}
        onClick={act(() => choose("existing"))}
      >
        {t("panel.stranger.existing")}
      </button>
    </div>
  );
}

/** The proof that the person shown was just added, with the way back; nothing where they were not. */
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
