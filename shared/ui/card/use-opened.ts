/** The one explanation that is open on a card, and what opens and closes it. */
import { useRef, useState } from "preact/hooks";
import type { RefObject } from "preact";
import { onEscape } from "../guard.ts";
import type { Opened, Version } from "./explanation.tsx";

/**
 * `area` goes to the element around the card, as does `onKeyDown`: Escape closes what is open and
 * gives the focus back to the number that opened it.
 */
export function useOpened(version: Version): {
  opened: Opened;
  area: RefObject<HTMLDivElement | null>;
  onKeyDown: ((event: KeyboardEvent) => void) | undefined;
} {
  const [open, setOpen] = useState<string | null>(null);
  const area = useRef<HTMLDivElement>(null);
  const close = () => {
    const opener = [...(area.current?.querySelectorAll<HTMLElement>("[data-measure]") ?? [])].find(
      (one) => one.dataset["measure"] === open,
    );
    setOpen(null);
    opener?.focus();
  };
  const toggle = (id: string) => (id === open ? close() : setOpen(id));
  return {
    opened: { open, toggle, version },
    area,
    onKeyDown: open === null ? undefined : onEscape(close),
  };
}
