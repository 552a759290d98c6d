/** Promises that are still to be kept, and on their day what became of them. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Card, OpenPromise } from "../../../shared/contract/card.ts";
import type { PromiseOutcome } from "../../../shared/contract/fields.ts";
import { useEnding } from "../ending.ts";
import { holdFocus } from "../focus.ts";
import { act, onEscape } from "../../../shared/ui/guard.ts";
import { EndingProof } from "../proof.tsx";
import type { Person } from "../state.ts";
import { useTools } from "../tools.ts";
import { DayChoice } from "./day-choice.tsx";
import { type ChosenDay, chosenDay, dayOf } from "./due-day.ts";

/** Marks promises of this person, and holds the proof of the last one. */
function usePromises(person: Person) {
  const { commands } = useTools();
  const section = useRef<HTMLDivElement>(null);
  const proof = person.kept.find(({ slot, what }) => slot === "promise" && what !== "made");
  const [marked, setMarked] = useState<{ of: string; what: string } | null>(null);
  const { ending, run, undo } = useEnding(proof);
  const last = proof ?? marked;
  return {
    section,
    ending,
    what: last?.what ?? "kept",
    /** The promise whose mark waits to be sent: it must not be marked again. */
    waiting: ending.state === "pending" ? last?.of : undefined,
    mark(id: string, outcome: PromiseOutcome, dueOn: string | null) {
      const focus = holdFocus(section.current);
      setMarked({ of: id, what: outcome });
      void run(() => commands.markPromise(person.address, id, outcome, dueOn)).then(() =>
        focus("[data-proof]"),
      );
    },
    takeBack: (id: string) =>
      undo(() => commands.undoPromise(last?.what ?? "kept", id), section.current, "button"),
  };
}

/** The section; nothing where nothing is promised and nothing was just marked. */
export function OpenPromises({ person, card }: { person: Person; card: Card }) {
  const { t } = useTools();
  const { section, ending, what, waiting, mark, takeBack } = usePromises(person);
  const open = (card.promises ?? []).filter(({ id }) => id !== waiting);
  const isProved = ending.state === "done" || ending.state === "pending";
  if (open.length === 0 && !isProved && ending.state !== "failed") return null;
  return (
    <div class="section promises" ref={section}>
      <h3 class="title">{t("panel.promise.title")}</h3>
      <EndingProof
        name="promise"
        ending={ending}
        done={t(`panel.promise.proof.${what}`)}
        undo={takeBack}
      />
      {open.length > 0 && (
        <ul>
          {open.map((promise) => (
            <li key={promise.id}>
              <Promised
                promise={promise}
                wasWritten={hasWrittenSince(card, promise.madeAt)}
                busy={ending.state === "busy"}
                mark={mark}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Returns true where a log says that we got in touch after the promise. */
function hasWrittenSince({ touches }: Card, madeAt: string): boolean {
  return touches.some(
    ({ direction, at }) => direction === "out" && Date.parse(at) > Date.parse(madeAt),
  );
}

type PromisedProps = {
  promise: OpenPromise;
  /** True where we wrote or called since: it may have been kept by that. */
  wasWritten: boolean;
  busy: boolean;
  mark(id: string, outcome: PromiseOutcome, dueOn: string | null): void;
};

/** A promise, when it is due, and the buttons that say what became of it. */
export function Promised({ promise, wasWritten, busy, mark }: PromisedProps) {
  const { t, due, isReadOnly } = useTools();
  const [isMoving, setMoving] = useState(false);
  const { id, what, dueOn, by } = promise;
  const today = dayOf(new Date());
  const isDue = dueOn <= today;
  const isOverdue = dueOn < today;
  const when = t(isOverdue ? "panel.promise.wasDue" : "panel.promise.by", { due: due(dueOn) });
  return (
    <>
      <p class="what">
        <bdi>{what}</bdi>{" "}
        <span class={isOverdue ? "overdue" : "muted"} data-due={dueOn}>
          {by === null ? when : t("panel.promise.of", { when, name: by })}
        </span>
      </p>
      {wasWritten && !isReadOnly && <p class="small muted">{t("panel.promise.since")}</p>}
      {!isReadOnly && !isMoving && (
        <div class="marks">
          <Mark
            name={what}
            outcome="kept"
            isMain={isDue || wasWritten}
            busy={busy}
            press={() => mark(id, "kept", null)}
          />
          {isDue && (
            <Mark
              name={what}
              outcome="not_kept"
              busy={busy}
              press={() => mark(id, "not_kept", null)}
            />
          )}
          <Mark name={what} outcome="moved" busy={busy} press={() => setMoving(true)} />
        </div>
      )}
      {isMoving && (
        <Move
          id={id}
          close={() => setMoving(false)}
          move={(day) => {
            setMoving(false);
            mark(id, "moved", day);
          }}
        />
      )}
    </>
  );
}

function Mark({
  name,
  outcome,
  isMain = false,
  busy,
  press,
}: {
  name: string;
  outcome: PromiseOutcome;
  isMain?: boolean;
  busy: boolean;
  press(): void;
}) {
  const { t } = useTools();
  const words = t(`panel.promise.mark.${outcome}`);
  return (
    <button
      type="button"
      class={isMain ? "button" : "button quiet"}
      aria-label={t("panel.promise.markOf", { mark: words, what: name })}
      disabled={busy}
      onClick={act(press)}
    >
      {words}
    </button>
  );
}

/** The choice of a new day. */
function Move({ id, move, close }: { id: string; move(day: string): void; close(): void }) {
  const { t } = useTools();
  const [day, setDay] = useState<ChosenDay>({ option: "tomorrow", date: "" });
  const [isWrong, setWrong] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useLayoutEffect(() => form.current?.querySelector<HTMLElement>("input:checked")?.focus(), []);
  const save = () => {
    const chosen = chosenDay(day, new Date());
    setWrong(chosen === null);
    if (chosen !== null) move(chosen);
  };
  return (
    <form
      noValidate
      class="form"
      aria-label={t("panel.promise.move")}
      ref={form}
      onSubmit={act(save)}
      onKeyDown={onEscape(close)}
    >
      <DayChoice name={`move-${id}`} value={day} set={setDay} isWrong={isWrong} />
      <div class="ends">
        <button type="button" class="button quiet" onClick={act(close)}>
          {t("panel.cancel")}
        </button>
        <button type="submit" class="button primary">
          {t("panel.promise.move")}
        </button>
      </div>
    </form>
  );
}
