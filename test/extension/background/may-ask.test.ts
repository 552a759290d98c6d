/** Rights to ask the background, with a browser that has granted what is said here. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { followGrants, patternOf } from "../../../extension/entrypoints/background/granted.ts";
import { mayAsk } from "../../../extension/entrypoints/background/may-ask.ts";

let granted: Set<string>;
let looked: string[];
let takeBack: () => void;
beforeEach(() => {
  granted = new Set();
  looked = [];
  vi.stubGlobal("chrome", {
    runtime: { id: "own", getURL: (path: string) => `chrome-extension://own/${path}` },
    permissions: {
      contains: async ({ origins }: { origins: string[] }) => {
        looked.push(...origins);
        return origins.every((origin) => granted.has(origin));
      },
      onRemoved: {
        addListener: (listener: () => void) => {
          takeBack = listener;
        },
      },
    },
  });
  followGrants();
  takeBack();
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const sender = (
  origin: string,
  part: Partial<chrome.runtime.MessageSender> = {},
): chrome.runtime.MessageSender => ({
  id: "own",
  origin,
  url: `${origin}/mail/`,
  tab: { id: 1 } as chrome.tabs.Tab,
  frameId: 0,
  ...part,
});

test("content script may ask what it needs when its site is switched on, and nothing when it is not", async () => {
  granted.add("https://mail.example/*");
  expect(await mayAsk("tiers", sender("https://mail.example"))).toBe(true);
  expect(await mayAsk("tiers", sender("https://mail.example:8443"))).toBe(true);
  expect(await mayAsk("tiers", sender("http://mail.example"))).toBe(false);
  expect(await mayAsk("tiers", sender("https://other.example"))).toBe(false);
  // A page that the browser has put apart, though its address is the site's.
  expect(await mayAsk("tiers", sender("null", { url: "https://mail.example/mail/" }))).toBe(false);
  // No card enters the page's process, and nothing is written from it.
  for (const call of ["set", "status", "knownCards", "freshCards", "write", "proofs", "keptForms"])
    expect(await mayAsk(call, sender("https://mail.example")), call).toBe(false);
  expect(await mayAsk("tiers", sender("https://mail.example", { frameId: 3 }))).toBe(false);
  expect(await mayAsk("tiers", sender("https://mail.example", { tab: undefined }))).toBe(false);
  expect(await mayAsk("tiers", sender("https://mail.example", { id: "another" }))).toBe(false);
});

test("panel in a message may ask for cards, and change no setting, when the program is Thunderbird", async () => {
  vi.resetModules();
  vi.doMock("../../../extension/program.ts", () => ({ inThunderbird: true, inFirefox: false }));
  const thunderbird = await import("../../../extension/entrypoints/background/may-ask.ts");
  const message = sender("null", { url: "mailbox:///Mail/rep/Inbox?number=14" });
  expect(await thunderbird.mayAsk("freshCards", message)).toBe(true);
  expect(await thunderbird.mayAsk("set", message)).toBe(false);
  expect(await thunderbird.mayAsk("freshCards", { ...message, frameId: 3 })).toBe(false);
  vi.doUnmock("../../../extension/program.ts");
  vi.resetModules();
});

test("page of the extension may ask anything when no site is switched on", async () => {
  expect(await mayAsk("set", { id: "own", url: "chrome-extension://own/options.html" })).toBe(true);
  expect(looked).toEqual([]);
});

test("browser is asked once for a site that is switched on, and again when something was taken back", async () => {
  const mail = sender("https://mail.example");
  expect(await mayAsk("wake", mail)).toBe(false);
  granted.add("https://mail.example/*");
  for (let times = 0; times < 3; times++) expect(await mayAsk("wake", mail)).toBe(true);
  expect(looked).toHaveLength(2);
  granted.clear();
  takeBack();
  expect(await mayAsk("wake", mail)).toBe(false);
});

test("site is not taken for switched on when it is switched off while the browser is asked", async () => {
  granted.add("https://mail.example/*");
  const asking = mayAsk("tiers", sender("https://mail.example"));
  granted.clear();
  takeBack();
  await asking;
  expect(await mayAsk("tiers", sender("https://mail.example"))).toBe(false);
});

test("pattern is a page's scheme and host without its port, and none when it has no host", () => {
  expect(
    [
      "http://127.0.0.1:8000/roundcube/?_task=mail",
      "https://[::1]:9/x",
      "about:blank",
      "null",
      "",
    ].map(patternOf),
  ).toEqual(["http://127.0.0.1/*", "https://[::1]/*", null, null, null]);
});
