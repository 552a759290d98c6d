/** Where the person is in Gmail's page, and so which of several composes is meant. */
import { conversationToken } from "./place.ts";
import { isHidden, mainsOf } from "./mains.ts";

/** The part of the page that last had the focus, and the conversation that was open then. */
const lasts = new WeakMap<Document, { element: Element; token: string | null }>();
export const composes = ".M9, [role=dialog]";

/**
 * The element that says where the person is: in a compose, or in the mail. Focus elsewhere
 * (nowhere, in the panel, in a list of suggestions) says nothing, so that what is shown stays.
 */
export function whereIs(page: Document): Element | null {
  const token = conversationToken(page.location);
  const at = page.activeElement;
  const says =
    at !== null &&
    at.localName !== "regards-panel" &&
    (at.closest(composes) !== null || mainsOf(page).some((main) => main.contains(at)));
  if (says) lasts.set(page, { element: at, token });
  const last = lasts.get(page);
  // A conversation opened since then has the person's eye.
  return last === undefined ||
    !last.element.isConnected ||
    last.token !== token ||
    isHidden(last.element)
    ? null
    : last.element;
}

/**
 * Of the elements that are composes or answers, the one with the person in it; else the last in
 * sight.
 */
export function meant(page: Document, found: HTMLElement[]): HTMLElement | null {
  const where = whereIs(page);
  return (
    found.find((one) => where !== null && one.contains(where)) ??
    found.findLast((one) => !isHidden(one)) ??
    null
  );
}

/**
 * The parts of the page beside its mail, where the windows of composes are; never what holds the
 * lists.
 */
export function besideMail(page: Document): HTMLElement[] {
  const mains = mainsOf(page);
  return [...page.body.children].filter(
    (one): one is HTMLElement =>
      one.localName === "div" && !mains.some((main) => one.contains(main)),
  );
}

/** The fields that a compose has at the least. */
const fields = "form, [name=to], input[name=subjectbox]";

/** The compose of this shape that is meant. */
export function findCompose(page: Document, at: string): HTMLElement | null {
  const found = besideMail(page)
    .filter((part) => part.querySelector(fields) !== null)
    .flatMap((part) => [
      ...(part.matches(at) ? [part] : []),
      ...part.querySelectorAll<HTMLElement>(at),
    ]);
  const here = page.activeElement?.closest<HTMLElement>(at);
  if (here && !found.includes(here) && here.closest(".ip.adB") === null) found.push(here);
  return meant(
    page,
    found.filter((one) => one.querySelector(fields) !== null),
  );
}

/** Calls `changed` when the person goes to another part of the page. Answers what stops it. */
export function listenToFocus(page: Document, changed: () => void): () => void {
  let before = lasts.get(page)?.element;
  const moved = () => {
    const now = whereIs(page)?.closest(composes) ?? undefined;
    if (now !== before) changed();
    before = now;
  };
  page.addEventListener("focusin", moved, { passive: true });
  page.addEventListener("focusout", moved, { passive: true });
  return () => {
    page.removeEventListener("focusin", moved);
    page.removeEventListener("focusout", moved);
  };
}
