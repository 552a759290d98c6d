/** Which mutations of Gmail's page have it read again, held against reading it anew. */
import { describe, expect, test } from "vitest";
import { gmailDescription } from "../../../extension/mail/gmail/description.ts";
import { gmailOf } from "../../../extension/mail/gmail/gmail.ts";
import { looked } from "../../../extension/mail/described/looks.ts";
import { fixture, pageAt } from "./page.ts";

const adapter = gmailOf(looked(gmailDescription));
const thread = "https://mail.google.com/mail/u/0/#inbox/FMfcgzQcqKvLHgTNbXWrjBhDSmPVZtdR";

/**
 * Writes another text; answers whether that concerns what is open, and whether another answer is
 * read.
 */
function written(
  page: Document,
  old: ChildNode,
  text: string,
): { concerns: boolean; differs: boolean } {
  const before = JSON.stringify(adapter.read(page));
  const view = page.defaultView;
  if (view === null) throw new Error("the page has no window");
  const observer = new view.MutationObserver(() => undefined);
  for (const { target, options } of adapter.watch(page)) observer.observe(target, options);
  old.replaceWith(text);
  const records = observer.takeRecords();
  observer.disconnect();
  return {
    concerns: records.some((record) => adapter.concerns?.(record) ?? true),
    differs: JSON.stringify(adapter.read(page)) !== before,
  };
}

describe("Gmail", () => {
  test("is not read again when how long ago a mail came is written anew", () => {
    const page = pageAt(fixture("gmail/conversation.html"), thread);
    const times = [...page.querySelectorAll(".g3")];
    expect(times.length).toBeGreaterThan(1);
    for (const { firstChild } of times)
      expect(firstChild && written(page, firstChild, "2:02 PM (3 minutes ago)")).toEqual({
        concerns: false,
        differs: false,
      });
  });

  test("is read again when the subject is written anew", () => {
    const page = pageAt(fixture("gmail/conversation.html"), thread);
    const subject = page.querySelector("h2.hP")?.firstChild;
    expect(subject && written(page, subject, "Another subject")).toEqual({
      concerns: true,
      differs: true,
    });
  });

  test("is read again when any text of its page changes an answer", () => {
    const html = fixture("gmail/conversation.html");
    const textsOf = (page: Document) =>
      [...page.querySelectorAll("body *")].flatMap((element) =>
        [...element.childNodes].filter((node) => node.nodeType === 3),
      );
    let changed = 0;
    let quiet = 0;
    for (let at = 0; at < textsOf(pageAt(html, thread)).length; at++) {
      const page = pageAt(html, thread);
      const text = textsOf(page)[at];
      if (text === undefined) continue;
      const { parentElement } = text;
      const { concerns, differs } = written(page, text, "Anew <new@else.example>");
      if (differs) expect(concerns, parentElement?.outerHTML).toBe(true);
      if (differs) changed++;
      if (!concerns) quiet++;
    }
    expect({ changed: changed > 0, quiet: quiet > 0 }).toEqual({ changed: true, quiet: true });
  });
});
