/**
 * Keys that belong to an input method. While it composes a character, Enter and Escape are its own:
 * they choose or throw away what it offers, and neither send nor close what is written in.
 */

/**
 * Code of a key that an input method takes; Safari ends a composition before it tells of the key
 * that ended it.
 */
const TAKEN = 229;

/** Returns true for a key that an input method takes. */
export const isOfComposition = (event: KeyboardEvent): boolean =>
  event.isComposing || event.keyCode === TAKEN;

let isDown = false;

/** Follows the keys within `target`; answers what ends that. */
export function followComposition(target: EventTarget): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  target.addEventListener(
    "keydown",
    (event) => {
      isDown = isOfComposition(event as KeyboardEvent);
    },
    { capture: true, signal },
  );
  for (const type of ["keyup", "pointerdown"])
    target.addEventListener(
      type,
      () => {
        isDown = false;
      },
      { capture: true, signal },
    );
  return () => stop.abort();
}

/**
 * Returns true while a key is down that an input method took: a form that is sent now was not sent
 * by the person.
 */
export const isComposing = (): boolean => isDown;
