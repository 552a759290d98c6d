/**
 * The end of writing. Ends of this kind: sent, saved as a draft, refused, the connection lost, thrown
 * away: the first alone is told, once.
 */
import { expect, test, vi } from "vitest";
import { followSending } from "../../../extension/mail/roundcube/sending.ts";
import { followComposer } from "../../../extension/mail/sogo/sending.ts";
import { fill, pageAt } from "./page.ts";

const script = (call: string) =>
  `<html><head><meta name="generator" content="Roundcube"></head><body><script type="text/plain">` +
  `if(window.parent && parent.rcmail){ parent.rcmail.${call}; }</script></body></html>`;

function roundcubeAnswers(html: string, name = "savetarget"): number {
  const page = pageAt("<body></body>", "https://mail.example/?_task=mail&_action=compose");
  const sent = vi.fn();
  const stop = followSending(page, sent);
  const frame = page.createElement("iframe");
  frame.setAttribute("name", name);
  page.body.append(frame);
  fill(frame, html);
  const Happening = page.defaultView?.Event ?? Event;
  frame.dispatchEvent(new Happening("load"));
  stop();
  frame.dispatchEvent(new Happening("load"));
  return sent.mock.calls.length;
}

test.each<[string, string, string | undefined, number]>([
  ["sent", script(`sent_successfully("confirmation","Sent.",["Sent"],false)`), undefined, 1],
  ["saved", script(`set_draft_id("7-1")`), undefined, 0],
  ["refused", script(`display_message("SMTP error","error")`), undefined, 0],
  ["lost", "<body>Bad gateway</body>", undefined, 0],
  ["empty", "", undefined, 0],
  ["sent in a frame of something else", script(`sent_successfully("")`), "other", 0],
])("Roundcube's answer is told %#: %s", (_end, html, name, times) => {
  expect(roundcubeAnswers(html, name)).toBe(times);
});

test.each([
  ["sending", 0],
  ["sent", 1],
  ["error", 0],
])("SOGo's composer tells that it was sent when it shows: %s", async (state, times) => {
  const page = pageAt(
    "<md-dialog class=sg-mail-editor><div></div></md-dialog>",
    "https://m.example/",
  );
  vi.stubGlobal("MutationObserver", page.defaultView?.MutationObserver);
  const sent = vi.fn();
  const composer = page.querySelector("md-dialog") as Element;
  const stop = followComposer(composer, sent);
  const shown = page.createElement("div");
  shown.setAttribute("ng-switch-when", state);
  composer.querySelector("div")?.append(shown);
  await new Promise((resolve) => setTimeout(resolve));
  composer.remove();
  await new Promise((resolve) => setTimeout(resolve));
  stop();
  vi.unstubAllGlobals();
  expect(sent).toHaveBeenCalledTimes(times);
});
