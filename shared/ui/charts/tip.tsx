/** The small text over a mark, on hover and focus; what it says stands in the table too. */
import { createContext, type ComponentChildren } from "preact";
import { useContext, useEffect, useRef, useState } from "preact/hooks";

export type TipText = { title: string; lines: string[] };
type Shown = TipText & { x: number; y: number; width: number };
type Show = (text: TipText | null, mark?: Element) => void;

const TipContext = createContext<Show>(() => undefined);

/** Handlers that show `text` over the mark that carries them. */
export function useTip(): (text: TipText) => {
  onPointerEnter(event: PointerEvent): void;
  onPointerLeave(): void;
  onFocus(event: FocusEvent): void;
  onBlur(): void;
} {
  const show = useContext(TipContext);
  const over = (text: TipText) => (event: Event) => {
    if (event.currentTarget instanceof Element) show(text, event.currentTarget);
  };
  return (text) => ({
    onPointerEnter: over(text),
    onPointerLeave: () => show(null),
    onFocus: over(text),
    onBlur: () => show(null),
  });
}

/** The place that marks are in; Escape takes the text away (WCAG 2.2, 1.4.13). */
export function TipPlace({ children }: { children: ComponentChildren }) {
  const place = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState<Shown | null>(null);
  const show: Show = (text, mark) => {
    if (text === null || mark === undefined || place.current === null) return setShown(null);
    const box = place.current.getBoundingClientRect();
    const { left, top, width } = mark.getBoundingClientRect();
    setShown({ ...text, x: left - box.left + width / 2, y: top - box.top, width: box.width });
  };
  useEffect(() => {
    if (shown === null) return;
    const close = ({ key }: KeyboardEvent) => key === "Escape" && setShown(null);
    document.addEventListener("keydown", close);
    return () => document.removeEventListener("keydown", close);
  }, [shown]);
  return (
    <div class="chart-place" ref={place}>
      <TipContext.Provider value={show}>{children}</TipContext.Provider>
      {shown !== null && <Tip shown={shown} />}
    </div>
  );
}

const half = 110;

function Tip({ shown: { title, lines, x, y, width } }: { shown: Shown }) {
  const at = Math.max(Math.min(x, width - half), Math.min(half, width / 2));
  return (
    <div class="chart-tip" aria-hidden="true" style={{ left: `${at}px`, top: `${y - 8}px` }}>
      <strong>{title}</strong>
      {lines.map((line) => (
        <span key={line}>{line}</span>
      ))}
    </div>
  );
}
