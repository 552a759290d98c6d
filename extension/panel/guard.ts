/** What keeps the page and the overlay out of each other's way. */
import { followComposition, isComposing, isOfComposition } from "./composition.ts";

/** Webmails listen for bare letters ("e" archives): nothing typed or pasted here may reach them. */
const typed = [
  "keydown",
  "keypress",
  "keyup",
  "beforeinput",
  "input",
  "paste",
  "copy",
  "cut",
  "compositionstart",
  "compositionupdate",
  "compositionend",
];

/**
 * One for all content scripts of this page: the first of them, which is there before the page's own scripts, takes what is
 * typed in the overlay that a later one shows. Content scripts have a global object of their own, which no page can reach.
 */
type Guarded = {
  /** The shadow roots whose typing is ours. */
  roots: Set<ShadowRoot>;
  /** Copies of what a person typed, handed on by `takeTyping`: as trustworthy as the originals. */
  handedOn: WeakSet<Event>;
  taking: boolean;
};
const guarded = ((globalThis as { regardsGuarded?: Guarded }).regardsGuarded ??= {
  roots: new Set(),
  handedOn: new WeakSet(),
  taking: false,
});
const { roots, handedOn } = guarded;
const byPerson = (event: Event) => event.isTrusted || handedOn.has(event);

/** Stops typing at the shadow root; answers the function that lets it pass again. */
export function keepInside(shadow: ShadowRoot): () => void {
  const stop = (event: Event) => event.stopPropagation();
  for (const type of typed) shadow.addEventListener(type, stop);
  const unfollow = followComposition(shadow);
  roots.add(shadow);
  return () => {
    unfollow();
    for (const type of typed) shadow.removeEventListener(type, stop);
    roots.delete(shadow);
  };
}

/**
 * Takes what is typed in the overlay before the page can hear it: a listener of the page that catches on its way down
 * would see every key. Must be called before the page's first script; the overlay gets copies that stay inside it.
 */
export function takeTyping(view: Window): void {
  if (guarded.taking) return;
  guarded.taking = true;
  const take = (event: Event) => {
    const inner = [...roots].find(({ host }) => host === event.target)?.activeElement ?? null;
    if (inner === null || !event.isTrusted) return;
    event.stopImmediatePropagation();
    const copy = copyOf(event);
    handedOn.add(copy);
    if (!inner.dispatchEvent(copy)) event.preventDefault();
  };
  for (const type of typed) view.addEventListener(type, take, true);
}

const asked =
  "key code keyCode location repeat isComposing ctrlKey shiftKey altKey metaKey data inputType".split(
    " ",
  );

/**
 * A plain event, for Firefox lets those of the keyboard out of a shadow root whatever their `composed` says. What handlers
 * ask of it is put on as properties, which only our own world sees.
 */
function copyOf(event: Event): Event {
  const copy = new Event(event.type, {
    bubbles: true,
    composed: false,
    cancelable: event.cancelable,
  });
  for (const name of asked) if (name in event) Reflect.set(copy, name, Reflect.get(event, name));
  return copy;
}

/** Acts only on what the person did: no script presses a button here, and no input method sends a form. */
export function act(run: () => void): (event: Event) => void {
  return (event) => {
    event.preventDefault();
    if (byPerson(event) && !(event.type === "submit" && isComposing())) run();
  };
}

/** The same for a change of a field, whose default must stand. */
export function change(run: (value: string) => void): (event: Event) => void {
  return (event) => {
    if (byPerson(event)) run((event.currentTarget as HTMLInputElement).value);
  };
}

/** Escape closes what is open here and nothing further out; within a composition it is the input method's. */
export function onEscape(close: () => void): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.key !== "Escape" || isOfComposition(event) || !byPerson(event)) return;
    event.stopPropagation();
    close();
  };
}

/** Keys that do something of their own here; while an input method composes, they are its own. */
export function onKeys(
  keys: Readonly<Record<string, () => boolean>>,
): (event: KeyboardEvent) => void {
  return (event) => {
    const press =
      byPerson(event) && !isOfComposition(event) && Object.hasOwn(keys, event.key)
        ? keys[event.key]
        : undefined;
    if (press === undefined || !press()) return;
    event.preventDefault();
    event.stopPropagation();
  };
}
