/** Scrolls an element into view: for the `ref` of one that a press has opened. */
export function seen(element: Element | null): void {
  element?.scrollIntoView({ block: "nearest" });
}
