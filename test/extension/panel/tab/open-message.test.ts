/**
 * The open message as the panel's state has it for each person: which way it went, when, answered or
 * not. Messages of this kind: of a customer, to a customer, of a list, in doubt, with an answer begun.
 */
import { expect, test } from "vitest";
import { panelState } from "../../../../extension/panel/tab/panel-state.ts";
import type { Knowledge, TabState } from "../../../../extension/panel/tab/panel-state.ts";
import type { OpenMessage, Participant } from "../../../../extension/protocol/mail.ts";
import type { PageState } from "../../../../extension/protocol/tab.ts";
import type { Draft, Log, PersonDecision } from "../../../../extension/panel/state.ts";
import { defaults } from "../../../../extension/sync/settings.ts";
import { harlow } from "../../../gallery/cards.ts";

const dana = "dana@harlow.example";
const robin = "robin@own.example";
const sam = "sam@own.example";
const me = {
  user: { id: "u", name: "Robin Vale", address: robin, role: "rep" },
  book: { ownDomains: ["own.example"], subjects: true },
};
const person = (role: Participant["role"], address: string): Participant => ({
  role,
  address,
  name: null,
});
const message = (part: Partial<OpenMessage> = {}): OpenMessage => ({
  kind: "message",
  account: robin,
  participants: [person("from", dana), person("to", robin)],
  subject: "Terms for 2027",
  occurredAt: "2026-11-18T09:12:00Z",
  identity: null,
  list: false,
  ...part,
});
const page = (shown: PageState["shown"], headers: PageState["headers"] = null): PageState => ({
  webmail: "own",
  host: "mail.example",
  shown,
  isPainting: false,
  offered: [],
  headers,
  theme: "light",
  isNarrow: false,
});

type Case = {
  page: PageState;
  known?: Partial<Knowledge>;
  decided?: Record<string, PersonDecision>;
  unfolded?: string;
  home?: TabState["home"];
  isResting?: boolean;
  typed?: string;
};
function stateOf({ page: shown, known = {}, decided = {}, unfolded, home, ...tell }: Case) {
  const tab: TabState = {
    page: shown,
    selected: null,
    typed: tell.typed ?? null,
    home: home ?? "none",
    isResting: tell.isResting ?? false,
    unfolded: unfolded ?? null,
    logsSent: null,
    aliases: [],
    aliasesOf: "",
    decided: (address) => decided[address] ?? null,
  };
  const knowledge = {
    status: { me, connection: "online", waiting: 0, failed: 0, newer: 0, settings: defaults },
    locale: "en",
    seen: (address: string) =>
      address === dana
        ? { answer: { address, status: "customer", card: harlow }, stale: false }
        : { answer: { address, status: address === sam ? "internal" : "unknown" }, stale: false },
    judged: () => undefined,
    proofs: () => [],
    forms: () => [],
    log: () => ({ state: "none" }),
    draft: () => null,
    answerDecision: () => null,
    isDraftLogged: () => false,
    isAlwaysOpen: false,
    ...known,
  } as unknown as Knowledge;
  return panelState(tab, knowledge);
}
const folded = {
  me,
  connection: "online",
  waiting: 0,
  failed: 0,
  newer: 0,
  settings: { ...defaults, collapsed: true },
} as unknown as NonNullable<Knowledge["status"]>;
const factsOf = (given: Case) =>
  stateOf(given)?.people.find((one) => one.address === dana)?.openMessage;

test("panelState has the open message as in, with its time, when the customer wrote", () => {
  expect(factsOf({ page: page(message()) })).toEqual({
    direction: "in",
    at: "2026-11-18T09:12:00Z",
    isAnswered: false,
    decision: null,
  });
});

test("panelState has the open message as out when we wrote", () => {
  const participants = [person("from", robin), person("to", dana)];
  expect(factsOf({ page: page(message({ participants })) })?.direction).toBe("out");
});

test("panelState takes the time of the headers when the page shows none", () => {
  const headers = { messageId: null, occurredAt: "2026-11-17T08:00:00Z", list: false };
  const shown = message({ occurredAt: null });
  expect(factsOf({ page: page(shown, headers) })?.at).toBe("2026-11-17T08:00:00Z");
  expect(factsOf({ page: page(shown, "coming") })?.at).toBeNull();
  expect(factsOf({ page: page(message({ occurredAt: "2999-01-01T00:00:00Z" })) })?.at).toBeNull();
});

test.each<[string, Partial<OpenMessage>]>([
  ["an answer is being written", { reply: [person("to", dana)] }],
  ["the page shows that it was answered", { isAnswered: true }],
])("panelState has the open message as answered when %s", (_case, part) => {
  expect(factsOf({ page: page(message(part)) })?.isAnswered).toBe(true);
});

test.each<[string, Case]>([
  ["it comes from a list", { page: page(message({ list: true })) }],
  [
    "its headers name a list",
    { page: page(message(), { messageId: null, occurredAt: null, list: true }) },
  ],
  [
    "somebody of it is in doubt",
    {
      page: page(message()),
      known: {
        judged: (address) => ({
          shown: address,
          company: null,
          cautions: [{ code: "look_alike_domain", parameters: {} }],
        }),
      },
    },
  ],
  [
    "the decision is not known yet",
    { page: page(message()), known: { answerDecision: () => undefined } },
  ],
  [
    "the customer is merely copied",
    {
      page: page(
        message({
          participants: [person("from", "x@else.example"), person("to", robin), person("cc", dana)],
        }),
      ),
    },
  ],
])("panelState has nothing of the open message when %s", (_case, given) => {
  expect(factsOf(given) ?? null).toBeNull();
});

test("panelState shows a colleague as an outside person when they are said to be none", () => {
  const shown = page(message({ participants: [person("from", sam), person("to", robin)] }));
  const status = (decided: Record<string, PersonDecision>) =>
    stateOf({ page: shown, decided })?.people[0];
  expect(status({})).toMatchObject({ status: "muted", machine: false });
  expect(status({ [sam]: "outside" })).toMatchObject({ status: "unknown", decision: "outside" });
});

test("panelState mutes a customer's address when it is said to be a machine", () => {
  const state = stateOf({ page: page(message()), decided: { [dana]: "machine" } });
  expect(state?.people[0]).toMatchObject({ status: "muted", machine: true, decision: "machine" });
  expect(state?.customers).toEqual([]);
});

test("panelState looks a no-reply sender up when it is said to be a person", () => {
  const sender = "noreply@harlow.example";
  const shown = page(message({ participants: [person("from", sender), person("to", robin)] }));
  expect(stateOf({ page: shown })?.people[0]?.status).toBe("muted");
  const decided = { [sender]: "outside" as const };
  expect(stateOf({ page: shown, decided })?.people[0]?.status).toBe("unknown");
});

const draft: Draft = {
  kind: "email",
  direction: "in",
  occurredAt: "2026-11-18T09:12:00Z",
  subject: "Terms for 2027",
  note: null,
  minutes: null,
  behaviours: [],
};
const loggedBy = (by: string | null): Log => ({
  state: "logged",
  interactionId: "fact-1",
  at: "2026-11-18T10:00:00Z",
  by,
  draft,
});
const touchesOf = (log: Log) =>
  stateOf({ page: page(message()), known: { log: () => log } })?.people[0]?.card?.touches ?? [];

test("panelState has a colleague's log of the open message among the contacts, in its place", () => {
  const touches = touchesOf(loggedBy("Kim Lund"));
  const place = touches.findIndex(({ id }) => id === "fact-1");
  expect(touches[place]).toMatchObject({ subject: "Terms for 2027", by: "Kim Lund" });
  expect(touches).toHaveLength(harlow.touches.length + 1);
  const times = touches.map(({ at }) => Date.parse(at));
  expect(times).toEqual(times.toSorted((a, b) => b - a));
});

test("panelState names who is signed in on one's own log, and nobody on one without a name", () => {
  const by = (log: Log) => touchesOf(log).find(({ id }) => id === "fact-1")?.by;
  expect([by(loggedBy(null)), by(loggedBy(""))]).toEqual(["Robin Vale", null]);
});

test("panelState leaves the contacts as they are when the log waits, or the card has it", () => {
  const [first] = harlow.touches;
  const known: Log = { ...loggedBy("Kim Lund"), interactionId: first?.id ?? "" } as Log;
  for (const log of [
    { state: "none" },
    { state: "pending", id: "1", reason: null },
    known,
  ] as Log[])
    expect(touchesOf(log)).toBe(harlow.touches);
});

const internal = message({ participants: [person("from", sam), person("to", robin)] });
const list = message({ participants: [person("from", "news-bounces@lists.example")], list: true });

test.each<[string, OpenMessage]>([
  ["colleagues alone", internal],
  ["a list alone", list],
])(
  "panelState is folded, whatever the person's choice, when the message is of %s",
  (_of, shown) => {
    expect(stateOf({ page: page(shown) })?.collapsed).toBe(true);
  },
);

test("panelState is open for nobody when the person opened it for this message, and no other", () => {
  const unfolded = stateOf({ page: page(internal) })?.open ?? "";
  expect(stateOf({ page: page(internal), unfolded })?.collapsed).toBe(false);
  expect(stateOf({ page: page(list), unfolded })?.collapsed).toBe(true);
});

test("panelState is open when somebody can be shown, and in a place of its own", () => {
  expect(stateOf({ page: page(message()) })?.collapsed).toBe(false);
  expect(stateOf({ page: page(internal), known: { isAlwaysOpen: true } })?.collapsed).toBe(false);
  const named = { ...internal, withoutAddress: ["Tom Okafor"] };
  expect(stateOf({ page: page(named) })?.collapsed).toBe(false);
});

test("panelState is home when nothing is open and the panel has its place to itself", () => {
  expect(stateOf({ page: page(null) })).toBeNull();
  expect(stateOf({ page: page(null), known: { isAlwaysOpen: true } })).toMatchObject({
    screen: "home",
    home: { canLeave: false, isAsked: false },
    collapsed: false,
  });
});

test("panelState is home, folded until it is unfolded, when a list has stood there for a moment", () => {
  const isResting = true;
  expect(stateOf({ page: page(null), isResting })).toMatchObject({
    screen: "home",
    home: { canLeave: false, isAsked: false },
    collapsed: true,
  });
  const status = { ...folded, settings: { ...defaults, collapsedToday: false } };
  const unfolded = { page: page(null), isResting, known: { status } };
  expect(stateOf(unfolded)).toMatchObject({ screen: "home", collapsed: false });
});

test("panelState is nothing when nobody is signed in beside a list", () => {
  const status = { ...folded, me: null };
  expect(stateOf({ page: page(null), isResting: true, known: { status } })).toBeNull();
});

test("panelState is home, open and without a log, when the person went there from a mail", () => {
  const draft = { kind: "email" } as Draft;
  const known = { draft: () => draft, status: folded };
  expect(stateOf({ page: page(message()), home: "open", known })).toMatchObject({
    screen: "home",
    home: { canLeave: true, isAsked: true },
    collapsed: false,
    email: null,
  });
});

test("panelState has who was found, and nothing of the open mail to log for them", () => {
  const log: Log = { state: "pending", id: "1", reason: null };
  const known = { draft: () => ({ kind: "email" }) as Draft, log: () => log };
  expect(stateOf({ page: page(message()), home: "found", typed: dana, known })).toMatchObject({
    screen: "found",
    selected: dana,
    email: null,
    log: { state: "none" },
    customers: [],
  });
});
