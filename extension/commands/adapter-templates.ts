/**
 * The files of `npm run new:adapter`: a description, a page in its shape, and the spec that holds
 * one to the other.
 */

export type NewAdapter = {
  /** "some-mail": names the files and the webmail. */
  name: string;
  /** "someMail": names the constant. */
  constant: string;
  /** As a description has it: exact, or with a leading dot every host below. */
  host: string;
  /** The month its ways are dated, "2026-11". */
  since: string;
};

export const descriptionOf = ({ name, constant, host, since }: NewAdapter) => `/**
 * ${name}: say here which pages, of when, it was proved on. Proved so far on the page it was made
 * with, which no webmail shows.
 */
import type { Description } from "../../../shared/contract/webmail.ts";

const person = { address: [{ attribute: "title" }], name: [{}] };

export const ${constant}: Description = {
  webmail: "${name}", version: 1,
  hosts: ["${host}"],
  bodies: [".body", "[contenteditable]"],
  account: [{ since: "${since}", at: ".account" }],
  thread: {
    at: [{ since: "${since}", at: ".message" }],
    id: [{ since: "${since}", at: "[data-id]", attribute: "data-id" }],
    subject: [{ since: "${since}", at: "h1" }],
  },
  message: {
    at: [{ since: "${since}", at: ".header" }],
    // The message's own; without one it is told by its thread, sender and time.
    id: [{ since: "${since}", at: "[data-id]", attribute: "data-id" }],
    occurredAt: [{ since: "${since}", at: "time", attribute: "datetime" }],
    from: [{ since: "${since}", at: ".from", ...person }],
    to: [{ since: "${since}", at: ".to", ...person }], cc: [], replyTo: [],
  },
  compose: null, rows: null,
};
`;

export const pageOf = ({ name }: NewAdapter) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${name}</title></head>
<body>
<!-- A page of the project's own: give it the shape of the webmail's pages. People are invented,
     at .example. -->
<span class="account">rep@regards.example</span>
<main class="message">
<h1>Refit of the Selkie</h1>
<div class="header" data-id="m-1">
<b class="from" title="dana@harlow-marine.example">Dana Harlow</b> to
<b class="to" title="rep@regards.example">Robin Rep</b>
<time datetime="2026-11-20T14:02:00Z">20 November</time>
</div>
<div class="body"><div class="header"><b class="from" title="trap@body.example">Trap</b></div></div>
</main>
</body></html>
`;

export const specOf = ({
  name,
  constant,
  host,
}: NewAdapter) => `import { ${constant} } from "../../../../extension/mail/sites/${name}.ts";
import { specOf } from "../spec-of.ts";
const account = "rep@regards.example";
const participants = [\
{ role: "from" as const, name: "Dana Harlow", address: "dana@harlow-marine.example" }, \
{ role: "to" as const, name: null, address: account }];
specOf(${constant}, { message: { \
at: "https://${host.replace(/^\./, "mail.")}/", \
open: { kind: "message", account, participants, subject: "Refit of the Selkie", \
occurredAt: "2026-11-20T14:02:00.000Z", list: false, \
identity: { messageId: null, webmail: "${name}", account, thread: "m-1", message: "m-1" } } } });
`;
