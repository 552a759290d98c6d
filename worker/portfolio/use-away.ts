/** Closes what is open once somebody presses beside it. */
import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";

/** Calls `close` at a press outside of `place` while `isOpen`. */
export function useAway(
  place: RefObject<HTMLElement | null>,
  isOpen: boolean,
  close: () => void,
): void {
  useEffect(() => {
    if (!isOpen) return;
    const left = (event: Event) => {
      if (!place.current?.contains(event.target as Node)) close();
    };
    addEventListener("pointerdown", left);
    return () => removeEventListener("pointerdown", left);
  }, [isOpen]);
}
