/**
 * Roundcube in a skin that the built-in description does not know, by a served one with the
 * built-in one behind it.
 */
import { describe, expect, test } from "vitest";
import type { Open } from "../../../extension/mail/adapter.ts";
import { either, served } from "../../../extension/mail/described/either.ts";
import { roundcubeDescription } from "../../../extension/mail/roundcube/description.ts";
import { roundcubeOf } from "../../../extension/mail/roundcube/roundcube.ts";
import { faultsOf } from "../../../shared/signals/limits.ts";
import { description, type Description } from "../../../shared/contract/webmail.ts";
import { fill, fixture, pageAt, roundcube } from "./page.ts";

const full = "https://mail.regards.example/?_task=mail&_uid=12&_mbox=Clients%2FHarlow&_action=show";
/**
 * Classes of the header, its people and the composer's chips under other names, and the tooltip in
 * another attribute.
 */
const reskinned = (text: string) =>
  text
    .replaceAll(/\brcmContactAddress/g, "person-link")
    .replaceAll(/\bheader (?=from|to|cc|replyto|date)/g, "line ")
    .replaceAll("td.header", "td.line")
    .replaceAll(/ title=(?="[^" ]*@)/g, " data-mail=")
    .replaceAll('"attribute":"title"', '"attribute":"data-mail"')
    .replaceAll("[title*='@']", "[data-mail]")
    .replaceAll(/\bfromto\b/g, "writer")
    .replaceAll('class="recipient"', 'class="pill"')
    .replaceAll("li.recipient", "li.pill");
const mended: Description = JSON.parse(
  reskinned(JSON.stringify({ ...roundcubeDescription, version: roundcubeDescription.version + 1 })),
);
const both = (site = mended) => either(served(roundcubeOf(site)), roundcube);
const show = (html = reskinned(fixture("roundcube/show.html"))) => pageAt(html, full);
const list = (html = reskinned(fixture("roundcube/list.html"))) =>
  pageAt(html, "https://mail.regards.example/?_task=mail&_mbox=INBOX");
const compose = (html: string) =>
  pageAt(html, "https://mail.regards.example/?_task=mail&_action=compose");
const senderOf = (open: Open | "unreadable" | null) =>
  open === null || open === "unreadable"
    ? open
    : open.participants.find((one) => one.role === "from")?.address;

test("Roundcube's description is a valid one, with nothing in it that could not be served", () => {
  expect(description.parse(structuredClone(roundcubeDescription))).toEqual(roundcubeDescription);
  expect(faultsOf(mended)).toEqual([]);
});

describe("Roundcube by a served description", () => {
  test("reads what the built-in one cannot, and says so, when the skin was changed", () => {
    expect(roundcube.read(show())).toBe("unreadable");
    const adapter = both();
    const page = show();
    expect(adapter.read(page)).toEqual(roundcube.read(show(fixture("roundcube/show.html"))));
    expect(adapter.health(page)).toMatchObject({
      description: { version: mended.version, from: "served" },
      facts: { from: "2014-04 table:not(#preview-shortheaders) :is(td.line.from) .person-link" },
    });
  });

  test("finds the sender when that signal alone is gone", () => {
    const renamed = (text: string) => text.replaceAll("rcmContactAddress", "person-link");
    expect(senderOf(roundcube.read(show(renamed(fixture("roundcube/show.html")))))).toBeUndefined();
    expect(
      senderOf(
        both(
          JSON.parse(
            renamed(
              JSON.stringify(mended)
                .replaceAll("td.line", "td.header")
                .replaceAll("data-mail", "title"),
            ),
          ),
        ).read(show(renamed(fixture("roundcube/show.html")))),
      ),
    ).toBe("dana@harlow-marine.example");
  });

  test("reads the preview's frame when the message is shown beside the list", () => {
    const page = list();
    const adapter = both();
    fill(
      page.querySelector<HTMLIFrameElement>("#messagecontframe")!,
      reskinned(fixture("roundcube/show.html")).replaceAll("action-show", "action-preview"),
    );
    expect(senderOf(adapter.read(page))).toBe("dana@harlow-marine.example");
  });

  test("marks the list in its new and in its old shape, row by row and at once", () => {
    const before = roundcube.rows(list(fixture("roundcube/list.html"))).map((row) => row.address);
    expect(before.length).toBeGreaterThan(0);
    expect(roundcube.rows(list())).toEqual([]);
    for (const page of [list(), list(fixture("roundcube/list.html"))]) {
      const adapter = both();
      expect(adapter.rows(page).map((row) => row.address)).toEqual(before);
      expect(
        [...page.querySelectorAll<HTMLElement>(adapter.row?.at ?? "none")].flatMap(
          (row) => adapter.row?.read(row)?.address ?? [],
        ),
      ).toEqual(before);
    }
  });

  test("reads the composer's chips in their new shape", () => {
    const old = fixture("roundcube/compose.html");
    expect(both().read(compose(reskinned(old)))).toEqual(roundcube.read(compose(old)));
  });

  test("leaves the page to the built-in one when its selectors are none", () => {
    const broken = JSON.parse(
      JSON.stringify(mended).replaceAll('"at":"', '"at":"[['),
    ) as Description;
    const page = show(fixture("roundcube/show.html"));
    expect(both(broken).read(page)).toEqual(roundcube.read(page));
  });
});

describe("a Roundcube description of ill will", () => {
  const said = (html: string, changes: Partial<Description>, url = full) =>
    JSON.stringify(roundcubeOf({ ...roundcubeDescription, ...changes }).read(pageAt(html, url)));
  const thread = (at: string) => ({
    thread: {
      ...roundcubeDescription.thread,
      subject: [{ since: "2026-11", within: "page" as const, at }],
    },
  });

  test("reads no body, neither of what came nor of what is being written", () => {
    for (const at of ["#messagebody", "#messagebody p", "body", "#message-content"])
      expect(said(fixture("roundcube/show.html"), thread(at)), at).toContain('"subject":null');
    const compose = {
      compose: {
        ...roundcubeDescription.compose!,
        subject: [{ since: "2026-11", at: "#composebody", attribute: "value" }],
      },
    };
    expect(
      said(fixture("roundcube/compose.html"), compose, full.replace("show", "compose")),
    ).toContain('"subject":null');
  });

  test("reads of the page's settings those alone that the code names", () => {
    const html = fixture("roundcube/show.html").replace('"uid":', '"request_token":"t0ken","uid":');
    for (const at of [":code(request_token)", ":code(constructor)", ":code(sender)", "script"]) {
      expect(
        said(html, { ...thread(at), account: [{ since: "2026-11", at, take: "(.+)" }] }),
        at,
      ).not.toMatch(/t0ken|function/);
    }
  });
});
