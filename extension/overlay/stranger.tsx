/** @jsxImportSource #overlay */
/** Someone the book does not know: add them to the customer whose domain it is, or as somebody new. */
import { useEffect, useRef, useState } from "preact/hooks";
import { textOrNull } from "./drafts.ts";
import { useEnding } from "./ending.ts";
import { act, change, onEscape } from "./guard.ts";
import { displayName, domainOf, initials, shownAddress } from "./names.ts";
import { EndingProof } from "./proof.tsx";
import type { Person } from "./state.ts";
import { useTools } from "./tools.ts";

/** Who they are as far as the mail says, and the ways to add them. */
export function Stranger({ person }: { person: Person }) {
  const { t, commands } = useTools();
  const [adding, setAdding] = useState(false);
  const { ending, run } = useEnding();
  const name = displayName(person);
  const suggestion = person.suggestion ?? null;
  const busy = ending.state === "busy";
  // Who may not be who they seem is not put in the book by the brightest button.
  const main = person.cautions.length > 0 ? "button large" : "button primary large";
  const company = suggestion?.name ?? t("overlay.stranger.thisCustomer");
  return (
    <div class="empty">
      <span class="emblem" aria-hidden="true">{person.name === null ? "?" : initials(person.name)}</span>
      <h2 class="name"><bdi>{name}</bdi></h2>
      {person.name !== null && <p class="small"><bdi>{shownAddress(person)}</bdi></p>}
      <p>{suggestion === null ? t("overlay.stranger.unknown") : t("overlay.stranger.suggested", { domain: domainOf(person), company })}</p>
      {adding ? <NewCustomer person={person} busy={busy} close={() => setAdding(false)} save={(customer, kind, contact) => void run(() => commands.addCustomer(person.address, customer, kind, contact))} /> : (
        <div class="buttons">
          {suggestion !== null && (
            <button class={main} disabled={busy} onClick={act(() => void run(() => commands.addContact(person.address, suggestion.customerId, nameOf(person))))}>
              <span class="two">{t("overlay.stranger.addTo", { company })}</span>
            </button>
          )}
          <button class={suggestion === null ? main : "button quiet"} disabled={busy} onClick={act(() => setAdding(true))}>
            {t(suggestion === null ? "overlay.stranger.add" : "overlay.stranger.else")}
          </button>
        </div>
      )}
      <EndingProof ending={ending} done={t("overlay.stranger.proof")} />
    </div>
  );
}

/** Their own name; a shared mailbox has none, whoever it says is writing. */
const nameOf = (person: Person) => (person.shared === true ? null : person.name);

function NewCustomer({ person, busy, save, close }: {
  person: Person; busy: boolean; save(name: string, kind: "company" | "person", contactName: string | null): void; close(): void;
}) {
  const { t } = useTools();
  const [kind, setKind] = useState<"company" | "person">("company");
  const [company, setCompany] = useState(person.suggestion == null ? person.company ?? "" : "");
  const [contact, setContact] = useState(nameOf(person) ?? "");
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.select(), []);
  const finish = () => {
    const name = (kind === "company" ? company : contact).trim();
    if (name !== "") save(name, kind, textOrNull(contact));
  };
  return (
    <form class="form" onSubmit={act(finish)} onKeyDown={onEscape(close)} aria-label={t("overlay.stranger.form")}>
      <fieldset class="field">
        <legend class="hidden">{t("overlay.stranger.kind")}</legend>
        <div class="segments">
          {(["company", "person"] as const).map((one) => (
            <label key={one}>
              <input type="radio" name="kind" value={one} checked={kind === one} onChange={change(() => setKind(one))} />
              {t(`overlay.stranger.${one}`)}
            </label>
          ))}
        </div>
      </fieldset>
      {kind === "company" && (
        <label class="field">{t("overlay.stranger.companyName")}
          <input class="input" required maxLength={200} dir="auto" value={company} onInput={change(setCompany)} ref={first} />
        </label>
      )}
      <label class="field">{t("overlay.stranger.personName")}
        <input class="input" required={kind === "person"} maxLength={200} dir="auto" value={contact} onInput={change(setContact)} />
      </label>
      <div class="ends">
        <button class="button quiet" onClick={act(close)}>{t("overlay.cancel")}</button>
        <button type="submit" class="button primary" disabled={busy}>{t("overlay.stranger.save")}</button>
      </div>
    </form>
  );
}
