/** Links in charts: the router knows those of HTML alone, and the page would load again. */

/** Returns a handler that opens the address of a drawn link by `route`. */
export const followDrawn =
  (route: (address: string) => void) =>
  (event: MouseEvent): void => {
    const isPlain = !(event.ctrlKey || event.metaKey || event.altKey || event.shiftKey);
    if (!isPlain || event.button !== 0 || !(event.target instanceof SVGElement)) return;
    const address = event.target.closest("a")?.getAttribute("href");
    if (address == null || !address.startsWith("/")) return;
    event.preventDefault();
    route(address);
  };
