/**
 * Roundcube, on whatever host: its description, and the code for what data cannot say. List with
 * preview, full view, own window, composer. Only the top document is read from; it reads its
 * preview frame itself.
 */
import type { Description } from "../../../shared/contract/webmail.ts";
import type { Adapter, OpenCompose, OpenMessage } from "../adapter.ts";
import { rowIn, rowsIn } from "../described/rows.ts";
import { elementsAt } from "../described/description-signals.ts";
import { listenToFrame } from "../reading/frame.ts";
import { offerIn } from "../generic/generic.ts";
import { factsOf, type Facts } from "./facts.ts";
import { fetchHeaders } from "./headers.ts";
import { actionOf, setting, settingsOf } from "./page.ts";
import { withSentName } from "./people.ts";
import { followSending } from "./sending.ts";
import { ask, healthOf, safely } from "../reading/signals.ts";
import { line } from "../reading/text.ts";

/**
 * Returns true where the list beside the message shows an answer of ours. Rows are named after the
 * base64 of their message's number.
 */
function isAnswered(top: Document, message: string): boolean {
  const uid = message.slice(message.lastIndexOf("/") + 1);
  const row = top.getElementById(`rcmrow${btoa(uid).replace(/=+$/, "")}`);
  return row?.querySelector(".msgicon.replied") != null;
}

function readMessage(top: Document, facts: Facts): OpenMessage | "unreadable" | null {
  const page = facts.shown(top);
  if (page === null || page.body?.classList.contains("task-error")) return null;
  if (ask(top, facts.threads) === null) return page.readyState === "loading" ? null : "unreadable";
  const id = ask(top, facts.messageId);
  if (id === null || ask(top, facts.messages) === null) return "unreadable";
  const own = ask(top, facts.account);
  // The page leaves Reply-To out where it is the sender.
  const participants = [facts.from, facts.replyTo, facts.to, facts.cc].flatMap(
    (people) => ask(top, people) ?? [],
  );
  return {
    kind: "message",
    account: own,
    participants: withSentName(participants, setting(page, "sender")),
    subject: ask(top, facts.subject),
    occurredAt: ask(top, facts.occurredAt),
    // The sign-in name is the same in every view; the address is shown in some only.
    identity: {
      messageId: null,
      webmail: `roundcube@${top.location.host}`,
      account: line(setting(page, "username"), 320) ?? own,
      thread: null,
      message: id,
    },
    list: settingsOf(page)["list_post"] === true || ask(top, facts.list) !== null,
    ...(isAnswered(top, id) && { isAnswered: true as const }),
  };
}

function readCompose(top: Document, facts: Facts): OpenCompose {
  const aliases = (ask(top, facts.aliases) ?? []).map((one) => one.address);
  return {
    kind: "compose",
    account: ask(top, facts.account),
    ...(aliases.length > 0 && { aliases }),
    participants: [...(ask(top, facts.composeTo) ?? []), ...(ask(top, facts.composeCc) ?? [])],
    subject: ask(top, facts.composeSubject),
  };
}

const readOpen = (top: Document, facts: Facts) =>
  actionOf(top) === "compose" ? readCompose(top, facts) : readMessage(top, facts);

/** The adapter of Roundcube by a description: the built-in one, or a served one. */
export function roundcubeOf(site: Description): Adapter {
  const facts = factsOf(site);
  // The list is the top document's own, whatever its frame shows.
  const { frame: _, ...list } = site;
  return {
    webmail: site.webmail,
    read: (top) => safely(() => readOpen(top, facts), "unreadable"),
    guess: (top) => offerIn(safely(() => facts.shown(top), null) ?? top, site.bodies),
    mail(top) {
      const frame = safely(() => facts.frame(top), null);
      const preview = frame?.checkVisibility?.() === false ? null : frame;
      return (
        top.getElementById("layout-content") ??
        preview ??
        top.querySelector("#mailview-right, #messageframe") ??
        top.body
      );
    },
    watch(top) {
      // Children alone: rows, their table's bodies and chips come and go as such, and our own marks
      // inside a row are no news.
      const lists = [...(site.rows?.within ?? []), ...(site.watch ?? [])].flatMap(({ at }) =>
        safely(() => elementsAt(top, at, ""), []),
      );
      const header = safely(() => ask(top, facts.threads), null);
      return [
        ...lists.map((target) => ({ target, options: { childList: true } })),
        ...(header === null
          ? []
          : [{ target: header, options: { childList: true, subtree: true } }]),
      ];
    },
    listen: (top, changed, now) =>
      listenToFrame(
        safely(() => facts.frame(top), null),
        changed,
        now,
      ),
    rows: (top) => safely(() => rowsIn(top, list), []),
    ...rowIn(list),
    headers: ({ identity }, top, signal) =>
      identity?.message == null
        ? Promise.resolve(null)
        : fetchHeaders(top, identity.message, signal),
    followSending,
    writing: (top) => (actionOf(top) === "compose" ? top.body : null),
    health: (top) => ({
      webmail: site.webmail,
      description: { version: site.version, from: "built in" },
      ...healthOf(top, {
        open: facts.messages,
        account: facts.account,
        from: facts.from,
        recipients: facts.to,
        subject: facts.subject,
        occurredAt: facts.occurredAt,
        message: facts.messageId,
      }),
    }),
  };
}
