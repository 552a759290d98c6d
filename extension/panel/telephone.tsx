/** The telephone of the person shown: the link that dials it, and the form that changes it. */
import { useRef, useState } from "preact/hooks";
import { dialLink } from "../../shared/people/telephone.ts";
import { Icon } from "../../shared/ui/icons.tsx";
import { useEnding } from "./ending.ts";
import { holdFocus } from "./focus.ts";
import { act } from "../../shared/ui/guard.ts";
import { lazily } from "./lazily.tsx";
import { EndingProof } from "./proof.tsx";
import type { Person } from "./state.ts";
import { useTools } from "./tools.ts";

const Field = lazily(async () => (await import("./telephone-field.tsx")).TelephoneField);

/** Returns a person's telephone number; null where none is known. */
export const telephoneOf = ({ card }: Person): string | null => card?.contact?.telephone ?? null;

/**
 * Attributes of a link that dials. In a frame of its own the page's Content-Security-Policy would
 * turn it into a navigation of our frame, and replace the panel by an error.
 */
export const dialling = (telephone: string) => ({
  href: dialLink(telephone),
  target: "_blank",
  rel: "noopener",
});

/** The number as a link, with the way to change it; nothing where none is known. */
export function Telephone({ person }: { person: Person }) {
  const { t, isReadOnly } = useTools();
  const form = useTelephoneForm();
  const telephone = telephoneOf(person);
  const label = t("panel.telephone.change");
  return (
    <div ref={form.area}>
      {telephone !== null && (
        <p class="telephone">
          <a {...dialling(telephone)} aria-label={t("panel.telephone.call", { number: telephone })}>
            <Icon name="call" size={14} />
            <bdi dir="ltr">{telephone}</bdi>
          </a>
          {!isReadOnly && (
            <button type="button" class="change" aria-label={label} title={label} {...form.opener}>
              <Icon name="note" size={14} />
            </button>
          )}
        </p>
      )}
      <TelephoneForm person={person} form={form} />
    </div>
  );
}

/** The way to give a person a number, while none is known and `isOffered`. */
export function AddTelephone({ person, isOffered }: { person: Person; isOffered: boolean }) {
  const { t } = useTools();
  const form = useTelephoneForm();
  return (
    <div ref={form.area}>
      {isOffered && telephoneOf(person) === null && (
        <button type="button" class="link muted small" {...form.opener}>
          {t("panel.telephone.add")}
        </button>
      )}
      <TelephoneForm person={person} form={form} />
    </div>
  );
}

/** Holds the form open or closed, with the attributes of the button that opens it. */
function useTelephoneForm() {
  const [isOpen, setOpen] = useState(false);
  const area = useRef<HTMLDivElement>(null);
  const opener = {
    "data-telephone": "",
    "aria-expanded": isOpen,
    onClick: act(() => setOpen(!isOpen)),
  };
  return { isOpen, area, opener, close: () => setOpen(false) };
}
type FormState = ReturnType<typeof useTelephoneForm>;

const openerAt = "[data-telephone]";

/** The form while it is open, and the proof once it is saved; an empty field removes the number. */
function TelephoneForm({ person, form }: { person: Person; form: FormState }) {
  const { t, commands } = useTools();
  const { isOpen, area, close } = form;
  const known = telephoneOf(person);
  /** Numbers of the last change: what it brought, and what it undoes to. */
  const [last, setLast] = useState<{ now: string | null; before: string | null } | null>(null);
  const { ending, run, undo, clear } = useEnding();
  const leave = () => {
    if (ending.state === "failed") clear();
    close();
    area.current?.querySelector<HTMLElement>(openerAt)?.focus();
  };
  const save = (now: string | null) => {
    if (now === known) return leave();
    const focus = holdFocus(area.current);
    setLast({ now, before: known });
    void run(() => commands.setTelephone(person.address, now)).then((ok) => {
      if (ok) close();
      focus("[data-proof]");
    });
  };
  const before = last?.before ?? null;
  const takeBack = () =>
    undo(() => commands.setTelephone(person.address, before), area.current, openerAt);
  if (isOpen)
    return (
      <>
        <Field known={known} isBusy={ending.state === "busy"} save={save} close={leave} />
        <EndingProof ending={ending.state === "failed" ? ending : { state: "none" }} done="" />
      </>
    );
  return (
    <EndingProof
      name="telephone"
      ending={ending}
      done={t(last?.now === null ? "panel.telephone.removed" : "panel.telephone.saved")}
      undo={takeBack}
    />
  );
}
