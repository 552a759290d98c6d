/** Which content script a page gets. */
import { expect, test } from "vitest";
import { scriptFor, scriptOf } from "../../../extension/entrypoints/background/scripts.ts";

test.each([
  ["https://mail.google.com/*", "gmail"],
  ["https://outlook.office.com/*", "sites"],
  ["https://mail.yahoo.com:443/*", "sites"],
  ["http://127.0.0.1/*", "mail"],
  ["https://webmail.harlow.example/*", "mail"],
  ["https://*/*", "mail"],
  ["*://*.google.com/*", "mail"],
])("script of a pattern is that of its webmail when the pattern is %s", (origin, name) => {
  expect(scriptOf(origin)).toBe(`content-scripts/${name}.js`);
});

test("script of a page goes by its host when it looks like another webmail", () => {
  expect(scriptFor("mail.google.com", "roundcube", [])).toBe("content-scripts/gmail.js");
  expect(scriptFor("webmail.harlow.example", "roundcube", [])).toBe("content-scripts/roundcube.js");
});

test("page gets no script when it is no webmail that is known", () => {
  expect(scriptFor("intranet.harlow.example", null, [])).toBeNull();
  // The name comes from a content script: it must not become a path.
  expect(scriptFor("intranet.harlow.example", "../background", [])).toBeNull();
});

test("page is read as far as it can be when the person asked for its host alone", () => {
  expect(scriptFor("mail.harlow.example", null, ["mail.harlow.example"])).toBe(
    "content-scripts/generic.js",
  );
  expect(scriptFor("other.harlow.example", null, ["mail.harlow.example"])).toBeNull();
  expect(scriptFor("mail.harlow.example", "roundcube", ["mail.harlow.example"])).toBe(
    "content-scripts/roundcube.js",
  );
});
