/**
 * The open message as the panel's state has it for each person: which way it went, when, answered or
 * not. Messages of this kind: of a customer, to a customer, of a list, in doubt, with an answer begun.
 */
import { expect, test } from "vitest";
import { panelState } from "../../../../extension/panel/tab/panel-state.ts";
import type { Knowledge, TabState } from "../../../../extension/panel/tab/panel-state.ts";
import type { OpenMessage, Participant } from "../../../../extension/protocol/mail.ts";
import type { PageState } from "../../../../extension/protocol/tab.ts";
import type { PersonDecision } from "../../../../extension/panel/state.ts";
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
};
function stateOf({ page: shown, known = {}, decided = {} }: Case) {
  const tab: TabState = {
    page: shown,
    selected: null,
    typed: null,
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
    isAlwaysOpen: false,
    ...known,
  } as unknown as Knowledge;
  return panelState(tab, knowledge);
}
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
