/**
 * Waking up for the outbox: by a timer while the service worker lives, by an alarm after it was
 * stopped.
 */

const name = "outbox";
/** The shortest the browser grants an alarm. */
const shortest = 30_000;
let timer: ReturnType<typeof setTimeout> | undefined;
let flush: () => void = () => undefined;

/** Asks for a flush in so many milliseconds; the last wish counts. */
export function wakeIn(milliseconds: number): void {
  clearTimeout(timer);
  timer = setTimeout(() => flush(), milliseconds);
  void chrome.alarms.create(name, { when: Date.now() + Math.max(shortest, milliseconds) });
}

/**
 * Calls `then` whenever the outbox should be tried: asked for, or the network came back. Call at
 * the start of the worker.
 */
export function onWake(then: () => void): void {
  flush = then;
  chrome.alarms.onAlarm.addListener((alarm) => {
    if (alarm.name === name) then();
  });
  globalThis.addEventListener("online", then);
}
