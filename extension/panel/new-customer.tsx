/** The form of a new customer, and its warning where the book has one of that name or domain. */
import { useEffect, useRef, useState } from "preact/hooks";
import { plain } from "../locales/translate.ts";
import { textOrNull } from "./log/drafts.ts";
import { act, change, onEscape } from "./guard.ts";
import { Icon } from "./icons.tsx";
import { domainOf } from "./names.ts";
import { seen } from "./seen.ts";
import type { Person } from "./state.ts";
import { useTools } from "./tools.ts";

type Kind = "company" | "person";
/**
 * A customer that the new one may be: of the same name, or whose contacts are at the same domain.
 */
type Twin = { id: string; name: string | null; because: "name" | "domain" };

/** Their own name; a shared mailbox has none, whoever it says is writing. */
export const nameOf = (person: Person) => (person.shared === true ? null : person.name);

/**
 * The form; `save` adds somebody new, `addTo` takes them as a contact of a customer that is there
 * already.
 */
export function NewCustomer({
  person,
  busy,
  save,
  addTo,
  close,
}: {
  person: Person;
  busy: boolean;
  save(name: string, kind: Kind, contactName: string | null): void;
  addTo(customer: { id: string; name: string | null }): void;
  close(): void;
}) {
  const { t } = useTools();
  const [kind, setKind] = useState<Kind>("company");
  const [company, setCompany] = useState(person.suggestion == null ? (person.company ?? "") : "");
  const [contact, setContact] = useState(nameOf(person) ?? "");
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.select(), []);
  const name = (kind === "company" ? company : contact).trim();
  const { twins, checking, check, forget } = useTwins(person);
  const add = () => save(name, kind, textOrNull(contact));
  const finish = () => {
    if (name !== "")
      void check(name).then((none) => {
        if (none) add();
      });
  };
  const typed = (set: (text: string) => void) =>
    change((text) => {
      forget();
      set(text);
    });
  return (
    <form
      class="form"
      onSubmit={act(finish)}
      onKeyDown={onEscape(close)}
      aria-label={t("panel.stranger.form")}
    >
      <fieldset class="field">
        <legend class="hidden">{t("panel.stranger.kind")}</legend>
        <div class="segments">
          {(["company", "person"] as const).map((one) => (
            <label key={one}>
              <input
                type="radio"
                name="kind"
                value={one}
                checked={kind === one}
                onChange={change(() => {
                  forget();
                  setKind(one);
                })}
              />
              {t(`panel.stranger.${one}`)}
            </label>
          ))}
        </div>
      </fieldset>
      {kind === "company" && (
        <label class="field">
          {t("panel.stranger.companyName")}
          <input
            class="input"
            required
            maxLength={200}
            dir="auto"
            value={company}
            onInput={typed(setCompany)}
            ref={first}
          />
        </label>
      )}
      <label class="field">
        {t("panel.stranger.personName")}
        <input
          class="input"
          required={kind === "person"}
          maxLength={200}
          dir="auto"
          value={contact}
          onInput={typed(setContact)}
        />
      </label>
      {twins.length > 0 ? (
        <Twins twins={twins} person={person} busy={busy} addTo={addTo} add={add} close={close} />
      ) : (
        <div class="ends">
          <button type="button" class="button quiet" onClick={act(close)}>
            {t("panel.cancel")}
          </button>
          <button type="submit" class="button primary" disabled={busy || checking}>
            {t("panel.stranger.save")}
          </button>
        </div>
      )}
    </form>
  );
}

/**
 * Customers that the new one may be, asked for when the form is sent; `check` answers whether there
 * is none.
 */
function useTwins(person: Person) {
  const { commands } = useTools();
  const [twins, setTwins] = useState<Twin[]>([]);
  const [checking, setChecking] = useState(false);
  const suggestion = person.suggestion ?? null;
  const check = async (name: string): Promise<boolean> => {
    if (checking) return false;
    setChecking(true);
    // Where nobody can be asked, adding waits in the outbox as it always does: no answer is no
    // reason to keep it back.
    const answer = await commands
      .findCustomers(name, new AbortController().signal)
      .catch(() => null);
    setChecking(false);
    const same = answer?.ok === true ? answer.value.customers.filter((one) => one.same) : [];
    const found: Twin[] = same.map(({ id, name: called }) => ({
      id,
      name: called,
      because: "name",
    }));
    if (suggestion !== null && !found.some(({ id }) => id === suggestion.customerId))
      found.push({ id: suggestion.customerId, name: suggestion.name, because: "domain" });
    setTwins(found);
    return found.length === 0;
  };
  return { twins, checking, check, forget: () => setTwins([]) };
}

function Twins({
  twins,
  person,
  busy,
  addTo,
  add,
  close,
}: {
  twins: Twin[];
  person: Person;
  busy: boolean;
  addTo(customer: { id: string; name: string | null }): void;
  add(): void;
  close(): void;
}) {
  const { t, announce } = useTools();
  const sentence = ({ name, because }: Twin) =>
    t(`panel.twin.${because}`, {
      name: plain(name ?? t("panel.stranger.thisCustomer")),
      domain: domainOf(person),
    });
  useEffect(() => announce(twins.map(sentence).join(" ")), [twins]);
  return (
    <div class="twins" ref={seen} role="group" aria-label={t("panel.twin.title")}>
      {twins.map((twin) => (
        <div key={twin.id} class="twin">
          <p>
            <Icon name="warn" size={14} />
            <span class="grow">{sentence(twin)}</span>
          </p>
          <button
            type="button"
            class="button primary"
            disabled={busy}
            onClick={act(() => addTo(twin))}
          >
            <span class="two">
              {t("panel.stranger.addTo", {
                company: plain(twin.name ?? t("panel.stranger.thisCustomer")),
              })}
            </span>
          </button>
        </div>
      ))}
      <div class="ends">
        <button type="button" class="button quiet" onClick={act(close)}>
          {t("panel.cancel")}
        </button>
        <button type="button" class="button" disabled={busy} onClick={act(add)}>
          {t("panel.twin.anyway")}
        </button>
      </div>
    </div>
  );
}
