/** What keeps the page and the overlay out of each other's way. */

/** Webmails listen for bare letters ("e" archives): nothing typed or pasted here may reach them. */
const typed = [
  "keydown", "keypress", "keyup", "beforeinput", "input", "paste", "copy", "cut",
  "compositionstart", "compositionupdate", "compositionend",
];

/** Stops typing at the shadow root; answers the function that lets it pass again. */
export function keepInside(shadow: ShadowRoot): () => void {
  const stop = (event: Event) => event.stopPropagation();
  for (const type of typed) shadow.addEventListener(type, stop);
  return () => {
    for (const type of typed) shadow.removeEventListener(type, stop);
  };
}

/** Acts only on what the person did: no script presses a button here. */
export function act(run: () => void): (event: Event) => void {
  return (event) => {
    event.preventDefault();
    if (event.isTrusted) run();
  };
}

/** The same for a change of a field, whose default must stand. */
export function change(run: (value: string) => void): (event: Event) => void {
  return (event) => {
    if (event.isTrusted) run((event.currentTarget as HTMLInputElement).value);
  };
}

/** Escape closes what is open here and nothing further out. */
export function onEscape(close: () => void): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.key !== "Escape" || !event.isTrusted) return;
    event.stopPropagation();
    close();
  };
}
