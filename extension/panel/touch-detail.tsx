/** One contact, opened: everything that was logged of it, and the way to edit or undo it. */
import { useState } from "preact/hooks";
import type { Touch } from "../../shared/contract/card.ts";
import { plain } from "../../shared/locales/translate.ts";
import { useEnding } from "./ending.ts";
import { onEscape } from "../../shared/ui/guard.ts";
import { toFields } from "./log/drafts.ts";
import { LogForm } from "./log/log-form.tsx";
import { EndingProof } from "./proof.tsx";
import { Link } from "../../shared/ui/link.tsx";
import { seen } from "../../shared/ui/seen.ts";
import type { Draft, Ended, PanelState } from "./state.ts";
import { useTools } from "./tools.ts";

const draftOf = (touch: Touch): Draft => ({
  kind: touch.kind,
  direction: touch.direction,
  occurredAt: touch.at,
  subject: touch.subject,
  note: touch.note,
  minutes: touch.minutes,
  behaviours: touch.behaviours,
});

/** The contact's facts, and below them its form while it is edited. */
export function TouchDetail({
  touch,
  state,
  close,
}: {
  touch: Touch;
  state: PanelState;
  close(): void;
}) {
  const { t, commands, announce, isReadOnly } = useTools();
  const [isEditing, setEditing] = useState(false);
  const { ending, run } = useEnding();
  const finish = (command: () => Promise<Ended>, done?: string) =>
    void run(command).then((ok) => {
      if (!ok) return;
      if (done !== undefined) announce(done);
      close();
    });
  const isOwn = touch.by !== null && touch.by === state.user?.name;
  const isMine = !isReadOnly && (isOwn || state.user?.manages === true);
  return (
    <div class="touch-detail" ref={seen} onKeyDown={isEditing ? undefined : onEscape(close)}>
      {isEditing ? (
        <TouchForm
          touch={touch}
          subjects={state.subjects !== false}
          busy={ending.state === "busy"}
          save={(draft) => finish(() => commands.amendLog(draft, touch.id))}
          close={() => setEditing(false)}
        />
      ) : (
        <Facts touch={touch} />
      )}
      {ending.state === "failed" && <EndingProof ending={ending} done="" />}
      {isMine && !isEditing && (
        <p class="links">
          <Link text={t("panel.proof.edit")} press={() => setEditing(true)} />
          <Link
            text={t("panel.proof.undo")}
            press={() => finish(() => commands.undoLog(touch.id), t("panel.proof.undone"))}
          />
        </p>
      )}
    </div>
  );
}

function Facts({ touch }: { touch: Touch }) {
  const { t, moment, day } = useTools();
  const { kind, direction, by, at, subject, note, minutes, behaviours } = touch;
  const what = t(`panel.touches.${direction ?? "some"}`, { kind });
  const head = [
    minutes === null ? what : t("panel.touches.minutes", { what, minutes }),
    day(at) === moment(at) ? day(at) : `${day(at)}, ${moment(at)}`,
    ...(by === null ? [] : [t("panel.touches.by", { by: plain(by) })]),
  ];
  return (
    <>
      <p class="muted">{head.join(" · ")}</p>
      {subject !== null && (
        <p class="strong" dir="auto">
          {plain(subject)}
        </p>
      )}
      {note !== null && <p dir="auto">{plain(note)}</p>}
      {behaviours.length > 0 && (
        <p class="muted">{behaviours.map((one) => t(`codes.behaviour.${one}`)).join(" · ")}</p>
      )}
    </>
  );
}

function TouchForm({
  touch,
  subjects,
  busy,
  save,
  close,
}: {
  touch: Touch;
  subjects: boolean;
  busy: boolean;
  save(draft: Draft): void;
  close(): void;
}) {
  const [start] = useState(() => toFields(draftOf(touch)));
  const [fields, set] = useState(start);
  return (
    <LogForm
      fields={fields}
      subjects={subjects}
      editing
      busy={busy}
      isRestored={false}
      takesFocus
      isChanged={JSON.stringify(fields) !== JSON.stringify(start)}
      set={set}
      save={save}
      close={close}
      discard={close}
    />
  );
}
