/**
 * Hidden fields of a page: a composer's people stand in some, everything else in them is none of
 * our business.
 */
import { expect, test } from "vitest";
import { peopleSignals } from "../../../extension/mail/described/description-people.ts";
import { textSignals } from "../../../extension/mail/described/description-signals.ts";
import { pageAt } from "./page.ts";

const page = pageAt(
  `<form>
  <input type="hidden" name="to" value='"Whitfield, Dana" &lt;dana@harlow-marine.example&gt;'>
  <input type="hidden" name="token" value="secret@token.example"><input type="password" name="to" value="secret@password.example">
</form>`,
  "https://mail.google.com/mail/u/0/#inbox?compose=new",
);

test("composer's people are read when they stand in its hidden fields", () => {
  const [signal] = peopleSignals(
    [
      {
        since: "2014-12",
        at: "[name=to]",
        address: [{ attribute: "value", take: "<([^<>]+)>\\s*$" }, { attribute: "value" }],
      },
    ],
    "to",
    (document) => document,
    "",
  );
  expect(signal?.read(page)?.map(({ address }) => address)).toEqual(["dana@harlow-marine.example"]);
});

test("nothing is read when any other field is hidden or secret", () => {
  const [signal] = textSignals(
    [{ since: "2026-01", at: "[name=token], [type=password]", attribute: "value" }],
    (document) => document,
    "",
  );
  expect(signal?.read(page)).toBeNull();
});
