/**
 * When a preview's document is told of: as soon as it is parsed. The frame is played, for its
 * moments have to be stopped at.
 */
import { expect, test, vi } from "vitest";
import { listenToFrame } from "../../../extension/mail/reading/frame.ts";

type Played = EventTarget & { readyState: string };
const documentOf = (readyState: string): Played => Object.assign(new EventTarget(), { readyState });
const pass = (milliseconds: number) =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

/** A frame that shows a message, and leaves it. */
function leaving() {
  const view = new EventTarget();
  const frame = Object.assign(new EventTarget(), {
    contentWindow: view,
    contentDocument: documentOf("complete"),
  });
  const changed = vi.fn();
  const parsed = vi.fn();
  const stop = listenToFrame(frame as unknown as HTMLIFrameElement, changed, parsed);
  view.dispatchEvent(new Event("pagehide"));
  return { frame, changed, parsed, stop };
}

/** The document goes on to be parsed. */
function parse(page: Played): void {
  page.readyState = "interactive";
  page.dispatchEvent(new Event("readystatechange"));
}

test("a frame tells at once, and once, when its next document is parsed, and when that has loaded", async () => {
  const { frame, changed, parsed } = leaving();
  frame.contentDocument = documentOf("loading");
  await pass(40);
  expect(parsed).not.toHaveBeenCalled();
  parse(frame.contentDocument);
  expect(parsed).toHaveBeenCalledTimes(1);
  await pass(40);
  expect(parsed).toHaveBeenCalledTimes(1);
  expect(changed).not.toHaveBeenCalled();
  frame.dispatchEvent(new Event("load"));
  expect(changed).toHaveBeenCalledTimes(1);
});

test("a frame tells of the document after it when one is left before it is parsed", async () => {
  const { frame, changed } = leaving();
  frame.contentDocument = documentOf("loading");
  await pass(40);
  frame.contentDocument = documentOf("interactive");
  await pass(40);
  expect(changed).toHaveBeenCalledTimes(1);
});

test("a frame tells no more when it is stopped before its next document", async () => {
  const { frame, changed, stop } = leaving();
  stop();
  frame.contentDocument = documentOf("interactive");
  await pass(40);
  expect(changed).not.toHaveBeenCalled();
});
