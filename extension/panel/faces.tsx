/** Five faces and a line: what the rep saw, beside what customers say themselves. */
import type { RefObject } from "preact";
import { useRef, useState } from "preact/hooks";
import { textOrNull } from "./log/drafts.ts";
import { useEnding } from "./ending.ts";
import { act, change, onEscape } from "../../shared/ui/guard.ts";
import { Face } from "../../shared/ui/icons.tsx";
import { holdFocus } from "./focus.ts";
import { EndingProof } from "./proof.tsx";
import { Link } from "../../shared/ui/link.tsx";
import { seen } from "../../shared/ui/seen.ts";
import type { KeptForm, Person } from "./state.ts";
import { useTools } from "./tools.ts";

type Fields = { value: number | null; comment: string };

/** Holds the face and line of this person: those begun here, else those that were left. */
function useFields(address: string, forms: KeptForm[]) {
  const { commands } = useTools();
  const [begun, setBegun] = useState<Fields | null>(null);
  const left = forms.find((one) => one.slot === "faces" && one.of === address);
  const restored = left?.slot === "faces" ? left : null;
  const { value, comment } = begun ?? restored ?? { value: null, comment: "" };
  return {
    value,
    comment,
    isBegun: begun !== null,
    isRestored: begun === null && restored !== null,
    set(next: { value: number; comment: string }) {
      setBegun(next);
      // A face alone is one press; a line that was typed is worth keeping.
      if (next.comment.trim() !== "") commands.keepForm({ slot: "faces", of: address, ...next });
      else commands.dropForm("faces", address);
    },
    drop() {
      setBegun({ value: null, comment: "" });
      commands.dropForm("faces", address);
    },
  };
}

/** Noting of a face, what became of it, and the way back. */
function useNoting(
  { address, kept }: Person,
  fields: ReturnType<typeof useFields>,
  section: RefObject<HTMLElement | null>,
) {
  const { commands } = useTools();
  const proof = kept.find((one) => one.slot === "satisfaction");
  const { ending, run, undo } = useEnding(proof);
  const [noted, setNoted] = useState<number | null>(null);
  const isNoted = ending.state === "done" || ending.state === "pending";
  return {
    ending,
    isNoted,
    /** The face that was noted; 0 where nobody remembers it. */
    value: Number(proof?.what || noted || 0),
    note(value: number, comment: string) {
      const focus = holdFocus(section.current);
      const replaces = isNoted ? ending.id : null;
      setNoted(value);
      void run(() => commands.noteSatisfaction(address, value, textOrNull(comment), replaces)).then(
        (ok) => {
          if (ok) fields.drop();
          focus("[data-proof]");
        },
      );
    },
    takeBack: (id: string) => undo(() => commands.undoSatisfaction(id), section.current, "input"),
  };
}

/**
 * The faces: a press of the mouse notes at once, and a line can be added to the note; by keys, which
 * pass over faces, Save does. The proof stands in their place once it is noted.
 */
export function Faces({ person, forms }: { person: Person; forms: KeptForm[] }) {
  const { t, isReadOnly } = useTools();
  const fields = useFields(person.address, forms);
  const section = useRef<HTMLDivElement>(null);
  const group = useRef<HTMLFieldSetElement>(null);
  const { ending, isNoted, value, note, takeBack } = useNoting(person, fields, section);
  const cancel = () => {
    fields.drop();
    group.current?.querySelector("input")?.focus();
  };
  if (isReadOnly) return null;
  if (isNoted && fields.value === null)
    return (
      <div class="section" ref={section}>
        <EndingProof
          name="satisfaction"
          ending={ending}
          done={t("panel.faces.proof", { face: t(`panel.faces.${value}`) })}
          undo={takeBack}
        >
          {value > 0 && (
            <Link
              text={t("panel.faces.addLine")}
              press={() => fields.set({ value, comment: "" })}
            />
          )}
        </EndingProof>
      </div>
    );
  return (
    <div class="section" ref={section}>
      <form
        class="form"
        onSubmit={act(() => fields.value !== null && note(fields.value, fields.comment))}
        onKeyDown={fields.value === null ? undefined : onEscape(cancel)}
      >
        <Choice fields={fields} group={group} note={(face) => note(face, fields.comment)} />
        {fields.value !== null && (
          <Line fields={fields} value={fields.value} busy={ending.state === "busy"} />
        )}
        {fields.isRestored && (
          <div class="between small muted" role="status">
            <span>{t("panel.log.kept")}</span>
            <Link text={t("panel.discard")} press={cancel} />
          </div>
        )}
        {ending.state === "failed" && <EndingProof ending={ending} done="" />}
      </form>
    </div>
  );
}

function Choice({
  fields: { value, comment, set },
  group,
  note,
}: {
  fields: ReturnType<typeof useFields>;
  group: RefObject<HTMLFieldSetElement | null>;
  /** Notes a face at once. */
  note(value: number): void;
}) {
  const { t } = useTools();
  return (
    <fieldset ref={group}>
      <legend class="title">{t("panel.faces.title")}</legend>
      <div class="faces">
        {[1, 2, 3, 4, 5].map((one) => (
          <label key={one} title={t(`panel.faces.${one}`)}>
            <input
              type="radio"
              name="face"
              value={one}
              checked={value === one}
              aria-label={t(`panel.faces.${one}`)}
              onChange={change((chosen) => set({ value: Number(chosen), comment }))}
              // Arrow keys click too, with no count: they pass over faces on the way to one.
              onClick={(event) => {
                if (!event.isTrusted || event.detail === 0 || comment !== "") return;
                event.preventDefault();
                note(one);
              }}
            />
            <Face value={one} />
          </label>
        ))}
      </div>
      {/* Read aloud with each face. */}
      <p class="scale" aria-hidden="true">
        {[1, value, 5].map((one, at) => (
          <span key={at} class={one === value ? "chosen" : ""}>
            {one === null || (at === 1 && (one === 1 || one === 5)) ? "" : t(`panel.faces.${one}`)}
          </span>
        ))}
      </p>
    </fieldset>
  );
}

/** The comment beside the chosen face, and the button that saves both. */
function Line({
  fields: { comment, isBegun, set },
  value,
  busy,
}: {
  fields: ReturnType<typeof useFields>;
  value: number;
  busy: boolean;
}) {
  const { t } = useTools();
  return (
    <div class="row" ref={isBegun ? seen : undefined}>
      <input
        class="input grow"
        maxLength={2000}
        value={comment}
        placeholder={t("panel.faces.line")}
        aria-label={t("panel.faces.line")}
        dir="auto"
        onInput={change((typed) => set({ value, comment: typed }))}
      />
      <button type="submit" class="button primary" disabled={busy}>
        {t("panel.faces.save")}
      </button>
    </div>
  );
}
