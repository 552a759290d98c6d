/** A value that is edited where it stands: a pencil, Enter saves, Escape leaves, faults in place. */
import type { ComponentChildren, RefObject } from "preact";
import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../../../../shared/ui/icons.tsx";
import { onEscape } from "../../../../shared/ui/guard.ts";
import { failureWords } from "../../failure-words.ts";
import { useTools } from "../../tools.ts";

export type Choice = { value: string; words: string };

type Editing = {
  /** The field's name, as it stands before the value. */
  label: string;
  /** Text that the form begins with; empty where nothing is known. */
  start: string;
  /** Stores what was typed; what it throws is shown in place. */
  save(typed: string): Promise<void>;
  /** Choices to select from; the field takes any text without them. */
  choices?: readonly Choice[] | undefined;
  /** Texts to complete what is typed. */
  known?: readonly string[] | undefined;
  /** True for a text of several lines, which Ctrl and Enter save. */
  isLong?: boolean;
  type?: "text" | "tel";
  maxLength?: number;
  /** True where there has to be a text. */
  isRequired?: boolean;
  /** Returns what is wrong with a text; null where nothing is. */
  check?(typed: string): string | null;
};

/** Shows `children`, or that nothing is known; without `canEdit` there is no pencil. */
export function Editable({
  canEdit,
  children,
  ...editing
}: Editing & { canEdit: boolean; children?: ComponentChildren }) {
  const { t } = useTools();
  const [isOpen, setOpen] = useState(false);
  const pencil = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(false);
  useEffect(() => {
    if (wasOpen.current && !isOpen) pencil.current?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
  if (isOpen) return <EditForm {...editing} close={() => setOpen(false)} />;
  return (
    <div class="editable">
      <div class="grow">{children || <span class="muted">{t("customer.edit.none")}</span>}</div>
      {canEdit && (
        <button
          ref={pencil}
          type="button"
          class="pencil"
          aria-label={t("customer.edit.open", { field: editing.label })}
          title={t("customer.edit.open", { field: editing.label })}
          onClick={() => setOpen(true)}
        >
          <Icon name="note" size={14} />
        </button>
      )}
    </div>
  );
}

function EditForm({ save, close, ...editing }: Editing & { close(): void }) {
  const { t } = useTools();
  const { label, start, isLong, isRequired } = editing;
  const [typed, setTyped] = useState(start);
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const faultId = useId();
  const submit = async () => {
    const text = typed.trim();
    if (isBusy) return;
    if (text === start.trim()) return close();
    if (isRequired === true && text === "") return setFault(t("customer.edit.empty"));
    const wrong = text === "" ? null : (editing.check?.(text) ?? null);
    if (wrong !== null) return setFault(wrong);
    setBusy(true);
    try {
      await save(text);
      close();
    } catch (thrown) {
      setBusy(false);
      setFault(failureWords(thrown, t));
    }
  };
  const escaped = onEscape(close);
  return (
    <form
      class="edit-form"
      aria-label={t("customer.edit.open", { field: label })}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      onKeyDown={(event) => {
        escaped(event);
        const isSaving = event.key === "Enter" && (event.ctrlKey || event.metaKey);
        if (isLong === true && isSaving && !event.isComposing) void submit();
      }}
    >
      <Field
        {...editing}
        typed={typed}
        change={setTyped}
        faultId={fault === null ? null : faultId}
      />
      {fault !== null && (
        <p id={faultId} class="fault" role="alert">
          {fault}
        </p>
      )}
      <div class="row">
        <button type="submit" class="button primary" disabled={isBusy}>
          {t("customer.edit.save")}
        </button>
        <button type="button" class="button quiet" onClick={close}>
          {t("customer.edit.cancel")}
        </button>
      </div>
    </form>
  );
}

type FieldProps = Omit<Editing, "save" | "start" | "check"> & {
  typed: string;
  change(text: string): void;
  /** The sentence that says what is wrong with it; null while nothing is. */
  faultId: string | null;
};

function Field({ label, choices, known, isLong, type, maxLength, ...rest }: FieldProps) {
  const { typed, change, faultId } = rest;
  const listId = useId();
  const shared = {
    class: "input",
    value: typed,
    "aria-label": label,
    "aria-invalid": faultId !== null || undefined,
    "aria-describedby": faultId ?? undefined,
  };
  const first = useRef<HTMLElement>(null);
  useLayoutEffect(() => first.current?.focus(), []);
  if (choices !== undefined)
    return (
      <select
        {...shared}
        ref={first as RefObject<HTMLSelectElement>}
        onChange={({ currentTarget }) => change(currentTarget.value)}
      >
        {choices.map(({ value, words }) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    );
  const typing = {
    maxLength,
    onInput: ({ currentTarget }: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) =>
      change(currentTarget.value),
  };
  if (isLong === true)
    return (
      <textarea
        {...shared}
        {...typing}
        ref={first as RefObject<HTMLTextAreaElement>}
        rows={5}
        dir="auto"
      />
    );
  return (
    <>
      <input
        {...shared}
        {...typing}
        ref={first as RefObject<HTMLInputElement>}
        type={type ?? "text"}
        dir="auto"
        list={known === undefined ? undefined : listId}
      />
      {known !== undefined && (
        <datalist id={listId}>
          {known.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
    </>
  );
}
