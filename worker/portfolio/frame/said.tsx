/** Sentences that a page says for a while: what was done, and its undo. */
import { useCallback, useEffect, useState } from "preact/hooks";
import { useTools, type Tools } from "../tools.ts";

export type Said = { text: string; undo: (() => void) | null; turn: number } | null;
const shownMs = 10_000;

/** Keeps the sentence said last; one with an undo stays until it is dismissed. */
export function useSaid(): { said: Said; say: Tools["say"]; dismiss(): void } {
  const [said, setSaid] = useState<Said>(null);
  const say = useCallback(
    (text: string, undo?: () => void) =>
      setSaid((before) => ({ text, undo: undo ?? null, turn: (before?.turn ?? 0) + 1 })),
    [],
  );
  const dismiss = useCallback(() => setSaid(null), []);
  useEffect(() => {
    if (said === null || said.undo !== null) return;
    const timer = setTimeout(dismiss, shownMs);
    return () => clearTimeout(timer);
  }, [said, dismiss]);
  return { said, say, dismiss };
}

/** The live region with what was said last. */
export function SaidStrip({ said, dismiss }: { said: Said; dismiss(): void }) {
  const { t } = useTools();
  return (
    <div class="said-place" role="status">
      {said !== null && (
        <div class="said-strip" key={said.turn}>
          <span class="grow">{said.text}</span>
          {said.undo !== null && (
            <button
              type="button"
              class="link"
              onClick={() => {
                said.undo?.();
                dismiss();
              }}
            >
              {t("portfolio.undo")}
            </button>
          )}
          <button type="button" class="link muted" onClick={dismiss}>
            {t("portfolio.dismiss")}
          </button>
        </div>
      )}
    </div>
  );
}
