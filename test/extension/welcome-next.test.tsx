// @vitest-environment jsdom
/** The kind: a page that names a command which the reader's role, or the lack of one, forbids. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { render } from "preact";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { Next } from "../../extension/entrypoints/welcome/next.tsx";
import { compileMessages } from "../../shared/locales/compile.ts";
import { translator } from "../../shared/locales/translate.ts";
import type { Wordings } from "../../shared/locales/wordings.ts";
import type { Page } from "../../extension/pages/page.tsx";
import { defaults } from "../../extension/sync/settings.ts";
import type { Status } from "../../extension/sync/messages.ts";

const locales = join(import.meta.dirname, "../../shared/locales");
const languages = ["en", "zh_CN"] as const;

function textOf(role: NonNullable<Status["me"]>["user"]["role"] | null, locale: Page["locale"]) {
  const me: Status["me"] = role && {
    user: {
      id: "0199a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b",
      address: "a@own.example",
      name: null,
      role,
    },
    book: { name: "Demo book", currency: "GBP", ownDomains: [], subjects: true },
  };
  const wordings = parse(readFileSync(join(locales, `pages/${locale}.yml`), "utf8")) as Wordings;
  const page: Page = {
    status: { me, connection: "online", waiting: 0, failed: 0, newer: 0, settings: defaults },
    locale,
    t: translator(compileMessages(wordings), locale),
    dark: false,
  };
  render(<Next page={page} />, document.body);
  return document.body.textContent;
}

test.each(languages)("Next names the shortcut for logging when %s is read by who may log", (to) => {
  for (const role of ["rep", "manager", "admin"] as const)
    expect(textOf(role, to)).toMatch(/Alt\+Shift\+R.*Alt\+Shift\+L/);
});

test.each(languages)("Next names no shortcut for logging when %s is read by a viewer", (to) => {
  expect(textOf("viewer", to)).toContain("Alt+Shift+R");
  expect(textOf("viewer", to)).not.toContain("Alt+Shift+L");
});

test.each(languages)("Next names no shortcut for logging when %s is read signed out", (to) => {
  expect(textOf(null, to)).toContain("Alt+Shift+R");
  expect(textOf(null, to)).not.toContain("Alt+Shift+L");
});
