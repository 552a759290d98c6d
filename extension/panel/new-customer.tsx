/** The form of a new customer, and its warning where the book has one of that name or domain. */
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { plain } from "../../shared/locales/translate.ts";
import { textOrNull } from "./log/drafts.ts";
import { act, change, onEscape } from "../../shared/ui/guard.ts";
import { Icon } from "../../shared/ui/icons.tsx";
import { domainOf, nameOf } from "./names.ts";
import { seen } from "../../shared/ui/seen.ts";
import type { Person } from "./state.ts";
import { useTools } from "./tools.ts";

type Kind = "company" | "person";
/** A customer that the new one may be, for its name or for the domain of its contacts. */
type Twin = { id: string; name: string | null; because: "name" | "domain" };

type Save = (name: string, kind: Kind, contactName: string | null) => void;

/** Fields of the form; every change forgets the customers that the last name may be. */
function useFields(person: Person, save: Save) {
  const [company, setCompany] = useState(person.suggestion == null ? (person.company ?? "") : "");
  // Whoever writes from a consumer's domain under a name of their own is a person, as a rule.
  const isPerson = person.suggestion == null && company === "" && nameOf(person) !== null;
  const [kind, setKind] = useState<Kind>(isPerson ? "person" : "company");
  const [contact, setContact] = useState(nameOf(person) ?? "");
  const { twins, checking, check, forget } = useTwins(person);
  const forgetting =
    <Value,>(set: (value: Value) => void) =>
    (value: Value) => {
      forget();
      set(value);
    };
  const name = (kind === "company" ? company : contact).trim();
  const add = () => save(name, kind, textOrNull(contact));
  return {
    kind: { value: kind, set: forgetting(setKind) },
    company: { value: company, set: forgetting(setCompany) },
    contact: { value: contact, set: forgetting(setContact) },
    twins,
    checking,
    add,
    /** Adds the customer unless the book has one that it may be. */
    finish() {
      if (name !== "")
        void check(name).then((none) => {
          if (none) add();
        });
    },
  };
}

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
  save: Save;
  addTo(customer: { id: string; name: string | null }): void;
  close(): void;
}) {
  const { t } = useTools();
  const { kind, company, contact, twins, checking, add, finish } = useFields(person, save);
  const first = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => first.current?.select(), []);
  return (
    <form
      class="form"
      onSubmit={act(finish)}
      onKeyDown={onEscape(close)}
      aria-label={t("panel.stranger.form")}
    >
      <KindChoice kind={kind.value} choose={kind.set} />
      {kind.value === "company" && (
        <NameField
          label={t("panel.stranger.companyName")}
          value={company.value}
          required
          field={first}
          type={company.set}
        />
      )}
      <NameField
        label={t("panel.stranger.personName")}
        value={contact.value}
        required={kind.value === "person"}
        {...(kind.value === "person" ? { field: first } : {})}
        type={contact.set}
      />
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

function KindChoice({ kind, choose }: { kind: Kind; choose(kind: Kind): void }) {
  const { t } = useTools();
  return (
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
              onChange={change(() => choose(one))}
            />
            {t(`panel.stranger.${one}`)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function NameField({
  label,
  value,
  required,
  field,
  type,
}: {
  label: string;
  value: string;
  required: boolean;
  field?: RefObject<HTMLInputElement | null>;
  type(text: string): void;
}) {
  return (
    <label class="field">
      {label}
      <input
        class="input"
        required={required}
        maxLength={200}
        dir="auto"
        value={value}
        onInput={change(type)}
        ref={field}
      />
    </label>
  );
}

/**
 * Asks for the customers that the new one may be when the form is sent; `check` returns true where
 * there is none.
 */
function useTwins(person: Person) {
  const { commands } = useTools();
  const [twins, setTwins] = useState<Twin[]>([]);
  const [checking, setChecking] = useState(false);
  const suggestion = person.suggestion ?? null;
  const check = async (name: string): Promise<boolean> => {
    if (checking) return false;
    setChecking(true);
    // Where nobody can be asked, adding waits in the outbox as it always does.
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
