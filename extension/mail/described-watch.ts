/** What of a described page is watched: few and small parts, and only what can change an answer. */
import type { Description } from "../../shared/contract/webmail.ts";
import type { Adapter } from "./adapter.ts";
import { shownIn, type Facts } from "./described-facts.ts";
import { elementSignals } from "./description-signals.ts";
import { listenToFrame } from "./frame.ts";
import { ask, safely } from "./signals.ts";

type Watched = ReturnType<Adapter["watch"]>;

/** Every selector and every attribute that stands in a part of a description. */
function named(part: unknown, key = ""): string[] {
  if (typeof part === "string") return key === "at" || key === "around" ? [part] : key === "attribute" ? [`[${part}]`] : [];
  return typeof part === "object" && part !== null ? Object.entries(part).flatMap(([name, one]) => named(one, Array.isArray(part) ? key : name)) : [];
}

/** The attributes by which a site's answers may change: those of its ways, and the class where that tells what is open. */
export function attributesOf({ thread, message, compose, rows }: Description): string[] {
  const all = named([thread, message, compose, rows]).flatMap((selector) => Array.from(selector.matchAll(/\[([a-z][\w-]*)/g), (match) => match[1] ?? ""));
  const byClass = named([thread.at, thread.id, message.at, compose?.at]).some((selector) => /\.[a-z_-]/i.test(selector));
  return [...new Set([...all, ...(byClass ? ["class"] : [])])].filter((name) => name !== "value");
}

/** What to watch of a page, by what is open in it now. */
export function watchOf(site: Description, facts: Facts): (page: Document) => Watched {
  const wide = { childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: attributesOf(site) };
  const first = (page: Document, ways: Description["watch"]) => ask(page, elementSignals(ways ?? [], (one) => shownIn(site, one), ""));
  return (page) => safely((): Watched => {
    const shown = shownIn(site, page);
    const thread = ask(page, facts.threads);
    const around = (element: HTMLElement | null) => (element === shown?.body ? element : element?.parentElement ?? null);
    // Where the list tells which message it is, its mark may come last.
    const beside = site.thread.id.some((way) => way.within === "page") ? first(page, site.watch) : null;
    const open = thread === null ? [around(ask(page, facts.composes)), first(page, site.watch) ?? shown?.body ?? null] : [around(thread), beside];
    const parts = new Set([...open, first(page, site.rows?.within)].filter((one) => one !== null));
    const watched: Watched = Array.from(parts, (target) => ({ target, options: wide }));
    // A part that is taken out with what is around it changes nothing in itself.
    for (const part of parts) {
      for (let at = part.parentElement; at !== null && !parts.has(at); at = at.parentElement) {
        parts.add(at);
        watched.push({ target: at, options: { childList: true } });
      }
    }
    const title = page.querySelector("title");
    return title === null ? watched : [{ target: title, options: { childList: true } }, ...watched];
  }, [{ target: page.body, options: { childList: true, subtree: true } }]);
}

/** Hears of another address of the page, and of another document in its frame. */
export function listenIn(site: Description, page: Document, changed: () => void): () => void {
  const view = page.defaultView;
  const frame = site.frame === undefined ? null : page.querySelector<HTMLIFrameElement>(site.frame);
  const stop = listenToFrame(frame, changed);
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
