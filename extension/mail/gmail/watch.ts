/**
 * Watches Gmail's page: its main parts, the windows of composes beside them, its address, and where
 * the person is.
 */
import { paintTimeoutMs } from "./read.ts";
import { besideMail, listenToFocus } from "./writing.ts";
import { mainsOf } from "./mains.ts";
import { safely } from "../reading/signals.ts";

const inside = { childList: true, subtree: true, attributes: true };
/** Nodes are used again for another conversation or row: their people and ids change, not they. */
const ofMail = [
  "role",
  "email",
  "aria-expanded",
  "data-message-id",
  "data-legacy-message-id",
  "data-legacy-thread-id",
  "data-thread-perm-id",
];
const ofWriting = ["role", "email", "data-hovercard-id", "value", "style"];

/** Targets of a mutation observer, each once. */
export function watchOf(page: Document): { target: Node; options: MutationObserverInit }[] {
  const main = safely(() => mainsOf(page)[0], undefined);
  const mail = main?.parentElement ?? page.body;
  const title = page.querySelector("title");
  const heading = title === null ? [] : [{ target: title, options: { childList: true } }];
  const all = { target: mail, options: { ...inside, attributeFilter: ofMail } };
  if (mail === page.body)
    return [
      ...heading,
      { ...all, options: { ...inside, attributeFilter: [...new Set([...ofMail, ...ofWriting])] } },
    ];
  return [
    ...heading,
    all,
    { target: page.body, options: { childList: true } },
    ...besideMail(page).map((target) => ({
      target,
      options: { ...inside, attributeFilter: ofWriting },
    })),
  ];
}

/**
 * Calls back for what is no mutation: another address, another part of the page that has the focus.
 * Answers what stops it.
 */
export function listenTo(page: Document, changed: () => void): () => void {
  const view = page.defaultView;
  const stop = listenToFocus(page, changed);
  let timer = 0;
  const moved = () => {
    changed();
    // Whatever is not painted by then never will be, and has to be said.
    view?.clearTimeout(timer);
    timer = view?.setTimeout(changed, paintTimeoutMs + 100) ?? 0;
  };
  for (const name of ["hashchange", "popstate"]) view?.addEventListener(name, moved);
  return () => {
    stop();
    view?.clearTimeout(timer);
    for (const name of ["hashchange", "popstate"]) view?.removeEventListener(name, moved);
  };
}
