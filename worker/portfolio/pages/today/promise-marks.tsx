/** Marks of a promise, in place: kept, not kept, or moved to another day; each can be taken back. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { TodayPromise } from "../../../../shared/contract/answers.ts";
import type { PromiseOutcome } from "../../../../shared/contract/fields.ts";
import { answered, api, writing } from "../../api.ts";
import { failureWords } from "../../failure-words.ts";
import { onEscape } from "../../../../shared/ui/guard.ts";
import { useTools } from "../../tools.ts";

type Mark = (outcome: PromiseOutcome, dueOn: string | null) => Promise<void>;

/** Marks a promise and offers the way back; `again` asks anew for what is left. */
function useMark(id: string, again: () => void): Mark {
  const { t, say } = useTools();
  const failed = (thrown: unknown) => say(failureWords(thrown, t));
  const takeBack = (outcomeId: string) =>
    answered(
      api.v1["promise-outcomes"][":id"].withdraw.$post({
        param: { id: outcomeId },
        header: writing(),
        json: {},
      }),
    ).then(again, failed);
  return (outcome, dueOn) =>
    answered(
      api.v1.promises[":id"].outcome.$post({
        param: { id },
        header: writing(),
        json: { outcome, dueOn, occurredAt: new Date().toISOString() },
      }),
    ).then((answer) => {
      say(t(`panel.promise.proof.${outcome}`), () => void takeBack(answer.id));
      again();
    }, failed);
}

/** `again` asks anew for what is left. */
export function PromiseMarks({
  promise,
  again,
}: {
  promise: TodayPromise["promise"];
  again(): void;
}) {
  const { t } = useTools();
  const [isBusy, setBusy] = useState(false);
  const [isMoving, setMoving] = useState(false);
  const send = useMark(promise.id, again);
  const mark: Mark = async (outcome, dueOn) => {
    setBusy(true);
    await send(outcome, dueOn);
    setBusy(false);
  };
  if (isMoving)
    return <Move isBusy={isBusy} move={(day) => void mark("moved", day)} close={setMoving} />;
  const press = {
    kept: () => void mark("kept", null),
    not_kept: () => void mark("not_kept", null),
    moved: () => setMoving(true),
  } as const;
  return (
    <div class="row">
      {(["kept", "not_kept", "moved"] as const).map((one) => (
        <button
          key={one}
          type="button"
          class={one === "kept" ? "button" : "button quiet"}
          disabled={isBusy}
          onClick={press[one]}
        >
          {t(`panel.promise.mark.${one}`)}
        </button>
      ))}
    </div>
  );
}

/** The new day; the promise's own day can only be left for a later one. */
function Move({
  isBusy,
  move,
  close,
}: {
  isBusy: boolean;
  move(day: string): void;
  close(isMoving: false): void;
}) {
  const { t, today } = useTools();
  const [day, setDay] = useState(() => today(1));
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  return (
    <form
      class="row"
      onSubmit={(event) => {
        event.preventDefault();
        if (day >= today(0)) move(day);
      }}
      onKeyDown={onEscape(() => close(false))}
    >
      <input
        class="input date"
        type="date"
        required
        aria-label={t("panel.promise.until")}
        min={today(0)}
        value={day}
        ref={field}
        onInput={({ currentTarget }) => setDay(currentTarget.value)}
      />
      <button type="submit" class="button" disabled={isBusy}>
        {t("panel.promise.move")}
      </button>
      <button type="button" class="button quiet" onClick={() => close(false)}>
        {t("override.cancel")}
      </button>
    </form>
  );
}
