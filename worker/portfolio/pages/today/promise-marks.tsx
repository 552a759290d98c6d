/** Marks of a promise, in place: kept or not kept; each can be taken back. */
import { useState } from "preact/hooks";
import type { TodayPromise } from "../../../../shared/contract/answers.ts";
import { answered, api, CallFailed, writing } from "../../api.ts";
import { useTools } from "../../tools.ts";

const marks = ["kept", "not_kept"] as const;

/** `again` asks anew for what is left. */
export function PromiseMarks({
  promise,
  again,
}: {
  promise: TodayPromise["promise"];
  again(): void;
}) {
  const { t, say } = useTools();
  const [isBusy, setBusy] = useState(false);
  const failed = (thrown: unknown) =>
    say(thrown instanceof CallFailed ? thrown.message : String(thrown));
  const mark = async (outcome: (typeof marks)[number]) => {
    setBusy(true);
    await answered(
      api.v1.promises[":id"].outcome.$post({
        param: { id: promise.id },
        header: writing(),
        json: { outcome, occurredAt: new Date().toISOString() },
      }),
    ).then(() => {
      say(t(`panel.promise.proof.${outcome}`));
      again();
    }, failed);
    setBusy(false);
  };
  return (
    <div class="row">
      {marks.map((one) => (
        <button
          key={one}
          type="button"
          class={one === "kept" ? "button" : "button quiet"}
          disabled={isBusy}
          onClick={() => void mark(one)}
        >
          {t(`panel.promise.mark.${one}`)}
        </button>
      ))}
    </div>
  );
}
