/** One handler a call: what the background does for pages and content scripts. */
import type { FactKind } from "../../../shared/contract/fact-kind.ts";
import { codes as enCodes, content as enContent } from "../../../shared/locales/en.yml";
import { codes as zhCodes, content as zhContent } from "../../../shared/locales/zh_CN.yml";
import { shownTier } from "../../../shared/contract/shown-tier.ts";
import { choose } from "../../mail/choice.ts";
import { looked } from "../../mail/described/looks.ts";
import { builtIn } from "../../mail/sites/index.ts";
import { younger } from "../../sync/age.ts";
import { workerBase } from "../../sync/api.ts";
import { failureOf } from "../../sync/failure.ts";
import type { Calls, Notice, ReaderWords, Result, Status } from "../../sync/messages.ts";
import { ownerOf } from "../../sync/session.ts";
import { changeSettings, foldIn, localeOf, readSettings } from "../../sync/settings.ts";
import { whoKey } from "../../sync/who-key.ts";
import { allowed, targetOf, withdraws } from "../../sync/writes.ts";
import { awaits } from "./awaited.ts";
import { judged, knownCards } from "./known.ts";
import { lacksWords } from "./lacks-words.ts";
import { writesOfSent } from "./log-sent.ts";
import { sawCases } from "./news.ts";
import { parts } from "./parts.ts";
import { putIntoDraft } from "./put-into-draft.ts";
import { drop } from "./running.ts";
import { describedScript, scriptFor } from "./scripts.ts";
import { standing } from "./standing.ts";
import { tell } from "./tell.ts";

type Handlers = {
  [Name in keyof Calls]: (
    ask: Calls[Name]["ask"],
    sender: chrome.runtime.MessageSender,
    left: AbortSignal,
  ) => Promise<Calls[Name]["answer"]>;
};

/** An entry younger than this is on its way, milliseconds. */
const atOnce = 3000;

async function result<T>(work: Promise<T>): Promise<Result<T>> {
  try {
    return { ok: true, value: await work };
  } catch (thrown) {
    return { ok: false, failure: failureOf(thrown) };
  }
}

async function status(): Promise<Status> {
  const { sessions, outbox, connection, learnMe } = await parts();
  void learnMe().catch(() => undefined);
  const [session, entries, newer, settings] = await Promise.all([
    sessions.current(),
    outbox.list(),
    outbox.listNewer(),
    readSettings(chrome.storage.local),
  ]);
  const failed = entries.filter((entry) => entry.state === "failed").length;
  // What is being sent right now, for the first time, does not wait.
  const waiting = entries.filter(
    (entry) =>
      entry.state === "waiting" &&
      (entry.reason !== null || session === null || !younger(entry.createdAt, atOnce)),
  );
  return {
    me: session?.me ?? null,
    connection: connection(),
    waiting: waiting.length,
    failed,
    newer: newer.length,
    settings,
  };
}

/** Returns what is known of a host as data, the company's own signals included. */
const known = async (host: string, webmail: string | null) =>
  choose(host, builtIn, (await (await parts()).signals.newest())?.sites ?? [], webmail);

async function signIn(typed: string, code: string): Promise<Calls["pair"]["answer"]> {
  const base = workerBase(typed);
  if (base === null) return { ok: false, failure: { code: "invalid_request", message: "" } };
  const { sessions, outbox, signals, forget } = await parts();
  const answer = await result(sessions.pair(base, code));
  if (!answer.ok) return answer;
  await forget();
  tell({ notice: "changed", what: "session" });
  void outbox.flush();
  void signals.refresh(true).then(() => tell({ notice: "changed", what: "settings" }));
  return { ok: true, value: answer.value.me };
}

async function signOut(): Promise<null> {
  const { sessions, call, forget } = await parts();
  const session = await sessions.current();
  // The Worker ends the session if it can be reached; here it ends in any case.
  await call((api) => api.signOut()).catch(() => undefined);
  // Unless another has signed in while the Worker was waited for.
  if (!(await sessions.forget(session?.token)) && session !== null) return null;
  await forget();
  tell({ notice: "changed", what: "session" });
  return null;
}

/** Hands a write to the outbox, and keeps its proof. */
async function writeOne({
  id,
  write,
  about,
  click,
}: Calls["write"]["ask"]): Promise<Calls["write"]["answer"]> {
  const { sessions, outbox, logs, proofs } = await parts();
  const session = await sessions.current();
  const outcome = await outbox.submit(
    id,
    allowed(write, session?.me.book.subjects !== false),
    about,
  );
  if (outcome.state === "failed") return outcome;
  // The write is kept or sent: whatever fails from here on must not report it as failed.
  await (async () => {
    // What somebody did is no proof for who has signed in meanwhile.
    if ((await sessions.current())?.token !== session?.token) return;
    if (click !== null)
      await proofs.keep(
        click,
        outcome.state === "sent" ? (outcome.factId ?? id) : id,
        outcome.state === "waiting",
      );
    if (write.call === "withdrawLog") await logs.clear();
    const target = withdraws(write) ? targetOf(write) : null;
    if (target !== null) await proofs.drop(target);
  })().catch((error: unknown) => console.error("the proof of a write could not be kept", error));
  return outcome;
}

/**
 * Opens the portfolio in a tab. The code stands in the fragment, which no server and no log ever
 * sees, and the portfolio takes it out of the address at once.
 */
async function openPortfolio(customerId: string | null, facts: FactKind | null): Promise<null> {
  const { sessions, call } = await parts();
  const code = await call((api) => api.handOver());
  const base = (await sessions.current())?.base ?? "";
  const record = customerId === null ? "/" : `/customers/${encodeURIComponent(customerId)}`;
  const path = facts === null ? record : `${record}?facts=${facts}`;
  await chrome.tabs.create({ url: `${base}${path}#${new URLSearchParams({ code }).toString()}` });
  return null;
}

export const handlers: Handlers = {
  status,
  async wake() {
    await (await parts()).readAhead();
    return null;
  },
  async recognised({ host, webmail }, { tab }) {
    // What the company serves for a host knows it better than what can be told of any page.
    const file =
      scriptFor(host, webmail, []) ??
      ((await known(host, webmail)) === null
        ? scriptFor(host, webmail, (await readSettings(chrome.storage.local)).readAnyway)
        : describedScript);
    if (file === null || tab?.id === undefined) return false;
    await chrome.scripting.executeScript({ target: { tabId: tab.id }, files: [file] });
    return true;
  },
  async webmail({ host, webmail }) {
    const found = await known(host, webmail);
    return (
      found && {
        ...found,
        site: looked(found.site),
        instead: found.instead && looked(found.instead),
      }
    );
  },
  async readerWords() {
    const locale = localeOf(await readSettings(chrome.storage.local), navigator.language);
    const [codes, content] = locale === "en" ? [enCodes, enContent] : [zhCodes, zhContent];
    const own = (await (await parts()).sessions.current())?.me.book.words?.[locale].tier;
    return {
      locale,
      tiers: { ...(codes["tier"] as ReaderWords["tiers"]), ...own },
      reloadTab: String(content["reload_tab"]),
      close: String(content["close"]),
    };
  },
  ownTab: async (_ask, { tab }) => tab?.id ?? null,
  knownCards: async ({ addresses }) => knownCards(await parts(), addresses),
  async freshCards({ addresses }, _sender, left) {
    const { cards, sessions, learnMe } = await parts();
    const answer = await result(cards.fresh(addresses, left));
    // A card may offer an action that the policy got since its words were asked for.
    if (answer.ok && lacksWords(answer.value, (await sessions.current())?.me.book.words))
      void learnMe(true).catch(() => undefined);
    return answer;
  },
  tiers: async ({ addresses }) =>
    result(
      (await parts()).cards
        .fresh(addresses)
        .then((answers) => answers.map(({ card }) => (card ? shownTier(card.scores.tier) : null))),
    ),
  judged: async ({ people, doubtful }) => judged(await parts(), people, doubtful),
  findCustomers: async ({ name }, _sender, left) =>
    result((await parts()).call((api) => api.search(name, left), { left })),
  today: async (_ask, _sender, left) =>
    result((await parts()).call((api) => api.today(left), { left })),
  askable: async ({ contactId }, _sender, left) =>
    result((await parts()).call((api) => api.askable(contactId, left), { left })),
  invite: async ({ id, invitation }) =>
    result((await parts()).call((api) => api.invite(invitation, id))),
  answerProposal: async ({ id, proposal, reason }) =>
    result(
      (await parts()).call(async (api) => {
        await api.answerProposal(proposal, reason, id);
        return null;
      }),
    ),
  withdrawInvitation: async ({ id, invitation }) =>
    result(
      (await parts()).call(async (api) => {
        await api.withdrawInvitation(invitation, id);
        return null;
      }),
    ),
  async forgetCards({ addresses }) {
    await (await parts()).cards.forget(addresses);
    return null;
  },
  awaits: (asked) => awaits(chrome.storage.session, asked, Date.now()),
  async sawCases({ ids }) {
    await sawCases(ids);
    return null;
  },
  addressOf: async ({ id }) => result((await parts()).call((api) => api.addressOf(id))),
  async suspect(stranger) {
    // Without an answer nothing is known: it is asked again when the message is looked at again.
    await (await parts()).hints.of(stranger).catch(() => undefined);
    return null;
  },
  aliases: async ({ mailbox, seen }) => (await parts()).aliases.of(mailbox, seen),
  standing: async ({ message }, _sender, left) => standing(await parts(), message, left),
  async drop({ id }) {
    drop(id);
    return null;
  },
  write: writeOne,
  async logSent(sent) {
    const { cards, proofs } = await parts();
    const writes = await writesOfSent({ cards }, sent);
    await Promise.all(
      writes.map(async (one) => {
        const { state } = await writeOne(one);
        // Nobody sees its end: the proof says that it was refused.
        if (state === "failed" && one.click !== null) await proofs.keep(one.click, one.id, true);
      }),
    );
    return null;
  },
  proofs: async ({ addresses }) => (await parts()).proofs.of(addresses),
  async keptForms({ keys }) {
    const { sessions, forms } = await parts();
    const session = await sessions.current();
    return session === null ? keys.map(() => null) : forms.of(keys, ownerOf(session));
  },
  async keepForm({ key, text, user }) {
    const { sessions, forms } = await parts();
    const session = await sessions.current();
    if (session?.me.user.id === user) await forms.keep(key, text, ownerOf(session));
    return null;
  },
  async decisions({ keys }) {
    const { sessions, decisions } = await parts();
    const session = await sessions.current();
    return session === null ? keys.map(() => null) : decisions.of(keys, ownerOf(session));
  },
  async decide({ key, text, user }) {
    const { sessions, decisions, cards } = await parts();
    const session = await sessions.current();
    if (session?.me.user.id !== user) return null;
    await decisions.decide(key, text, ownerOf(session));
    // Who is no colleague is looked up as others are.
    if (key.startsWith(whoKey(""))) await cards.forget([key.slice(whoKey("").length)]);
    return null;
  },
  async collapse(change) {
    await changeSettings(chrome.storage.local, foldIn(change));
    return null;
  },
  async openSignIn() {
    await chrome.tabs.create({ url: chrome.runtime.getURL("welcome.html") });
    return null;
  },
  putIntoDraft: ({ tab, content }, sender) => putIntoDraft(tab ?? sender.tab?.id, content),
  openPortfolio: ({ customerId, facts }) => result(openPortfolio(customerId, facts)),
  async retryAll() {
    await (await parts()).outbox.flush();
    return null;
  },
  pair: ({ base, code }) => signIn(base, code),
  signOut,
  signals: async () => (await parts()).signals.state(),
  async refreshSignals() {
    const { signals } = await parts();
    await signals.refresh(true);
    return signals.state();
  },
  async where() {
    const { sessions } = await parts();
    const session = await sessions.current();
    return {
      base: session?.base ?? (await sessions.lastBase()),
      expiresAt: session?.expiresAt ?? null,
    };
  },
  async set(changes) {
    const settings = await changeSettings(chrome.storage.local, changes);
    tell({ notice: "changed", what: "settings" });
    return settings;
  },
  async outbox() {
    const { outbox, sessions } = await parts();
    const session = await sessions.current();
    const owner = session === null ? null : ownerOf(session);
    const entries = (await outbox.list()).map(
      ({ id, createdAt, attempts, state, reason, message, about, write, owner: whose }) => ({
        id,
        createdAt,
        attempts,
        state,
        reason,
        message,
        about,
        call: write.call,
        ours: whose === owner,
      }),
    );
    return { entries, newer: await outbox.listNewer() };
  },
  async retry({ id }) {
    await (await parts()).outbox.retry(id);
    return null;
  },
  async readAnyway({ tab, host, on }) {
    const others = (await readSettings(chrome.storage.local)).readAnyway.filter(
      (one) => one !== host,
    );
    await changeSettings(chrome.storage.local, { readAnyway: on ? [...others, host] : others });
    const stop: Notice = { notice: "stop" };
    if (on)
      await chrome.scripting.executeScript({
        target: { tabId: tab },
        files: [scriptFor(host, null, [host]) ?? ""],
      });
    else await chrome.tabs.sendMessage(tab, stop, { frameId: 0 }).catch(() => undefined);
    return null;
  },
  async discard({ id }) {
    await (await parts()).outbox.discard(id);
    return null;
  },
};
