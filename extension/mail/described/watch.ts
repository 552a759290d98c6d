/** Watches a described page: few and small parts, and only what can change an answer. */
import type { Description } from "../../../shared/contract/webmail.ts";
import type { Adapter } from "../adapter.ts";
import type { Shown } from "./concerns.ts";
import { shownIn, writesBeside, type Facts } from "./facts.ts";
import { elementSignals } from "./description-signals.ts";
import { listenToFrame } from "../reading/frame.ts";
import { ask, safely } from "../reading/signals.ts";

type Watched = ReturnType<Adapter["watch"]>;

/** Every selector and every attribute that stands in a part of a description. */
function named(part: unknown, key = ""): string[] {
  if (typeof part === "string")
    return key === "at" || key === "around" ? [part] : key === "attribute" ? [`[${part}]`] : [];
  return typeof part === "object" && part !== null
    ? Object.entries(part).flatMap(([name, one]) => named(one, Array.isArray(part) ? key : name))
    : [];
}

/**
 * The attributes that stand in a part of a description, and the class where one stands in
 * `classes`, a part of it.
 */
export function attributesIn(part: unknown, classes = part): string[] {
  const all = named(part).flatMap((selector) =>
    Array.from(selector.matchAll(/\[([a-z][\w-]*)/g), (match) => match[1] ?? ""),
  );
  const byClass = named(classes).some((selector) => /\.[a-z_-]/i.test(selector));
  return [...new Set([...all, ...(byClass ? ["class"] : [])])].filter((name) => name !== "value");
}

/**
 * The attributes by which what is open may change: those of its ways, and the class where that
 * tells what is open. Rows are followed by themselves.
 */
export function attributesOf({ thread, message, compose, rows, frame }: Description): string[] {
  return attributesIn(
    [thread, message, compose, frame === undefined ? null : rows],
    [thread.at, thread.id, message.at, compose?.at],
  );
}

/**
 * Returns what to watch of a page, by what is open in it now; that is kept in `known`, by the
 * document that shows it.
 */
export function watchOf(
  site: Description,
  facts: Facts,
  known: WeakMap<Document, Shown>,
): (page: Document) => Watched {
  const wide = {
    childList: true,
    subtree: true,
    characterData: true,
    attributes: true,
    attributeOldValue: true,
    attributeFilter: attributesOf(site),
  };
  const first = (page: Document, ways: Description["watch"]) =>
    ask(
      page,
      elementSignals(ways ?? [], (one) => shownIn(site, one), ""),
    );
  return (page) =>
    safely((): Watched => {
      const shown = shownIn(site, page);
      const thread = facts.thread(page);
      const compose = (thread === null ? facts.writing : facts.answer)(page);
      if (shown !== null)
        known.set(shown, { thread, compose, empty: thread?.childElementCount === 0 });
      const around = (element: HTMLElement | null) =>
        element === shown?.body ? element : (element?.parentElement ?? null);
      // Where the list tells which message it is, its mark may come last.
      const byList = site.thread.id.some((way) => way.within === "page");
      const beside = byList ? first(page, site.watch) : null;
      const open =
        thread === null
          ? [around(compose), first(page, site.watch) ?? shown?.body ?? null]
          : [around(thread), beside, thread.contains(compose) ? null : compose];
      const parts = new Set(
        [
          ...open,
          byList || site.frame !== undefined ? first(page, site.rows?.within) : null,
        ].filter((one) => one !== null),
      );
      const watched: Watched = Array.from(parts, (target) => ({ target, options: wide }));
      // A part that is taken out with what is around it changes nothing in itself.
      for (const part of parts) {
        for (let at = part.parentElement; at !== null && !parts.has(at); at = at.parentElement) {
          parts.add(at);
          watched.push({ target: at, options: { childList: true } });
        }
      }
      // Wherever in the page a composer may come. Last: it takes the place of what was said of the
      // same element.
      if (thread !== null && shown !== null && writesBeside(site) && !open.includes(shown.body))
        watched.push({ target: shown.body, options: { childList: true, subtree: true } });
      const title = page.querySelector("title");
      return title === null
        ? watched
        : [{ target: title, options: { childList: true } }, ...watched];
    }, [{ target: page.body, options: { childList: true, subtree: true } }]);
}

/** Hears of another address of the page, and of another document in its frame. */
export function listenIn(
  site: Description,
  page: Document,
  changed: () => void,
  now?: () => void,
): () => void {
  const view = page.defaultView;
  const frame = site.frame === undefined ? null : page.querySelector<HTMLIFrameElement>(site.frame);
  const stop = listenToFrame(frame, changed, now);
  // What `history.pushState` does is told by this alone, where the browser has it.
  const entries = (view as { navigation?: EventTarget } | null)?.navigation;
  view?.addEventListener("hashchange", changed);
  view?.addEventListener("popstate", changed);
  entries?.addEventListener("currententrychange", changed);
  return () => {
    stop();
    view?.removeEventListener("hashchange", changed);
    view?.removeEventListener("popstate", changed);
    entries?.removeEventListener("currententrychange", changed);
  };
}
