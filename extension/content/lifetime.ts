/** The lifetime of a content script in its page. */

/**
 * Of all content scripts of one start of the extension: they have one global object, which no page
 * can reach.
 */
type World = { regardsLives?: AbortController };

/**
 * Begins a life: its signal aborts when a newer script of ours starts in the page, of this version
 * or, once this one is gone, of the next.
 */
export function lifetime(): AbortController {
  const life = new AbortController();
  const world = globalThis as World;
  world.regardsLives?.abort();
  world.regardsLives = life;
  // The next version may stand in a world of its own; then the page's events alone reach what this
  // one left.
  const started = `${chrome.runtime.id} started`;
  document.dispatchEvent(new Event(started));
  document.addEventListener(
    started,
    () => {
      // The page can tell this as well, and ends nothing by it as long as the extension is there.
      if (chrome.runtime?.id === undefined) life.abort();
    },
    { signal: life.signal },
  );
  return life;
}
