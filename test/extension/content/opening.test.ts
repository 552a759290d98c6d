/**
 * Choosing who wrote. The kind: anything that can mean that another message is shown (the page's
 * address, the selected row, the heading, the reading area and what stands in it) ends the choice;
 * what changes by itself beside one message does not.
 */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { openOpening } from "../../../extension/content/opening.ts";
import type { Found } from "../../../extension/content/opening.ts";
import { messageIn } from "../../../extension/protocol/shown.ts";
import type { Adapter } from "../../../extension/mail/adapter.ts";
import { generic } from "../../../extension/mail/generic/generic.ts";
import { pageAt } from "../mail/page.ts";

const dana = "dana@harlow-marine.example";
const people = [
  ["Dana", dana],
  ["Tom", "tom@kestrel.example"],
  ["Jo", "jo@northwind.example"],
  ["Kim", "kim@fjord.example"],
  ["Li", "li@mingtai.example"],
  ["Ana", "ana@sur.example"],
  ["Bo", "bo@nord.example"],
];
const rows = people.map(
  ([name, address], at) =>
    `<li class="row${at === 0 ? " selected" : ""}" ${at === 0 ? `aria-selected="true"` : ""}>` +
    `<b title="${address}">${name}</b> <span>Order</span> <span>10:4${at}</span></li>`,
);
const reader = (name = "Dana", address = dana) =>
  "<h2>Order</h2><div>" +
  `<b title="${address}">${name}</b> <span>2026-11-18 10:42</span> <i>(2 days ago)</i></div>` +
  `<div>Cc: kim@fjord.example</div><div class="t">Hello</div><button>Reply</button>`;
const threePanes = () =>
  pageAt(
    `<nav>Inbox <b>3</b></nav><main><ul>${rows.join("")}</ul><section>${reader()}</section></main>`,
    "https://mail.harlow.example/app?box=1#/inbox",
  );

/** An opening over a page, past the moment that a page is given to paint. */
function opened(page: Document, adapter: Adapter = generic, own = "rep@example.com") {
  const opening = openOpening({
    document: page,
    adapter,
    isOwn: (address) => address === own,
    again: () => undefined,
  });
  let found: Found = "unreadable";
  const read = () => {
    found = opening.read(found);
    return found;
  };
  read();
  vi.advanceTimersByTime(1000);
  read();
  return { opening, read, sender: () => messageIn(read())?.participants[0]?.address ?? null };
}
function chosen(page: Document) {
  const desk = opened(page);
  desk.opening.choose(dana);
  expect(desk.sender()).toBe(dana);
  return desk;
}
const part = (page: Document, at: string): Element => {
  const found = page.querySelector(at);
  if (found === null) throw new Error(`no ${at}`);
  return found;
};
const go = (page: Document, address: string) => {
  page.defaultView?.history.pushState(null, "", address);
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("choice of a sender", () => {
  const ending: [string, (page: Document) => void][] = [
    ["the hash", (page) => go(page, "#/inbox/2")],
    ["the query", (page) => go(page, "?box=2#/inbox")],
    ["the path", (page) => go(page, "/app/2?box=1#/inbox")],
    [
      "the selected row, by its state",
      (page) => {
        part(page, "[aria-selected]").removeAttribute("aria-selected");
        part(page, "li:nth-child(3)").setAttribute("aria-selected", "true");
      },
    ],
    [
      "the selected row, by its class",
      (page) => {
        part(page, "li.selected").classList.remove("selected");
        part(page, "li:nth-child(3)").classList.add("selected");
      },
    ],
    [
      "the heading",
      (page) => {
        part(page, "h2").textContent = "Another order";
      },
    ],
    [
      "the sender",
      (page) => {
        part(page, "section b").textContent = "Mallory";
        part(page, "section b").setAttribute("title", "mallory@elsewhere.example");
      },
    ],
    [
      "the sender's address alone",
      (page) => part(page, "section b").setAttribute("title", "mallory@elsewhere.example"),
    ],
    [
      "the sender's name alone",
      (page) => {
        part(page, "section b").textContent = "Someone";
      },
    ],
    [
      "the date",
      (page) => {
        part(page, "section span").textContent = "2026-11-19 10:42";
      },
    ],
    [
      "the text, in place",
      (page) => {
        (part(page, ".t").firstChild as Text).data = "Good bye";
      },
    ],
    [
      "the text, by another element",
      (page) => {
        part(page, ".t").outerHTML = `<p class="t">Good bye</p>`;
      },
    ],
    [
      "the reading area, to an equal one",
      (page) => {
        part(page, "section").outerHTML = `<section>${reader()}</section>`;
      },
    ],
    [
      "something in front of the head",
      (page) => part(page, "h2").insertAdjacentHTML("afterend", "<div>Mallory</div>"),
    ],
    [
      "the message, to one that quotes it whole",
      (page) =>
        part(page, "h2").insertAdjacentHTML(
          "afterend",
          `<div><b title="mallory@elsewhere.example">Mallory</b></div>`,
        ),
    ],
    [
      "everything but the list",
      (page) => {
        part(page, "section").innerHTML = reader("Mallory", "mallory@elsewhere.example");
      },
    ],
    ["what is open, to nothing", (page) => part(page, "section").remove()],
  ];
  test.each(ending)("ends when %s changes", (_, change) => {
    const page = threePanes();
    const { sender } = chosen(page);
    change(page);
    expect(sender()).toBeNull();
    // Nor does it come back by itself.
    expect(sender()).toBeNull();
  });

  const lasting: [string, (page: Document) => void][] = [
    [
      "how long ago it was",
      (page) => {
        part(page, "section i").textContent = "(3 days ago)";
      },
    ],
    [
      "what is painted behind it",
      (page) => part(page, "section").insertAdjacentHTML("beforeend", "<p>Attachments: 2</p>"),
    ],
    [
      "a button's name",
      (page) => {
        part(page, "section button").textContent = "Answer";
      },
    ],
    [
      "a count beside it",
      (page) => {
        part(page, "nav b").textContent = "4";
      },
    ],
    [
      "the list, by a new row",
      (page) =>
        part(page, "ul").insertAdjacentHTML(
          "afterbegin",
          `<li class="row"><b title="new@mail.example">New</b> <span>Offer</span> <span>11:00</span></li>`,
        ),
    ],
    [
      "what is written beside it",
      (page) =>
        part(page, "section").insertAdjacentHTML(
          "beforeend",
          `<div contenteditable="true">Dear Dana</div>`,
        ),
    ],
    [
      "a status line",
      (page) =>
        part(page, "section").insertAdjacentHTML("afterbegin", `<div role="status">Saved</div>`),
    ],
    ["nothing", () => undefined],
  ];
  test.each(lasting)("stays when %s changes", (_, change) => {
    const page = threePanes();
    const { sender } = chosen(page);
    change(page);
    expect(sender()).toBe(dana);
  });

  test("ends when a frame shows another document under the same head", () => {
    const page = pageAt(
      `<main><h1>Order</h1><p><b title="${dana}">Dana</b></p><iframe></iframe></main>`,
      "https://mail.harlow.example/app",
    );
    const { sender } = chosen(page);
    const frame = part(page, "iframe");
    frame.replaceWith(frame.cloneNode());
    expect(sender()).toBeNull();
  });

  test("ends when the person takes it back", () => {
    const { opening, sender } = chosen(threePanes());
    opening.choose(null);
    expect(sender()).toBeNull();
    expect(opening.offered().map(({ address }) => address)).toEqual([dana, "kim@fjord.example"]);
  });

  test("cannot be made of somebody who is not offered any more", () => {
    const page = threePanes();
    const { opening, sender } = opened(page);
    part(page, "section b").setAttribute("title", "mallory@elsewhere.example");
    opening.choose(dana);
    expect(sender()).toBeNull();
  });
});

describe("offer", () => {
  test("leaves out the owner's own addresses, and nothing is open when only they are shown", () => {
    const page = pageAt(
      `<main><h1>Order</h1><p>To: rep@example.com</p><p>From: ${dana}</p></main>`,
      "https://mail.harlow.example/app",
    );
    expect(
      opened(page)
        .opening.offered()
        .map(({ address }) => address),
    ).toEqual([dana]);
    const alone = pageAt(
      "<main><h1>Order</h1><p>To: rep@example.com</p></main>",
      "https://mail.harlow.example/app",
    );
    expect(opened(alone).read()).toBeNull();
  });

  test("shows nothing open when a list alone is", () => {
    expect(
      opened(
        pageAt(
          `<main><h1>Inbox</h1><ul>${rows.join("")}</ul></main>`,
          "https://mail.harlow.example/app",
        ),
      ).read(),
    ).toBeNull();
  });
});
