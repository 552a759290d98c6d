/**
 * SOGo's round button for a new message, which it places by the window's width: where the dock
 * takes some of that, it would stand on the list.
 */

/**
 * From these widths on, in pixels, it stands by the window's width; from the second on also while
 * the list is folded away.
 */
const byWindow = 600;
const wide = 1024;

function move(page: Document): void {
  const window = page.defaultView;
  if (window === null) return;
  const taken = window.innerWidth - page.body.offsetWidth;
  for (const button of page.querySelectorAll<HTMLElement>(".sg-fab-bottom-center")) {
    const { classList } = button;
    const atEdge =
      classList.contains("sg-center-close") &&
      (window.innerWidth < wide || classList.contains("sg-sidenav-close"));
    button.style.translate =
      taken > 0 && window.innerWidth >= byWindow && !atEdge ? `${taken}px` : "";
  }
}

/**
 * Keeps the button where SOGo means it to be, whatever of the window the page has. Answers what
 * stops it.
 */
export function keepButton(page: Document): () => void {
  const window = page.defaultView;
  if (window?.ResizeObserver === undefined) return () => undefined;
  const again = () => move(page);
  const resized = new window.ResizeObserver(again);
  resized.observe(page.body);
  // Each mailbox has a button of its own.
  window.addEventListener("hashchange", again);
  return () => {
    resized.disconnect();
    window.removeEventListener("hashchange", again);
  };
}
