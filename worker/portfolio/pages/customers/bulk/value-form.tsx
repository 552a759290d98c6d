/** The owner or the segment that the selected customers are to have. */
import { useId, useState } from "preact/hooks";
import { plain } from "../../../../../shared/locales/translate.ts";
import { useTools } from "../../../tools.ts";
import { useOwners, useSegments } from "../../../use-choices.ts";

/** `submit` answers what is wrong, or null; an empty text takes the value away. */
export function ValueForm({
  kind,
  submit,
  cancel,
}: {
  kind: "owner" | "segment";
  submit(value: string | null): Promise<string | null>;
  cancel(): void;
}) {
  const { t } = useTools();
  const [value, setValue] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const Field = kind === "owner" ? OwnerField : SegmentField;
  return (
    <form
      class="override-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (isBusy) return;
        setBusy(true);
        const text = value.trim();
        void submit(text === "" ? null : text).then((wrong) => {
          setBusy(false);
          setFault(wrong);
        });
      }}
    >
      <Field value={value} change={setValue} />
      {fault !== null && (
        <p class="fault" role="alert">
          {fault}
        </p>
      )}
      <div class="row">
        <button type="submit" class="button primary" disabled={isBusy}>
          {t(`customers.bulk.set.${kind}`)}
        </button>
        <button type="button" class="button quiet" onClick={cancel}>
          {t("customers.filter.cancel")}
        </button>
      </div>
    </form>
  );
}

type FieldProps = { value: string; change(value: string): void };

function OwnerField({ value, change }: FieldProps) {
  const { t } = useTools();
  const owners = useOwners() ?? [];
  return (
    <label class="field">
      <span>{t("customers.column.owner")}</span>
      <select
        class="input"
        value={value}
        onChange={({ currentTarget }) => change(currentTarget.value)}
      >
        <option value="">{t("customer.edit.nobody")}</option>
        {owners.map(({ id, name }) => (
          <option key={id} value={id}>
            {plain(name ?? t("customers.unnamed"))}
          </option>
        ))}
      </select>
    </label>
  );
}

function SegmentField({ value, change }: FieldProps) {
  const { t } = useTools();
  const segments = useSegments() ?? [];
  const list = useId();
  return (
    <label class="field">
      <span>{t("customers.column.segment")}</span>
      <input
        class="input"
        maxLength={80}
        dir="auto"
        list={list}
        value={value}
        aria-describedby={`${list}-hint`}
        onInput={({ currentTarget }) => change(currentTarget.value)}
      />
      <span id={`${list}-hint`} class="small muted">
        {t("customers.bulk.segmentHint")}
      </span>
      <datalist id={list}>
        {segments.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
    </label>
  );
}
