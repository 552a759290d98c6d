import { expect, test } from "vitest";
import { fresh, fromField, textOrNull, toField } from "../../../../extension/panel/log/drafts.ts";

const at = "2026-11-21T14:02:31.000Z";
test("a draft's instant survives the form when the field was not touched", () => {
  expect(fromField(toField(at), at)).toBe(at);
});
test("a draft's instant is the field's, in the reader's zone, when it was changed", () => {
  expect(fromField("2026-11-20T09:30", at)).toBe(new Date(2026, 10, 20, 9, 30).toISOString());
});
test("a draft keeps its instant when the field was emptied", () => {
  expect(fromField("", at)).toBe(at);
});
test("a fresh call is ours, a fresh note has no direction", () => {
  expect(fresh("call", new Date(at))).toMatchObject({
    kind: "call",
    direction: "out",
    occurredAt: at,
  });
  expect(fresh("note", new Date(at)).direction).toBeNull();
});
test("blank text is no text", () => {
  expect([textOrNull("  "), textOrNull(" a ")]).toEqual([null, "a"]);
});
