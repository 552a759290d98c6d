/** In the browser: mounts any state, and answers its commands as the extension would. */
import * as en from "../../shared/locales/en.yml";
import * as zh from "../../shared/locales/zh_CN.yml";
import { learn } from "../../shared/locales/words.ts";
import { mountPanel } from "../../extension/panel/mount.tsx";
import { decisionOf } from "../../extension/panel/steps/decision.ts";
import type {
  Commands,
  Draft,
  Ended,
  KeptForm,
  Log,
  PanelState,
  Person,
} from "../../extension/panel/state.ts";
import { askable, invited, now, today } from "./cards.ts";
import { states } from "./states.ts";

learn("en", { ...en });
learn("zh_CN", { ...zh });

type Shown = Partial<PanelState> & {
  mode?: ShadowRootMode;
  height?: string;
  id?: string;
};
const calls: unknown[][] = [];
const gallery = {
  names: Object.keys(states),
  calls,
  /** Answer of the next commands. */
  answer: { ok: true, factId: "fact-1" } as Ended,
  /** Answer of the next searches for customers. */
  found: { ok: true, value: { customers: [], more: false } } as Awaited<
    ReturnType<Commands["findCustomers"]>
  >,
  /** Answer of the next readings of today. */
  today: { ok: true, value: today } as Awaited<ReturnType<Commands["today"]>>,
  /** Answer of the next questions which surveys may be asked. */
  askable: { ok: true, value: askable } as Awaited<ReturnType<Commands["askable"]>>,
  /** Answer of the next invitations. */
  invited: { ok: true, value: invited } as Awaited<ReturnType<Commands["invite"]>>,
  /** The state as the commands have changed it. */
  show(name: string, { mode = "open", height = "", id = name, ...part }: Shown = {}) {
    const host = document.createElement("div");
    host.id = id;
    const row = document.createElement("section");
    row.style.cssText = `display:flex;height:${height}`;
    // As the body of the panel's own page stands in its frame.
    host.style.cssText = "display:flex;flex-direction:column;width:fit-content;line-height:normal";
    row.append(host);
    document.body.append(row);
    let state: PanelState = { ...states[name]!, ...part };
    const mounted = mountPanel(host.attachShadow({ mode }));
    const set = (change: Partial<PanelState>) => {
      state = { ...state, ...change };
      mounted.draw(state, answering);
    };
    const answering = commands({ state: () => state, set });
    set({});
    gallery.set = set;
  },
  /** Changes the state shown last, as another message or a notice does. */
  set(part: Partial<PanelState>): void {
    throw new Error(`Nothing is shown yet that could have ${Object.keys(part).join()}.`);
  },
};

declare global {
  interface Window {
    gallery: typeof gallery;
    pwned?: number;
  }
}
window.gallery = gallery;

type Live = {
  state(): PanelState;
  set(part: Partial<PanelState>): void;
};

const logOf = (id: string, draft: Draft): Log => ({
  state: "logged",
  interactionId: id,
  at: now,
  by: null,
  draft,
});

/** Records the call, and answers it without changing the state. */
const record =
  (name: string) =>
  async (...rest: unknown[]): Promise<Ended> => {
    calls.push([name, ...rest]);
    return gallery.answer;
  };

/** Commands over this state; those of logs, forms and the view change it as the extension would. */
function commands(live: Live): Commands {
  return {
    ...viewCommands(live),
    ...logCommands(live),
    ...formCommands(live),
    ...decisionCommands(live),
    logWritten: record("logWritten"),
    logWhenSent(on) {
      calls.push(["logWhenSent", on]);
      const { writing } = live.state();
      if (writing) live.set({ writing: { ...writing, logsSent: on } });
    },
    noteSatisfaction: record("noteSatisfaction"),
    undoSatisfaction: record("undoSatisfaction"),
    noteTrust: record("noteTrust"),
    undoTrust: record("undoTrust"),
    actionOutcome: record("actionOutcome"),
    undoOutcome: record("undoOutcome"),
    promise: record("promise"),
    markPromise: record("markPromise"),
    undoPromise: record("undoPromise"),
    caseStep: record("caseStep"),
    undoCaseStep: record("undoCaseStep"),
    answerProposal: record("answerProposal"),
    addCustomer: record("addCustomer"),
    addContact: record("addContact"),
    async setTelephone(address, telephone) {
      calls.push(["setTelephone", address, telephone]);
      const set = (one: Person): Person =>
        one.address === address && one.card?.contact != null
          ? { ...one, card: { ...one.card, contact: { ...one.card.contact, telephone } } }
          : one;
      if (gallery.answer.ok) live.set({ people: live.state().people.map(set) });
      return gallery.answer;
    },
    undoAdding: record("undoAdding"),
    async findCustomers(name) {
      calls.push(["findCustomers", name]);
      return gallery.found;
    },
    goHome(on) {
      calls.push(["goHome", on]);
    },
    async today() {
      calls.push(["today"]);
      return gallery.today;
    },
    openCustomer: record("openCustomer"),
    async openAddress(address) {
      calls.push(["openAddress", address]);
    },
    async askable(address) {
      calls.push(["askable", address]);
      return gallery.askable;
    },
    async invite(address, survey) {
      calls.push(["invite", address, survey]);
      return gallery.invited;
    },
    withdrawInvitation: record("withdrawInvitation"),
    awaits: async (_customerId, isAsked) => isAsked,
    sawCase: (id) => void calls.push(["sawCase", id]),
    async lookAgain(address) {
      calls.push(["lookAgain", address]);
    },
    async lookUp(address) {
      calls.push(["lookUp", address]);
    },
    async putIntoDraft(content) {
      calls.push(["putIntoDraft", content]);
      return gallery.answer.ok ? { ok: true, as: "plain" } : gallery.answer;
    },
    openRecord: async (customerId, facts) => {
      calls.push(["openRecord", customerId, ...(facts === null ? [] : [facts])]);
      return null;
    },
    openSignIn: () => {
      calls.push(["openSignIn"]);
    },
    retry: () => {
      calls.push(["retry"]);
    },
  };
}

function decisionCommands({ state, set }: Live): Pick<Commands, "decideAnswer" | "decidePerson"> {
  const change = (of: (one: Person) => Person) => set({ people: state().people.map(of) });
  return {
    decideAnswer(what) {
      calls.push(["decideAnswer", what]);
      const decision = what === null ? null : decisionOf(what, Date.parse(now));
      change((one) =>
        one.openMessage ? { ...one, openMessage: { ...one.openMessage, decision } } : one,
      );
    },
    decidePerson(address, decision) {
      calls.push(["decidePerson", address, decision]);
      change((one) => (one.address === address ? { ...one, decision } : one));
    },
  };
}

function viewCommands({ set }: Live): Pick<Commands, "select" | "collapse" | "choose"> {
  return {
    select: (address) => {
      calls.push(["select", address]);
      set({ selected: address });
    },
    collapse: (collapsed) => {
      calls.push(["collapse", collapsed]);
      set({ collapsed });
    },
    choose: (address) => {
      calls.push(["choose", address]);
    },
  };
}

function logCommands({
  state,
  set,
}: Live): Pick<Commands, "log" | "logAll" | "undoLog" | "undoAll" | "amendLog"> {
  return {
    async log(address, draft, what) {
      calls.push(["log", address, draft, what]);
      if (gallery.answer.ok && what === "email") set({ log: logOf("fact-1", draft) });
      return gallery.answer;
    },
    async logAll(draft) {
      calls.push(["logAll", draft]);
      if (gallery.answer.ok)
        set({
          log: logOf("fact-1", draft),
          customers: state().customers.map((one, at) => ({
            ...one,
            log: logOf(`fact-${at + 1}`, draft),
          })),
        });
      return gallery.answer;
    },
    async undoLog(id) {
      calls.push(["undoLog", id]);
      const { log } = state();
      if (
        gallery.answer.ok &&
        log.state !== "none" &&
        id === (log.state === "logged" ? log.interactionId : log.id)
      )
        set({ log: { state: "none" } });
      return gallery.answer;
    },
    async undoAll() {
      calls.push(["undoAll"]);
      if (gallery.answer.ok)
        set({
          log: { state: "none" },
          customers: state().customers.map((one) => ({ ...one, log: { state: "none" } })),
        });
      return gallery.answer;
    },
    async amendLog(draft, id) {
      calls.push(["amendLog", draft, id]);
      const { log } = state();
      if (gallery.answer.ok && log.state === "logged") set({ log: { ...log, draft } });
      return gallery.answer;
    },
  };
}

function formCommands({ state, set }: Live): Pick<Commands, "keepForm" | "dropForm"> {
  const others = (slot: KeptForm["slot"], of: string) =>
    (state().forms ?? []).filter((one) => one.slot !== slot || one.of !== of);
  return {
    keepForm: (form) => set({ forms: [...others(form.slot, form.of), form] }),
    dropForm: (slot, of) => set({ forms: others(slot, of) }),
  };
}
