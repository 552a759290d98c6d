/** Handlers for the panel's controls: they ignore scripts' events and input methods' keys. */
import { isComposing, isOfComposition } from "./composition.ts";

/**
 * Acts only on what the person did: no script presses a button here, and no input method sends a
 * form.
 */
export function act(run: () => void): (event: Event) => void {
  return (event) => {
    event.preventDefault();
    if (event.isTrusted && !(event.type === "submit" && isComposing())) run();
  };
}

/** Follows a link that the person pressed, and acts beside it; no script presses a link here. */
export function follow(run: () => void): (event: Event) => void {
  return (event) => {
    if (event.isTrusted) run();
    else event.preventDefault();
  };
}

/** Passes on a change of a field that the person made; its default stands. */
export function change(run: (value: string) => void): (event: Event) => void {
  return (event) => {
    if (event.isTrusted) run((event.currentTarget as HTMLInputElement).value);
  };
}

/** Closes by Escape what is open here and nothing further out, unless an input method composes. */
export function onEscape(close: () => void): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.key !== "Escape" || isOfComposition(event) || !event.isTrusted) return;
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
      event.isTrusted && !isOfComposition(event) && Object.hasOwn(keys, event.key)
        ? keys[event.key]
        : undefined;
    if (press === undefined || !press()) return;
    event.preventDefault();
    event.stopPropagation();
  };
}
