/**
 * The panel beside the sample before the browser is paired: the demo book's card, and buttons that
 * answer as they do in earnest and send nothing anywhere.
 */
import { useEffect, useRef } from "preact/hooks";
import type { Card } from "../../../shared/contract/card.ts";
import type { Page } from "../../pages/page.tsx";
import { mountPanel } from "../../panel/mount.tsx";
import type { Mounted } from "../../panel/mount.tsx";
import type { Commands, Draft, Ended, Kept, PanelState, Person } from "../../panel/state.ts";
import { decisionOf } from "../../panel/steps/decision.ts";
import scored from "./sample-card.json";
import { movedBy } from "./sample-dates.ts";

const DAY_MS = 86_400_000;
/** Days for which a step is put off, as the default policy has it. */
const laterDays = 7;

/** Returns the sample's card as if it had been scored in the morning of this moment. */
export function sampleCardAt(now: number): Card {
  const card = scored as unknown as Card;
  const by = Math.floor((now - Date.parse(card.scoredAt)) / DAY_MS) * DAY_MS;
  return movedBy(card, by);
}

type Sampled = { address: string; subject: string; page: Pick<Page, "locale" | "dark"> };

/** Returns the moment that the sample was written at: this morning, or now where it is earlier. */
export function sampleTime(now: number): string {
  const morning = new Date(now).setHours(8, 12, 0, 0);
  return new Date(Math.min(morning, now)).toISOString();
}

function personOf(address: string, now: number): Person {
  const card = sampleCardAt(now);
  return {
    name: card.contact?.name ?? null,
    address,
    status: "customer",
    card,
    stale: false,
    suggestion: null,
    cautions: [],
    kept: [],
    openMessage: { direction: "in", at: sampleTime(now), isAnswered: false, decision: null },
  };
}

/** Returns the panel's state beside the sample, nothing done yet. */
export function sampleState({ address, subject, page }: Sampled, now: number): PanelState {
  const email: Draft = {
    kind: "email",
    direction: "in",
    occurredAt: sampleTime(now),
    subject,
    note: null,
    minutes: null,
    behaviours: [],
  };
  return {
    open: "sample",
    screen: "thread",
    connection: "online",
    people: [personOf(address, now)],
    selected: address,
    offered: [],
    withoutAddress: [],
    email,
    log: { state: "none" },
    customers: [],
    laterDays,
    waiting: 0,
    collapsed: false,
    theme: page.dark ? "dark" : "light",
    locale: page.locale,
  };
}

type Live = { state(): PanelState; set(part: Partial<PanelState>): void };
const done: Ended = { ok: true, factId: "sample" };
const nothing = async (): Promise<Ended> => done;

/** Keeps the proof of what was pressed with the one person there is, or takes it away. */
function proving({ state, set }: Live) {
  const person = () => state().people[0];
  const put = (kept: Kept[]) => {
    const one = person();
    if (one !== undefined) set({ people: [{ ...one, kept }] });
  };
  const others = (slot: Kept["slot"]) => (person()?.kept ?? []).filter((one) => one.slot !== slot);
  return {
    async prove(slot: Kept["slot"], what: string, of = ""): Promise<Ended> {
      const at = new Date().toISOString();
      put([...others(slot), { slot, id: `sample ${slot}`, pending: false, at, what, of }]);
      return done;
    },
    async forget(id: string): Promise<Ended> {
      put((person()?.kept ?? []).filter((one) => one.id !== id));
      return done;
    },
  };
}

/** The sample has one customer alone: nobody else is found, and nothing is to be done. */
const withoutHome: Pick<
  Commands,
  | "goHome"
  | "today"
  | "openCustomer"
  | "openAddress"
  | "askable"
  | "invite"
  | "withdrawInvitation"
  | "answerProposal"
  | "awaits"
  | "lookAgain"
  | "sawCase"
  | "caseStep"
  | "undoCaseStep"
> = {
  // The sample customer is happy: there is nothing to follow up.
  caseStep: nothing,
  undoCaseStep: nothing,
  askable: async () => ({ ok: false, failure: { code: "unauthorised" } }),
  invite: async () => ({ ok: false, failure: { code: "unauthorised" } }),
  withdrawInvitation: nothing,
  answerProposal: nothing,
  awaits: async () => false,
  lookAgain: async () => undefined,
  sawCase: () => undefined,
  goHome: () => undefined,
  today: async () => ({ ok: false, failure: { code: "unauthorised" } }),
  openCustomer: nothing,
  openAddress: async () => undefined,
};

/** Returns commands that change the state alone, as the Worker's answers would. */
export function sampleCommands(live: Live, signIn: () => void): Commands {
  const { prove, forget } = proving(live);
  const log = async (draft: Draft): Promise<Ended> => {
    const at = new Date().toISOString();
    live.set({ log: { state: "logged", interactionId: "sample", at, by: null, draft } });
    return done;
  };
  return {
    select: () => undefined,
    collapse: (collapsed) => live.set({ collapsed }),
    choose: () => undefined,
    log: (_address, draft, what) => (what === "email" ? log(draft) : prove("other", draft.kind)),
    logAll: log,
    logWritten: nothing,
    logWhenSent: () => undefined,
    async undoLog(id) {
      if (id !== "sample") return forget(id);
      live.set({ log: { state: "none" } });
      return done;
    },
    undoAll: nothing,
    amendLog: (draft) => log(draft),
    noteSatisfaction: (_address, value) => prove("satisfaction", String(value)),
    undoSatisfaction: forget,
    noteTrust: () => prove("trust", ""),
    undoTrust: forget,
    actionOutcome: (_address, id, outcome) => prove("outcome", outcome, id),
    undoOutcome: forget,
    promise: () => prove("promise", "made"),
    markPromise: (_address, id, outcome) => prove("promise", outcome, id),
    undoPromise: (_what, id) => forget(id),
    decideAnswer(what) {
      const decision = what === null ? null : decisionOf(what, Date.now());
      const people = live
        .state()
        .people.map((one) =>
          one.openMessage ? { ...one, openMessage: { ...one.openMessage, decision } } : one,
        );
      live.set({ people });
    },
    decidePerson: () => undefined,
    setTelephone: nothing,
    addCustomer: nothing,
    addContact: nothing,
    undoAdding: nothing,
    findCustomers: async () => ({ ok: true, value: { customers: [], more: false } }),
    lookUp: async () => undefined,
    ...withoutHome,
    keepForm: () => undefined,
    dropForm: () => undefined,
    putIntoDraft: async () => ({ ok: false, code: "no_draft" }),
    // The record of a sample customer is in no portfolio: one's own is behind the sign-in.
    openRecord: async () => {
      signIn();
      return null;
    },
    openSignIn: signIn,
    retry: () => undefined,
  };
}

/** The panel in a shadow root: the page has a look of its own. */
export function SamplePanel({
  address,
  subject,
  page,
  class: name,
  signIn,
}: Sampled & { class: string; signIn(): void }) {
  const place = useRef<HTMLDivElement>(null);
  const { locale, dark } = page;
  useEffect(() => {
    if (place.current === null) return undefined;
    const root = place.current.shadowRoot ?? place.current.attachShadow({ mode: "open" });
    const mounted: Mounted = mountPanel(root);
    let state = sampleState({ address, subject, page: { locale, dark } }, Date.now());
    const live: Live = {
      state: () => state,
      set(part) {
        state = { ...state, ...part };
        mounted.draw(state, commands);
      },
    };
    const commands = sampleCommands(live, signIn);
    live.set({});
    return () => mounted.unmount();
  }, [address, subject, locale, dark]);
  return <div class={name} ref={place} />;
}
