import { describe, expect, test } from "vitest";
import { described } from "../../../extension/mail/described/described.ts";
import { either, served } from "../../../extension/mail/described/either.ts";
import type { Description } from "../../../shared/contract/webmail.ts";
import { small } from "../../unit/signals/some-signals.ts";
import { pageAt } from "./page.ts";

const page = (from = "from", more = "") =>
  pageAt(
    `<body><main data-id="t1"><h1>Anchor chain</h1><article>
  <span class="${from}" title="dana@harlow-marine.example">Dana</span><div class="body">I am <span class="from" title="fake@evil.example">Nobody</span></div>${more}</article></main></body>`,
    "https://mail.harbour.example/",
  );
const fixed: Description = {
  ...small,
  version: 2,
  message: {
    ...small.message,
    from: [{ since: "2026-11", at: ".sender", address: [{ attribute: "title" }], name: [{}] }],
  },
};
const both = () => either(served(described(fixed)), described(small));
const people = (document: Document, adapter = both()) => {
  const open = adapter.read(document);
  return open === null || open === "unreadable"
    ? open
    : open.participants.map((one) => one.address);
};

describe("a served description beside the built-in one", () => {
  test("is what reads, and says so, when it can", () => {
    const adapter = both();
    const renamed = page("sender");
    expect(people(renamed, adapter)).toEqual(["dana@harlow-marine.example"]);
    expect(adapter.health(renamed).description).toEqual({ version: 2, from: "served" });
  });

  test("leaves the page to the built-in one when it cannot read it", () => {
    const adapter = both();
    expect(people(page(), adapter)).toEqual(["dana@harlow-marine.example"]);
    expect(adapter.health(page()).description).toEqual({ version: 1, from: "built in" });
  });

  test("is unreadable when neither can read", () =>
    expect(people(page("else"))).toBe("unreadable"));

  test("decides alone that nothing is open when the page's address says so", () => {
    const closed = either(
      served(described({ ...fixed, thread: { ...fixed.thread, open: "#open" } })),
      described(small),
    );
    expect(people(page("sender"), closed)).toBeNull();
  });
});

describe("a description of ill will", () => {
  const reads = (changes: Partial<Description>, document = page()) =>
    described({ ...small, ...changes }).read(document);
  const subject = (at: string, attribute?: string) => ({
    thread: {
      ...small.thread,
      subject: [{ since: "2026-01", at, ...(attribute === undefined ? {} : { attribute }) }],
    },
  });

  test("makes nobody of a message's body when it points at what stands there", () => {
    const from = (at: string, inner?: string) => ({
      message: {
        ...small.message,
        from: [
          {
            since: "2026-01",
            at,
            address: [{ attribute: "title", ...(inner === undefined ? {} : { at: inner }) }],
          },
        ],
      },
    });
    for (const changes of [
      from(".body .from"),
      from("article", ".body .from"),
      from(".body", ".from"),
    ])
      expect(reads(changes), JSON.stringify(changes)).toBe("unreadable");
  });

  test("reads no body when it takes one, or all around it, for the subject", () => {
    for (const at of [".body", "article", "main", ".body span"])
      expect(reads(subject(at)), at).toMatchObject({ subject: null });
  });

  test("reads no password, no hidden field and no script when it points at them", () => {
    const more =
      '<input type="password" value="secret" title="s"><input type="hidden" value="token">' +
      '<script>const key = "k"</script>';
    for (const [at, attribute] of [
      ["input[type=password]", "value"],
      ["input[type=password]", "title"],
      ["input[type=hidden]", "value"],
      ["script"],
    ] as [string, string?][]) {
      expect(reads(subject(at, attribute), page("from", more)), at).toMatchObject({
        subject: null,
      });
    }
  });
});
