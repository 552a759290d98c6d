import { describe, expect, test } from "vitest";
import type { Open, OpenMessage } from "../../../extension/mail/adapter.ts";
import { adapterFor, fill, fixture, loadedAt, pageAt, roundcube } from "./page.ts";

const host = "https://mail.regards.example";
const full = `${host}/?_task=mail&_uid=12&_mbox=Clients%2FHarlow&_action=show`;
const show = (html = fixture("roundcube/show.html")) => pageAt(html, full);
const list = () => pageAt(fixture("roundcube/list.html"), `${host}/?_task=mail&_mbox=INBOX`);
const frameOf = (page: Document) =>
  page.querySelector<HTMLIFrameElement>("#messagecontframe") as HTMLIFrameElement;

function message(open: Open | "unreadable" | null): OpenMessage {
  if (open === null || open === "unreadable" || open.kind !== "message")
    throw new Error(`no message: ${JSON.stringify(open)}`);
  return open;
}

describe("roundcube full view", () => {
  test("read answers people, subject, date and identity when a message is shown", () => {
    expect(message(roundcube.read(show()))).toEqual({
      kind: "message",
      account: "rep@regards.example",
      subject: 'Quote for the "Selkie" refit',
      list: false,
      occurredAt: new Date(2026, 10, 2, 14, 2).toISOString(),
      participants: [
        { role: "from", name: "Dana Harlow", address: "dana@harlow-marine.example" },
        { role: "reply-to", name: "Harlow, Office", address: "office@harlow-marine.example" },
        { role: "to", name: "Robin Rep", address: "rep@regards.example" },
        { role: "to", name: null, address: "kim@fjord.example" },
        { role: "cc", name: "李雷", address: "lilei@xn--bcher-kva.example" },
      ],
      identity: {
        messageId: null,
        webmail: "roundcube@mail.regards.example",
        account: "rep@regards.example",
        thread: null,
        message: "Clients/Harlow/12",
      },
    });
  });

  test("health names the signal of every fact when a message is shown", () => {
    const { facts } = roundcube.health(show());
    expect(Object.values(facts)).not.toContain(null);
    expect(JSON.stringify(facts)).not.toMatch(/harlow|rep@/i);
  });

  test("read answers by the next signal when one is gone", () => {
    const page = pageAt(
      fixture("roundcube/show.html").replace("header-summary", "renamed"),
      `${host}/mail/show`,
    );
    const open = message(roundcube.read(page));
    expect(open.identity?.message).toBe("Clients/Harlow/12");
    expect(open.occurredAt).toBeNull();
    expect(roundcube.health(page).facts).toMatchObject({
      message: "2014-04 :code(settings)",
      occurredAt: null,
    });
  });

  test("read is unreadable when the header has another shape, and null while the page loads", async () => {
    const renamed = fixture("roundcube/show.html").replaceAll("message-header", "renamed");
    expect(roundcube.read(await loadedAt(renamed, full))).toBe("unreadable");
    expect(roundcube.read(show(renamed))).toBeNull();
    expect(
      roundcube.read(
        show(fixture("roundcube/show.html").replaceAll('class="header ', 'class="renamed ')),
      ),
    ).toBe("unreadable");
  });

  test("read is null when the page says that the message is not there", () => {
    expect(roundcube.read(show('<body class="task-error action-show"></body>'))).toBeNull();
  });
});

describe("roundcube list with preview", () => {
  test("read is null when the preview is empty, and follows the frame when it shows a message", () => {
    const page = list();
    expect(roundcube.read(page)).toBeNull();
    fill(
      frameOf(page),
      fixture("roundcube/show.html")
        .replace("<html", "<html class=iframe")
        .replaceAll("action-show", "action-preview"),
    );
    const open = message(roundcube.read(page));
    expect(open.account).toBe("rep@regards.example");
    expect(open.participants[0]).toEqual({
      role: "from",
      name: "Dana Harlow",
      address: "dana@harlow-marine.example",
    });
    expect(open.identity).toEqual(message(roundcube.read(show())).identity);
    fill(frameOf(page), "<body></body>");
    expect(roundcube.read(page)).toBeNull();
  });

  test("read says that the message is answered when its row in the list does, and no other's", () => {
    const page = list();
    fill(frameOf(page), fixture("roundcube/show.html").replaceAll("action-show", "action-preview"));
    const mark = (row: string) => {
      page.querySelector(".msgicon")?.remove();
      page
        .querySelector(`#${row} td.subject`)
        ?.insertAdjacentHTML("afterbegin", `<span class="msgicon status replied"></span>`);
      return message(roundcube.read(page)).isAnswered;
    };
    expect([mark("rcmrowMTM"), mark("rcmrowMTI")]).toEqual([undefined, true]);
  });

  test("read shows hostile names as text and takes nothing from them when a message carries HTML", () => {
    const page = list();
    fill(frameOf(page), fixture("roundcube/hostile.html"));
    const open = message(roundcube.read(page));
    expect(open.participants).toEqual([
      {
        role: "from",
        name: '"dana@harlow-marine.example" <script>alert(1)</script>',
        address: "x@evil.example",
      },
      { role: "to", name: null, address: "a@one.example" },
      { role: "to", name: null, address: "b@two.example" },
    ]);
    expect(open.subject).toBe(
      '<img src=x onerror=alert(1)> </h2><td class="header from"> boss@evil.example',
    );
    expect(open).toMatchObject({
      occurredAt: null,
      list: true,
      account: "rep@regards.example",
      identity: { account: "rep", message: "INBOX/66" },
    });
  });

  test("the sender's name is the one that was sent when Roundcube hides it for holding an address", () => {
    const spoofed = fixture("roundcube/show.html")
      .replace("Dana Harlow <dana@", '\\"boss@regards.example\\" <dana@')
      .replaceAll(
        'title="dana@harlow-marine.example">Dana Harlow<',
        'title="dana@harlow-marine.example">dana@harlow-marine.example<',
      );
    expect(message(roundcube.read(show(spoofed))).participants[0]).toEqual({
      role: "from",
      name: "boss@regards.example",
      address: "dana@harlow-marine.example",
    });
  });

  test("read finds all when thousands take part", () => {
    const many = Array.from(
      { length: 5000 },
      (_, i) =>
        `<span class="adr">` +
        `<a href="mailto:p${i}@x.example" class="rcmContactAddress" title="p${i}@x.example">P ${i}</a>` +
        "</span>",
    );
    const open = message(
      roundcube.read(
        show(
          fixture("roundcube/show.html").replace(
            '<td class="header cc">',
            `<td class="header cc">${many.join(", ")}`,
          ),
        ),
      ),
    );
    expect(open.participants).toHaveLength(5005);
  });

  test("rows answer each sender's address and place when the list is shown", () => {
    const rows = roundcube.rows(list());
    expect(rows.map((row) => [row.element.id, row.address])).toEqual([
      ["rcmrowMTI", "dana@harlow-marine.example"],
      ["rcmrowMTM", "kim@fjord.example"],
    ]);
    expect(rows[0]?.anchor.className).toContain("fromto");
  });

  test("listen calls at once when the frame loads and no more when stopped", () => {
    const page = list();
    let calls = 0;
    const stop = roundcube.listen?.(page, () => {
      calls++;
    });
    const Happening = page.defaultView?.Event as typeof Event;
    frameOf(page).dispatchEvent(new Happening("load"));
    expect(calls).toBe(1);
    stop?.();
    frameOf(page).dispatchEvent(new Happening("load"));
    expect(calls).toBe(1);
  });

  test("mail is the content column in elastic and the preview or the page in other skins", () => {
    const page = list();
    expect(roundcube.mail?.(page)).toBe(page.getElementById("layout-content"));
    page.getElementById("layout-content")?.removeAttribute("id");
    expect(roundcube.mail?.(page)).toBe(frameOf(page));
    frameOf(page).remove();
    expect(roundcube.mail?.(page)).toBe(page.body);
  });

  test("watch leaves message bodies alone", () => {
    for (const page of [
      list(),
      show(),
      pageAt(fixture("roundcube/compose.html"), `${host}/?_task=mail&_action=compose`),
    ]) {
      const targets = roundcube.watch(page).map((one) => one.target as Element);
      expect(targets.length).toBeGreaterThan(0);
      for (const target of targets)
        expect(target.querySelector("#messagebody, #composebody")).toBeNull();
    }
  });
});

test("roundcube read answers chips and typed recipients when the composer is open", () => {
  const page = pageAt(
    fixture("roundcube/compose.html"),
    `${host}/?_task=mail&_action=compose&_id=1`,
  );
  expect(roundcube.read(page)).toEqual({
    kind: "compose",
    account: "rep@regards.example",
    aliases: ["old@regards.example", "rep@regards.example"],
    subject: "Re: Quote",
    participants: [
      { role: "to", name: "Harlow, Dana", address: "dana@harlow-marine.example" },
      { role: "to", name: null, address: "kim@fjord.example" },
      { role: "cc", name: "O'Neil; Pat", address: "pat@isle.example" },
    ],
  });
});

test("adapterFor tells the webmail by the page when the host can be any", () => {
  expect(adapterFor(list())?.webmail).toBe("roundcube");
  expect(adapterFor(show())?.webmail).toBe("roundcube");
  expect(adapterFor(pageAt("<h1>Another site</h1>", `${host}/?_task=mail`))).toBeNull();
  expect(adapterFor(pageAt("", "https://mail.google.com/mail/u/0/"))?.webmail).toBe("gmail");
  expect(
    adapterFor(
      pageAt(
        fixture("roundcube/hostile.html").replace("<html", "<html class=iframe"),
        `${host}/?_task=mail`,
      ),
    ),
  ).toBeNull();
});
