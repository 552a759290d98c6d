import { describe, expect, test } from "vitest";
import { builtIn } from "../../../extension/mail/sites/index.ts";
import { choose } from "../../../extension/mail/choice.ts";
import type { Description } from "../../../shared/contract/webmail.ts";
import { faultsBeside, faultsOf } from "../../../shared/signals/limits.ts";
import { small } from "./some-signals.ts";

const fields = (site: Description) => faultsOf(site).map((fault) => fault.field);
const since = "2026-01";
const proton = builtIn.find((site) => site.webmail === "proton")!;
const newer: Description = { ...proton, version: proton.version + 1 };

describe("a served description", () => {
  test("has no fault when it is as it must be", () => expect(faultsOf(small)).toEqual([]));

  test("reads what is typed nowhere but in what is being written when it names a value", () => {
    const value = [{ since, at: "input[type=password]", attribute: "value" }];
    expect(fields({ ...small, account: value })).toEqual(["account.0.attribute"]);
    expect(fields({ ...small, thread: { ...small.thread, subject: value } })).toEqual([
      "thread.subject.0.attribute",
    ]);
    expect(
      fields({
        ...small,
        rows: {
          at: [{ since, at: "li" }],
          anchor: "b",
          person: [{ since, at: "b", address: [{ attribute: "value" }] }],
        },
      }),
    ).toEqual(["rows.person.0.address.0.attribute"]);
    expect(
      fields({
        ...small,
        compose: { at: [{ since, at: "form" }], to: small.message.from, cc: [], subject: value },
      }),
    ).toEqual([]);
  });

  test.each([
    "href",
    "src",
    "content",
    "nonce",
    "srcdoc",
    "onclick",
    "style",
    "action",
    "formaction",
    "data-csrf-token",
    "session",
    "data-auth",
  ])("is refused when it reads the attribute %s", (attribute) => {
    expect(
      fields({ ...small, account: [{ since, at: "meta[name=csrf-token]", attribute }] }),
    ).toEqual(["account.0.attribute"]);
  });

  test("reads of a link whom one would write to, and nothing else", () => {
    const link = (take?: string) =>
      fields({
        ...small,
        account: [{ since, at: "a", attribute: "href", ...(take === undefined ? {} : { take }) }],
      });
    expect(link("^mailto:([^?]+)")).toEqual([]);
    for (const take of [undefined, "^(.+)$", "mailto:(.+)$", "^mailto:|(.+)", "^mailto:(?:x)|(.+)"])
      expect(link(take), take).toEqual(["account.0.attribute"]);
  });

  test("names its hosts unless it is of a webmail that anyone may run", () => {
    expect(fields({ ...small, hosts: [] })).toEqual(["hosts"]);
    expect(fields({ ...small, webmail: "roundcube", hosts: [] })).toEqual([]);
  });

  test("is refused when a pattern could take for ever", () => {
    expect(fields({ ...small, account: [{ since, at: "b", take: "(.*).*.*.*x" }] })).toEqual([
      "account.0.take",
    ]);
    expect(fields({ ...small, thread: { ...small.thread, open: "(a+)+$" } })).toEqual([
      "thread.open",
    ]);
    expect(
      fields({
        ...small,
        thread: { ...small.thread, open: `${"\\p{Script=Cyrillic}*".repeat(5)}x` },
      }),
    ).toEqual(["thread.open"]);
  });

  test.each(["(", "[z-a]", "\\p{Script=None}*", "a**", "\\u{110000}"])(
    "is refused with a sentence when its pattern is none: %s",
    (open) => {
      expect(faultsOf({ ...small, thread: { ...small.thread, open } })).toEqual([
        { field: "thread.open", message: "is not a pattern that browsers can read" },
      ]);
    },
  );

  test("is refused when it names no bodies, or searches the page over and over", () => {
    expect(fields({ ...small, bodies: [] })).toEqual(["bodies"]);
    expect(fields({ ...small, account: [{ since, at: "a:has(b):has(c):has(d):has(e)" }] })).toEqual(
      ["account.0.at"],
    );
  });

  test.each(["thunderbird", "sample", "generic"])("is refused when it speaks for %s", (webmail) =>
    expect(fields({ ...small, webmail })).toEqual(["webmail"]),
  );
});

describe("a served description beside what is built in", () => {
  const wrong = (site: Description) => faultsBeside(site, builtIn).map((fault) => fault.field);

  test("may be for fewer hosts, and for no other", () => {
    expect(wrong(newer)).toEqual([]);
    expect(wrong({ ...newer, hosts: ["mail.proton.me", "bank.example"] })).toEqual(["hosts.1"]);
    expect(wrong({ ...newer, hosts: [".proton.me"] })).toEqual(["hosts.0"]);
  });

  test("keeps every body that is built in", () => {
    expect(wrong({ ...newer, bodies: [...proton.bodies, ".new-body"] })).toEqual([]);
    expect(wrong({ ...newer, bodies: [".nothing"] })).toEqual(proton.bodies.map(() => "bodies"));
  });

  test("looks into no frame but that which is built in", () => {
    expect(wrong({ ...newer, frame: "iframe" })).toEqual(["frame"]);
    const framed = builtIn.find((site) => site.frame !== undefined);
    if (framed !== undefined) expect(wrong({ ...framed, version: framed.version + 1 })).toEqual([]);
  });

  test("takes no host of another webmail when anyone may run its own", () => {
    const roundcube = builtIn.find((site) => site.webmail === "roundcube")!;
    const at = (...hosts: string[]) =>
      wrong({ ...roundcube, version: roundcube.version + 1, hosts });
    expect([at(), at("mail.company.example")]).toEqual([[], []]);
    for (const host of ["mail.google.com", ".company.example", "mail.163.com"])
      expect(at(host), host).toEqual(["hosts.0"]);
  });

  test("takes no host of another webmail, nor hosts by the dozen, when it is new", () => {
    expect(wrong(small)).toEqual([]);
    for (const host of [
      "mail.proton.me",
      "mail.google.com",
      ".harbour.example",
      "outlook.live.com",
    ])
      expect(wrong({ ...small, hosts: [host] }), host).toEqual(["hosts.0"]);
  });
});

describe("the choice at a host", () => {
  const at = (served: Description[], host = "mail.proton.me", webmail: string | null = null) =>
    choose(host, builtIn, served, webmail);

  test("is what is built in when nothing newer is served", () => {
    expect(at([])).toEqual({ site: proton, from: "built in", instead: null });
    expect(at([proton])?.from).toBe("built in");
    expect(at([{ ...newer, bodies: [".nothing"] }])?.from).toBe("built in");
    expect(at([{ ...small, version: 99, hosts: ["mail.proton.me"] }])?.from).toBe("built in");
  });

  test("is what is served, with what is built in behind it, when that is newer", () =>
    expect(at([newer])).toEqual({ site: newer, from: "served", instead: proton }));

  test.each(builtIn.map((site) => [site.webmail, site] as const))(
    "can be mended for %s when the company serves what is built in with a change",
    (_webmail, site) => {
      const next = { ...site, version: site.version + 1 };
      expect(faultsOf(next)).toEqual([]);
      expect(
        at([next], site.hosts[0]?.replace(/^\./, "mail.") ?? "mail.company.example", site.webmail),
      ).toEqual({ site: next, from: "served", instead: site });
    },
  );

  test("goes by what the page was recognised as, never by the host, when anyone may run the webmail", () => {
    const roundcube = builtIn.find((site) => site.webmail === "roundcube")!;
    const host = "mail.company.example";
    const next = { ...roundcube, version: roundcube.version + 1 };
    const own = { ...next, hosts: [host] };
    expect(at([next], host)).toBeNull();
    expect(at([own], host)).toBeNull();
    expect(at([own], host, "roundcube")).toEqual({ site: own, from: "served", instead: roundcube });
    expect(at([own], "mail.other.example", "roundcube")).toEqual({
      site: roundcube,
      from: "built in",
      instead: null,
    });
    expect(
      at([{ ...next, hosts: ["mail.proton.me"] }], "mail.proton.me", "roundcube")?.site,
    ).toEqual(proton);
    expect(at([{ ...small, hosts: [host] }], host, "roundcube")?.site).toEqual(roundcube);
  });

  test("is what is served alone when nothing is built in", () => {
    expect(at([small], "mail.harbour.example")).toEqual({
      site: small,
      from: "served",
      instead: null,
    });
    expect(at([small], "mail.elsewhere.example")).toBeNull();
  });
});
