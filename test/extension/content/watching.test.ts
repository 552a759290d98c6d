/** Reactions to mutations: counted by what is asked of the page, never by the clock. */
import { afterEach, describe, expect, test, vi } from "vitest";
import { followRows } from "../../../extension/content/follow-rows.ts";
import { inView } from "../../../extension/content/rows.ts";
import { watchPage } from "../../../extension/content/watching.ts";
import { fixture, gmail, loadedAt } from "../mail/page.ts";

const inbox = "https://mail.google.com/mail/u/0/#inbox";
const thread = `${inbox}/FMfcgzQcqKvLHgTNbXWrjBhDSmPVZtdR`;
const settled = () =>
  new Promise((resolve) => {
    setTimeout(resolve, 0);
  });

afterEach(() => {
  vi.unstubAllGlobals();
});

/**
 * A page that is watched, every query and every reading of a size of its counted; frames come when
 * they are called.
 */
async function watched(name: string, at: string) {
  // A page that still loads is read once more when it has.
  const page = await loadedAt(fixture(`gmail/${name}.html`), at);
  const view = page.defaultView;
  if (view === null) throw new Error("the page has no window");
  vi.stubGlobal("MutationObserver", view.MutationObserver);
  const frames: FrameRequestCallback[] = [];
  view.requestAnimationFrame = (frame) => frames.push(frame);
  const frame = () => {
    for (const each of frames.splice(0)) each(0);
  };
  const asked: string[] = [];
  for (const [prototype, method] of [
    [view.Document.prototype, "querySelector"],
    [view.Document.prototype, "querySelectorAll"],
    [view.Element.prototype, "querySelectorAll"],
    [view.Element.prototype, "getBoundingClientRect"],
  ] as const) {
    const plain = Reflect.get(prototype, method) as (...given: unknown[]) => unknown;
    Reflect.set(prototype, method, function counted(this: unknown, ...given: unknown[]) {
      asked.push(method);
      return plain.apply(this, given);
    });
  }
  const { signal } = new view.AbortController();
  let reads = 0;
  watchPage(page, gmail, signal, () => {
    reads++;
    gmail.read(page);
  });
  frame();
  asked.length = 0;
  reads = 0;
  return { page, signal, frame, frames, asked, reads: () => reads };
}

describe("a mutation", () => {
  test("asks nothing of the page and wants no frame when it is outside of what is open", async () => {
    const { page, frames, asked, reads } = await watched("conversation", thread);
    const toast = page.createElement("div");
    toast.append("Sent");
    page.body.append(toast);
    page.querySelector(".a3s")?.append(page.createElement("p"));
    asked.length = 0;
    await settled();
    toast.remove();
    await settled();
    expect({ asked, frames: frames.length, reads: reads() }).toEqual({
      asked: [],
      frames: 0,
      reads: 0,
    });
  });

  test("asks nothing of the page when the list is open and its rows are made anew", async () => {
    const { page, frames, asked } = await watched("list", inbox);
    const body = page.querySelector("tbody");
    const row = page.querySelector("tr.zA");
    asked.length = 0;
    body?.append(row ?? "");
    row?.querySelector("td")?.replaceChildren("new");
    await settled();
    expect({
      asked: asked.filter((each) => each !== "querySelector"),
      frames: frames.length,
    }).toEqual({ asked: [], frames: 0 });
  });

  test("has the page read once, in the next frame, when many are of the open message", async () => {
    const { page, frame, frames, reads } = await watched("conversation", thread);
    for (let times = 0; times < 5; times++) {
      page.querySelector(".gD")?.parentElement?.append(page.createElement("span"));
      await settled();
    }
    expect({ frames: frames.length, reads: reads() }).toEqual({ frames: 1, reads: 0 });
    frame();
    expect(reads()).toBe(1);
  });

  test.each(["[role=list]", "[role=main]", ".nH.bkK"])(
    "has the page read when %s went with the open message",
    async (part) => {
      const { page, frame, reads } = await watched("conversation", thread);
      page.querySelector(part)?.remove();
      await settled();
      frame();
      expect(reads()).toBe(1);
    },
  );
});

test("a page is read at once when what it shows says so, and in a frame when it only changed", async () => {
  const page = await loadedAt(fixture("gmail/list.html"), inbox);
  const view = page.defaultView;
  const frames: FrameRequestCallback[] = [];
  if (view === null) throw new Error("the page has no window");
  vi.stubGlobal("MutationObserver", view.MutationObserver);
  view.requestAnimationFrame = (frame) => frames.push(frame);
  const read = vi.fn();
  const life = new view.AbortController();
  let tell = { changed: () => {}, now: () => {} };
  watchPage(
    page,
    {
      ...gmail,
      listen: (_page, changed, now = changed) => {
        tell = { changed, now };
        return () => {};
      },
    },
    life.signal,
    read,
  );
  frames.splice(0).forEach((frame) => frame(0));
  read.mockClear();
  tell.now();
  expect(read).toHaveBeenCalledTimes(1);
  tell.changed();
  expect(read).toHaveBeenCalledTimes(1);
  frames.splice(0).forEach((frame) => frame(0));
  expect(read).toHaveBeenCalledTimes(2);
  life.abort();
  tell.now();
  expect(read).toHaveBeenCalledTimes(2);
});

describe("rows", () => {
  test("tell which changed without a search when one is used again, and that they moved when one is", async () => {
    const { page, signal, asked } = await watched("list", inbox);
    const changed: string[] = [];
    let moved = 0;
    followRows(page, { at: "tr.zA", attributes: ["email"], byText: true }, signal, {
      changed: (rows) => {
        for (const row of rows) changed.push(row.id);
      },
      moved: () => {
        moved++;
      },
    });
    const [first, second] = page.querySelectorAll("tr.zA");
    asked.length = 0;
    first?.querySelector("[email]")?.setAttribute("email", "other@else.example");
    await settled();
    expect({ changed, moved, asked: asked.filter((each) => each !== "querySelectorAll") }).toEqual({
      changed: [":1"],
      moved: 0,
      asked: [],
    });
    second?.after(first ?? "");
    await settled();
    expect(moved).toBe(1);
    expect(asked).not.toContain("getBoundingClientRect");
  });

  test("are left alone when a text of theirs changes that tells of nobody, and not when it does", async () => {
    for (const byText of [false, true]) {
      const { page, signal } = await watched("list", inbox);
      const changed: string[] = [];
      followRows(page, { at: "tr.zA", attributes: ["email"], byText }, signal, {
        changed: (rows) => {
          for (const row of rows) changed.push(row.id);
        },
        moved: () => undefined,
      });
      const shown = page.querySelector("tr.zA .a4W span");
      shown?.firstChild?.replaceWith("another text");
      await settled();
      expect(changed).toEqual(byText ? [":1"] : []);
      shown?.replaceChildren(page.createElement("b"));
      await settled();
      expect(changed.at(-1)).toBe(":1");
    }
  });

  test("in view are those around the window, found by few readings, when there are a thousand", () => {
    let readings = 0;
    const rows = Array.from({ length: 1000 }, (_, at) => ({
      at,
      getBoundingClientRect: () => {
        readings++;
        return { top: at * 40 - 20_000, bottom: at * 40 - 19_960 };
      },
    }));
    const seen = inView(rows, 800).map(({ at }) => at);
    expect([seen[0], seen.at(-1)]).toEqual([480, 539]);
    expect(readings).toBeLessThan(100);
  });

  test("in view are none when the list is put away", () => {
    const rows = Array.from({ length: 1000 }, () => ({
      getBoundingClientRect: () => ({ top: 0, bottom: 0 }),
    }));
    expect(inView(rows, 800)).toEqual([]);
  });
});
