import { beforeEach, expect, test, vi } from "vitest";
import { lifetime } from "../../../extension/content/lifetime.ts";

const runtime: { id: string | undefined } = { id: "knmnmonajmocpiablaamjkmkgagpdcmf" };
const lives = globalThis as { regardsLives?: AbortController };

beforeEach(() => {
  vi.stubGlobal("document", new EventTarget());
  vi.stubGlobal("chrome", { runtime });
  runtime.id = "knmnmonajmocpiablaamjkmkgagpdcmf";
  delete lives.regardsLives;
});

/** A script of the next version, in a world of its own, while this one's extension is gone. */
function next(): AbortController {
  delete lives.regardsLives;
  return lifetime();
}

test("a script lives when nothing newer starts", () =>
  expect(lifetime().signal.aborted).toBe(false));

test("a script ends, and the newer lives, when another starts in its world", () => {
  const older = lifetime();
  const newer = lifetime();
  expect([older.signal.aborted, newer.signal.aborted]).toEqual([true, false]);
});

test("a script lives on when the page says that another has started", () => {
  const { signal } = lifetime();
  document.dispatchEvent(new Event(`${runtime.id} started`));
  expect(signal.aborted).toBe(false);
});

test("a script ends when the next version starts in another world and its own extension is gone", () => {
  const id = runtime.id;
  const older = lifetime();
  // The same chrome for both here: the older one asks for its id only when it hears of the newer.
  vi.stubGlobal("chrome", {
    runtime: {
      get id() {
        return asked++ === 0 ? id : undefined;
      },
    },
  });
  let asked = 0;
  const newer = next();
  expect([older.signal.aborted, newer.signal.aborted]).toEqual([true, false]);
});
