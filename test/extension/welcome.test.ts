/**
 * Links to the welcome page, which anyone can write.
 *
 * Inputs of the kind: other schemes, http to a public host, hosts behind an @, international and
 * Punycode hosts, addresses with spaces, controls, backslashes, queries or fragments, two addresses
 * at once, codes that are none.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readLink } from "../../extension/entrypoints/welcome/fragment.ts";

const link = (worker: string, code = "ABCD-EFGH-JKLM") =>
  readLink(String(new URLSearchParams({ worker, code })));

describe("a link to the welcome page", () => {
  test.each([
    ["https://regards.example.com", "https://regards.example.com"],
    ["regards.example.com/eu/", "https://regards.example.com/eu"],
    ["http://127.0.0.1:8787", "http://127.0.0.1:8787"],
    ["http://localhost:9000/", "http://localhost:9000"],
    ["https://regards.example.com:8443", "https://regards.example.com:8443"],
    ["regards.example.com:8443", "https://regards.example.com:8443"],
  ])("fills the fields when it names %s", (worker, base) => {
    expect(link(worker)).toMatchObject({ worker: base, code: "ABCD-EFGH-JKLM", refused: null });
  });

  test.each([
    ["javascript:alert(1)", "address"],
    ["javascript://regards.example.com/%0aalert(1)", "address"],
    ["data:text/html,x", "address"],
    ["file:///etc/passwd", "address"],
    ["ftp://regards.example.com", "address"],
    ["chrome-extension://abc/x.html", "address"],
    ["https:\\\\evil.example", "address"],
    ["https://regards.example.com\u202e", "address"],
    ["https://a b.example", "address"],
    ["https://regards.example.com?next=evil", "address"],
    ["https://regards.example.com#evil", "address"],
    ["https://", "address"],
    ["", "address"],
    ["http://regards.example.com", "insecure"],
    ["http://localhost.evil.example", "insecure"],
    ["http://10.0.0.1", "insecure"],
    ["http://127.0.0.1.evil.example:8787", "insecure"],
    ["https://regards.example.com@evil.example", "credentials"],
    ["http://127.0.0.1:8787@evil.example", "credentials"],
    ["https://user:pass@regards.example.com", "credentials"],
    ["https://xn--rgards-cva.example", "lookalike"],
    ["https://rеgards.example", "lookalike"],
    ["https://regards。example", "lookalike"],
    ["https://a.XN--80AK6AA92E.com", "lookalike"],
  ])("is refused with words when it names %s", (worker, refused) => {
    expect(link(worker)).toMatchObject({ worker: null, code: null, refused });
  });

  test("is refused when it names two addresses or two codes", () => {
    expect(readLink("worker=https://a.example&worker=https://b.example&code=ABCD")).toMatchObject({
      worker: null,
      refused: "unclear",
    });
    expect(readLink("worker=https://a.example&code=ABCD&code=EFGH")).toMatchObject({
      worker: null,
      code: null,
      refused: "unclear",
    });
  });

  test("brings no code without an address, and none that is no code", () => {
    expect(readLink("code=ABCD-EFGH")).toMatchObject({ worker: null, code: null, refused: null });
    expect(link("https://a.example", "<img src=x>")).toMatchObject({
      worker: "https://a.example",
      code: null,
    });
    expect(readLink("")).toEqual({
      worker: null,
      code: null,
      refused: null,
      sample: "dana.whitfield@harlow-marine.example",
    });
    expect(readLink("sample=not an address").sample).toBe("dana.whitfield@harlow-marine.example");
  });

  test("names the host that would be asked, or none, when it is anything", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: "binary" }),
          fc.webUrl({ withQueryParameters: true, withFragments: true }),
          fc.webAuthority({ withUserInfo: true }),
        ),
        (worker) => {
          const { worker: base, refused } = link(worker);
          if (base === null) expect(refused).not.toBeNull();
          else expect(worker.toLowerCase()).toContain(new URL(base).host);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
