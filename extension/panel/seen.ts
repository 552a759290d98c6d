/**
 * What opens is seen: for the `ref` of what a press brings, also below what is scrolled into view.
 */
export function seen(element: Element | null): void {
  element?.scrollIntoView({ block: "nearest" });
}
