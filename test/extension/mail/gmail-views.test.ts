/** Gmail's views on a page of our own that behaves like it: what is read of each, run in jsdom. */
import { JSDOM } from "jsdom";
import { describe, expect, test, vi } from "vitest";
import type { Open, OpenMessage } from "../../../extension/mail/adapter.ts";
import { gmailDescription } from "../../../extension/mail/gmail/description.ts";
import { conversationToken, plainId, threadOf } from "../../../extension/mail/gmail/place.ts";
import { description } from "../../../shared/contract/webmail.ts";
import { fixture, gmail } from "./page.ts";

/** A conversation of Dana's with three messages, and one of Tom's with one. */
const first = { token: "FMfcgzQcqkvjtSfvLVsbknnbtPrDPrhL", thread: "19a56a3578ec0000" };

/** The page at an address, its script run, its ids painted. */
async function mailbox(path: string): Promise<Document> {
  const { window } = new JSDOM(fixture("gmail/mailbox.html"), {
    url: `https://mail.google.com/mail/${path}`,
    runScripts: "outside-only",
    pretendToBeVisual: true,
  });
  window.eval(fixture("gmail/mailbox.js"));
  await painted(window.document);
  return window.document;
}
/** Waits until the conversation of the address has its ids; a list has them at once. */
async function painted(
  page: Document,
  open = conversationToken(page.location) === null ? 0 : 1,
): Promise<void> {
  await vi.waitFor(
    () => {
      if (page.querySelectorAll(".h7 .adn[data-legacy-message-id]").length < open)
        throw new Error("not painted");
    },
    { timeout: 20_000, interval: 20 },
  );
}
/**
 * Returns what is read at each change of the page, each answer once, until the page shows somebody.
 */
async function readings(page: Document, act: () => void): Promise<unknown[]> {
  const seen = new Set<string>();
  const look = () => seen.add(JSON.stringify(addresses(page)));
  const observer = new (page.defaultView as Window & typeof globalThis).MutationObserver(look);
  observer.observe(page, { childList: true, subtree: true, attributes: true, characterData: true });
  act();
  await vi.waitFor(
    () => {
      look();
      if (addresses(page) === null) throw new Error("nothing is open");
    },
    { timeout: 20_000, interval: 20 },
  );
  observer.disconnect();
  return [...seen].map((one) => JSON.parse(one) as unknown);
}
const message = (page: Document): OpenMessage => {
  const open: Open | "unreadable" | null = gmail.read(page);
  if (open === null || open === "unreadable" || open.kind !== "message")
    throw new Error(`no message is open: ${JSON.stringify(open)}`);
  return open;
};
const addresses = (page: Document) => {
  const open = gmail.read(page);
  return open === null || open === "unreadable"
    ? open
    : open.participants.map((one) => `${one.role} ${one.address}`);
};
const element = (page: Document, selector: string) => {
  const found = page.querySelector<HTMLElement>(selector);
  if (found === null) throw new Error(`the page has no ${selector}`);
  return found;
};
function type(page: Document, selector: string, address: string): void {
  const field = element(page, selector) as HTMLInputElement;
  field.value = address;
  field.dispatchEvent(
    new (page.defaultView as Window & typeof globalThis).KeyboardEvent("keydown", {
      key: "Enter",
      bubbles: true,
    }),
  );
}
const press = (page: Document, words: string, among = "[role=button]") => {
  [...page.querySelectorAll<HTMLElement>(among)]
    .findLast((one) => one.textContent === words)
    ?.click();
};

test("description is valid when the schema reads it", () => {
  expect(description.parse(structuredClone(gmailDescription))).toEqual(gmailDescription);
});

describe("the address", () => {
  // Tokens that people have published, with the moment that is in their ids.
  test.each([
    ["FMfcgxwJZJdDFgzPGnxvMLsbbXMCdJvV", 1679955623977396370n, "2020-10-08"],
    ["FMfcgxwLsdKmRRrkzPZrhMDXxGWBsbCP", 1692805180070680413n, "2021-02-27"],
    ["FMfcgzGtvsZDplKRXslJZrnlJwbkWwJF", 1770686494006205623n, "2023-07-06"],
    ["FMfcgzQXJkcLPCXjzvlvtbTRQpGQkFsr", 1813815973277363561n, "2024-10-24"],
    ["FMfcgzQfBsvQmZTxMwWKdRBDphsPsQzk", 1857900039891289853n, "2026-02-23"],
  ])("names the conversation itself when its token is %s", (token, id, day) => {
    expect(threadOf(token)).toBe(id.toString(16));
    expect(new Date(Number(id >> 20n)).toISOString()).toContain(day);
  });

  test("names none when a word is no token of Gmail's", () => {
    for (const word of [
      "fmfcgzqcqkvlhgtnbxwrjbhdsmpvztdr",
      "FMfcgzQcqKvLHgTNbXWrjBhDSmPVZtdR",
      "B".repeat(24),
      "z".repeat(25),
      "z".repeat(5000),
    ])
      expect(threadOf(word)).toBeNull();
  });

  test("names a conversation that no server has named yet when its token says so", () => {
    expect(threadOf("FFNDWMGbSVBlBHKbvdPWfXNXRrzDmPTq")).toBe("thread-a:r224420490732802898");
    expect(plainId("#thread-a:r224420490732802898")).toBe("thread-a:r224420490732802898");
  });
});

describe("a conversation [gmail: thread, people, identity · own page]", { timeout: 30_000 }, () => {
  test("is not open until its people and ids are painted when the last one's nodes are used again", async () => {
    const page = await mailbox("u/0/?slow=20#inbox");
    expect(
      await readings(page, () => {
        page.querySelector<HTMLElement>("tr.zA")?.click();
      }),
    ).toEqual([
      null,
      [
        "from dana@harlow-marine.example",
        "to rep@example.com",
        "to tom.okafor@kestrel-foods.example",
      ],
    ]);
    page.location.hash = "#inbox";
    expect(element(page, "h2.hP").getAttribute("data-legacy-thread-id")).toBe(first.thread);
    expect(gmail.read(page)).toBeNull();
    expect(
      await readings(page, () => {
        page.querySelectorAll<HTMLElement>("tr.zA")[1]?.click();
      }),
    ).toEqual([
      null,
      [
        "from tom.okafor@kestrel-foods.example",
        "to rep@example.com",
        "to wang.xiaoming@mingtai.example",
      ],
    ]);
  });

  test.each([
    ["alone", `u/0/?slow=0#inbox/${first.token}`],
    [
      "found by a search",
      `u/0/?slow=0#search/${encodeURIComponent("from:dana OR x")}/${first.token}`,
    ],
    ["under a label", `u/0/?slow=0#label/${encodeURIComponent("Clients/Big")}/${first.token}`],
    ["beside the list", `u/0/?slow=0&pane=right#inbox/${first.token}`],
    ["below the list", `u/0/?slow=0&pane=below#inbox/${first.token}`],
    [
      "in a window of its own",
      `u/0/popout?slow=0&ver=1&th=%23thread-f:${BigInt(`0x${first.thread}`)}&cvid=1`,
    ],
  ])("has one identity when it is read %s", async (_how, path) => {
    expect(message(await mailbox(path))).toMatchObject({
      account: "rep@example.com",
      subject: "Refit of the Selkie 0 ⚓",
      identity: {
        messageId: null,
        webmail: "gmail",
        account: "rep@example.com",
        thread: first.thread,
        message: (BigInt(`0x${first.thread}`) + 2n).toString(16),
      },
    });
  });

  test.each([
    ["u/1/", "robin@freemail-desk.example"],
    ["u/0/d/AEoRXRTx/", "priya@example.com"],
  ])("is of the mailbox that the page shows when the address is %s", async (path, account) => {
    const page = await mailbox(`${path}?slow=0#inbox/${first.token}`);
    expect(message(page)).toMatchObject({ account, identity: { account } });
    // The title says other things at times; the mailbox stays who it is.
    page.title = "Kim says: hello";
    expect(message(page)).toMatchObject({ account, identity: { account } });
  });

  test("counts the last of the open messages, and who wrote the others, when an earlier one is unfolded", async () => {
    const page = await mailbox(`u/0/?slow=0#inbox/${first.token}`);
    const before = message(page);
    element(page, ".kv").click();
    await painted(page, 2);
    const earlier = {
      role: "from",
      name: "Tom Okafor",
      address: "tom.okafor@kestrel-foods.example",
      earlier: 1,
    };
    expect(gmail.read(page)).toEqual({
      ...before,
      participants: [...before.participants, earlier],
    });
  });

  test("tells copies and the answer address when the details were opened, and guesses neither before", async () => {
    const page = await mailbox(`u/0/?slow=0#inbox/${first.token}`);
    // The second message has a copy: Dana's, who is also the newest's sender.
    page.querySelectorAll<HTMLElement>(".kv")[1]?.click();
    await painted(page, 2);
    element(page, "[role=listitem]:last-child").remove();
    expect(addresses(page)).toEqual([
      "from rep@example.com",
      "to tom.okafor@kestrel-foods.example",
      "to dana@harlow-marine.example",
    ]);
    press(page, "Details");
    expect(addresses(page)).toEqual([
      "from rep@example.com",
      "to tom.okafor@kestrel-foods.example",
      "cc dana@harlow-marine.example",
      "reply-to desk@elsewhere.example",
    ]);
  });

  test("is not open while the newest message has no id, and is read once it has", async () => {
    const page = await mailbox(`u/0/?slow=0#inbox/${first.token}`);
    const newest = element(page, ".h7 .adn");
    const id = newest.getAttribute("data-legacy-message-id") ?? "";
    newest.removeAttribute("data-legacy-message-id");
    newest.setAttribute("data-message-id", "undefined");
    expect(gmail.read(page)).toBeNull();
    newest.setAttribute("data-legacy-message-id", id);
    expect(message(page).identity?.message).toBe(id);
  });

  test("is found when Gmail's classes carry a suffix", async () => {
    const page = await mailbox(`u/0/?slow=0#inbox/${first.token}`);
    const before = gmail.read(page);
    for (const name of ["hP", "gs", "gD", "g2", "g3", "hb", "adn", "h7", "yW", "zA"]) {
      for (const one of page.querySelectorAll(`.${name}`))
        one.className = one.className.replace(name, `${name}-x7Kd2`);
    }
    expect(gmail.read(page)).toEqual(before);
    expect(gmail.rows(page)).toHaveLength(34);
  });
});

describe("writing [gmail: compose · own page]", { timeout: 30_000 }, () => {
  test("is read as it grows when a compose has the focus", async () => {
    const page = await mailbox("u/0/?slow=0#inbox");
    press(page, "Compose");
    expect(gmail.read(page)).toEqual({
      kind: "compose",
      account: "rep@example.com",
      aliases: ["sales@example.com"],
      participants: [],
      subject: null,
    });
    type(page, ".anm[name=to] input", "tom.okafor@kestrel-foods.example");
    type(page, ".anm[name=cc] input", "new@stranger.example");
    (element(page, "[name=subjectbox]") as HTMLInputElement).value = "  Terms  ";
    expect(gmail.read(page)).toEqual({
      kind: "compose",
      account: "rep@example.com",
      aliases: ["sales@example.com"],
      subject: "Terms",
      participants: [
        { role: "to", name: "Tom Okafor", address: "tom.okafor@kestrel-foods.example" },
        { role: "cc", name: null, address: "new@stranger.example" },
      ],
    });
  });

  test("is the window's with the focus when there are several, and stays when none has it", async () => {
    const page = await mailbox("u/0/?slow=0#inbox");
    const stop = gmail.listen?.(page, () => undefined);
    press(page, "Compose");
    type(page, "[role=dialog] [name=to] input", "tom.okafor@kestrel-foods.example");
    press(page, "Compose");
    expect(addresses(page)).toEqual([]);
    const [one, two] = page.querySelectorAll<HTMLElement>("[role=dialog]");
    two?.querySelector<HTMLElement>(".agP")?.focus();
    expect(addresses(page)).toEqual([]);
    one?.querySelector<HTMLElement>("[name=subjectbox]")?.focus();
    expect(addresses(page)).toEqual(["to tom.okafor@kestrel-foods.example"]);
    (page.activeElement as HTMLElement).blur();
    expect(addresses(page)).toEqual(["to tom.okafor@kestrel-foods.example"]);
    stop?.();
  });

  test("stays the message, and says whom the answer goes to, when it is begun in place", async () => {
    const page = await mailbox(`u/0/?slow=0#inbox/${first.token}`);
    const before = message(page);
    press(page, "Reply");
    expect(gmail.read(page)).toEqual({
      ...before,
      aliases: ["sales@example.com"],
      reply: [{ role: "to", name: "Dana Whitfield", address: "dana@harlow-marine.example" }],
    });
  });

  test("comes before the conversation only with the focus and somebody to write to when both are open", async () => {
    const page = await mailbox(`u/0/?slow=0#inbox/${first.token}`);
    const dana = [
      "from dana@harlow-marine.example",
      "to rep@example.com",
      "to tom.okafor@kestrel-foods.example",
    ];
    press(page, "Compose");
    expect(addresses(page)).toEqual(dana);
    type(page, "[role=dialog] [name=to] input", "wang.xiaoming@mingtai.example");
    expect(addresses(page)).toEqual(["to wang.xiaoming@mingtai.example"]);
    // Where the focus is nowhere, what is shown stays; where it is in the mail, the mail is shown.
    (page.activeElement as HTMLElement).blur();
    expect(addresses(page)).toEqual(["to wang.xiaoming@mingtai.example"]);
    element(page, "[role=listitem]:last-child").focus();
    expect(addresses(page)).toEqual(dana);
    element(page, "[role=dialog] input.agP").focus();
    expect(addresses(page)).toEqual(["to wang.xiaoming@mingtai.example"]);
    press(page, "M");
    expect(addresses(page)).toEqual(dana);
  });

  test("is read when it is a window of its own", async () => {
    const page = await mailbox("u/0/?slow=0&view=cm&fs=1&tf=cm");
    expect(conversationToken(page.location)).toBeNull();
    type(page, "[name=to] input", "dana@harlow-marine.example");
    expect(gmail.read(page)).toMatchObject({
      kind: "compose",
      account: "rep@example.com",
      participants: [{ role: "to", address: "dana@harlow-marine.example" }],
    });
  });
});
