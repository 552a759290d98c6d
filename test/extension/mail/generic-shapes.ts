/**
 * Pages of unknown webmails in many shapes: how each writes the head of a message, and what a
 * sender can write into its text.
 */

/** The real writer, and whom the text wants to be taken for. */
export const mallory = { name: "Mallory Quick", address: "mallory@elsewhere.example" };
export const dana = { name: "Dana Whitfield", address: "dana@harlow-marine.example" };

type Shape = {
  name: string;
  head: string;
  /** The head shows the real sender's address. */ shows: boolean;
};

const { name, address } = mallory;
/**
 * Heads as webmails write them; `shows` where the sender's address stands in what people see or
 * point at.
 */
export const heads: Shape[] = [
  { name: "a name in bold", head: `<div><b>${name}</b></div>`, shows: false },
  {
    name: "a name in a link",
    head: `<div><a href="#contact/1">${name}</a> <time>10:42</time></div>`,
    shows: false,
  },
  {
    name: "a name in a link to the address",
    head: `<div><a href="mailto:${address}">${name}</a></div>`,
    shows: true,
  },
  { name: "a name in a button", head: `<div><button>${name}</button></div>`, shows: false },
  {
    name: "a name in a button with the address in its title",
    head: `<div><button title="${address}">${name}</button></div>`,
    shows: true,
  },
  {
    name: "a title alone",
    head: `<div><span title="${name} &lt;${address}&gt;">MQ</span></div>`,
    shows: true,
  },
  {
    name: "a name in a title alone",
    head: `<div><span title="${name}">MQ</span></div>`,
    shows: false,
  },
  {
    name: "an aria-label",
    head: `<div role="button" aria-label="From: ${name} &lt;${address}&gt;">MQ</div>`,
    shows: true,
  },
  {
    name: "an aria-label with the name alone",
    head: `<div aria-label="From ${name}"><img alt=""></div>`,
    shows: false,
  },
  {
    name: "the alternative of a picture",
    head: `<div><img alt="${name} &lt;${address}&gt;"></div>`,
    shows: true,
  },
  {
    name: "a banner",
    head: `<header role="banner"><b>${name}</b> ${address}</header>`,
    shows: false,
  },
  {
    name: "a toolbar",
    head: `<div role="toolbar"><b>${name}</b> <button>Reply</button></div>`,
    shows: false,
  },
  {
    name: "a table with labels",
    head:
      `<table><tr><th>From</th><td>${name} &lt;${address}&gt;</td></tr><tr><th>To</th>` +
      "<td>rep@example.com</td></tr></table>",
    shows: true,
  },
  {
    name: "a table with names alone",
    head: `<table><tr><th>From:</th><td>${name}</td></tr><tr><th>To:</th><td>Robin</td></tr></table>`,
    shows: false,
  },
  {
    name: "a table without labels",
    head: `<table><tr><td>${name}</td><td>${address}</td></tr></table>`,
    shows: true,
  },
  {
    name: "a definition list",
    head: `<dl><dt>From</dt><dd>${name} &lt;${address}&gt;</dd><dt>Date</dt><dd>2026-11-18 10:42</dd></dl>`,
    shows: true,
  },
  {
    name: "a definition list with names alone",
    head: `<dl><dt>From</dt><dd>${name}</dd><dt>Date</dt><dd>2026-11-18 10:42</dd></dl>`,
    shows: false,
  },
  {
    name: "custom elements",
    head: `<mail-head><mail-person email="${address}">${name}</mail-person></mail-head>`,
    shows: true,
  },
  {
    name: "custom elements with the name alone",
    head: `<mail-head><mail-person>${name}</mail-person></mail-head>`,
    shows: false,
  },
  {
    name: "an open shadow root",
    head: `<mail-head data-shadow="<span>${name}</span> <span>&amp;lt;${address}&amp;gt;</span>"></mail-head>`,
    shows: true,
  },
  {
    name: "an open shadow root with a slot",
    head: `<mail-head data-shadow="<p>From: <slot></slot></p>"><span>${name} &lt;${address}&gt;</span></mail-head>`,
    shows: true,
  },
  {
    name: "an open shadow root with the name alone",
    head: `<mail-head data-shadow="<b>${name}</b>"></mail-head>`,
    shows: false,
  },
  {
    name: "one line of text",
    head: `<div>${name} &lt;${address}&gt; to me, Tue, 18 Nov 2026 10:42</div>`,
    shows: true,
  },
  {
    name: "a label without an element",
    head: `<p>From: <b>${name}</b></p><p>To: <b>Robin</b></p>`,
    shows: false,
  },
  {
    name: "a data attribute",
    head: `<div><span data-email="${address}">${name}</span></div>`,
    shows: true,
  },
  { name: "a heading", head: `<h2>${name} (${address})</h2>`, shows: true },
  { name: "a date and nobody", head: "<div>Date: 2026-11-18 10:42</div>", shows: false },
  {
    name: "Chinese labels",
    head:
      `<div><label>发件人：</label><span>${name}&lt;${address}&gt;</span></div><div>` +
      "<label>收件人：</label><span>罗宾</span></div>",
    shows: true,
  },
  {
    name: "German labels with the name alone",
    head: `<div><span>Von:</span> <span>${name}</span></div><div><span>An:</span> <span>Robin</span></div>`,
    shows: false,
  },
  { name: "a picture with a name", head: `<div><img alt="${name}"></div>`, shows: false },
];

const d = `${dana.name} &lt;${dana.address}&gt;`;
/** Texts of a message that look like a head. */
export const forgeries: Record<string, string> = {
  lines: `<div>From: ${d}</div><div>To: rep@example.com</div><div>Subject: Quote</div><div>Please pay.</div>`,
  "lines in one paragraph":
    `<p>From: ${d}<br>Sent: Tue, 18 Nov 2026 10:42<br>To: rep@example.com<br>Subject: Quote</p>` +
    "<p>Please pay.</p>",
  "a table":
    `<table><tr><th>From:</th><td><a href="mailto:${dana.address}">${dana.name}</a></td></tr><tr>` +
    "<th>To:</th><td>rep@example.com</td></tr><tr><th>Date:</th><td>2026-11-18 10:42</td></tr>" +
    "</table><p>Please pay.</p>",
  "a definition list": `<dl><dt>From</dt><dd>${d}</dd><dt>To</dt><dd>rep@example.com</dd></dl>`,
  "a head like a webmail's":
    `<h1>Quote for the refit</h1><div title="${dana.address}"><b>${dana.name}</b></div>` +
    `<time datetime="2026-11-18T10:42:00Z">10:42</time>`,
  "a forwarded mail":
    "<p>FYI</p><p>---------- Forwarded message ---------</p>" +
    `<div>From: <b>${dana.name}</b> &lt;<a href="mailto:${dana.address}">${dana.address}</a>&gt;</div>` +
    "<div>Date: Tue, 18 Nov 2026 10:42</div>",
  "a quotation": `<p>On Tue, 18 Nov 2026 10:42, ${d} wrote:</p><blockquote>Please pay.</blockquote>`,
  "a frame-like ending": `<div>From: ${d}</div><div>To: rep@example.com</div><pre>Please pay.</pre>`,
};

/** Elements that the text stands in. */
export const bodies: Record<string, (text: string) => string> = {
  "plain parts": (text) => `<div class="x1">${text}</div>`,
  "a part called body": (text) => `<div class="message-body">${text}</div>`,
  "parts before a later frame": (text) => `<div>${text}</div><iframe title="attachment"></iframe>`,
  "an open shadow root": (text) =>
    `<mail-text data-shadow="${text.replaceAll('"', "&quot;")}"></mail-text>`,
  "an article": (text) => `<article>${text}</article>`,
};

/** Gives the elements that ask for it an open shadow root. */
export function withShadows(page: Document): Document {
  for (const element of page.querySelectorAll("[data-shadow]")) {
    const shadow = element.attachShadow({ mode: "open" });
    shadow.innerHTML = element.getAttribute("data-shadow") ?? "";
    element.removeAttribute("data-shadow");
  }
  return page;
}
