/** In the browser: mounts any state, and answers its commands as the extension would. */
import * as en from "../../extension/locales/en.yml";
import * as zh from "../../extension/locales/zh_CN.yml";
import { learn } from "../../extension/locales/words.ts";
import { mountPanel } from "../../extension/panel/mount.tsx";
import type { Commands, Ended, Log, PanelState } from "../../extension/panel/state.ts";
import { now } from "./cards.ts";
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
  /** What the next commands answer. */
  answer: { ok: true, factId: "fact-1" } as Ended,
  /** What the next searches for customers answer. */
  found: { ok: true, value: { customers: [], more: false } } as Awaited<
    ReturnType<Commands["findCustomers"]>
  >,
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
    const answering = commands(() => state, set);
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

function commands(state: () => PanelState, set: (part: Partial<PanelState>) => void): Commands {
  const record =
    (name: string) =>
    async (...rest: unknown[]): Promise<Ended> => {
      calls.push([name, ...rest]);
      return gallery.answer;
    };
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
    async log(address, draft, what) {
      calls.push(["log", address, draft, what]);
      if (gallery.answer.ok && what === "email")
        set({ log: { state: "logged", interactionId: "fact-1", at: now, by: null, draft } });
      return gallery.answer;
    },
    async logAll(draft) {
      calls.push(["logAll", draft]);
      const logged = (id: string): Log => ({
        state: "logged",
        interactionId: id,
        at: now,
        by: null,
        draft,
      });
      if (gallery.answer.ok)
        set({
          log: logged("fact-1"),
          customers: state().customers.map((one, at) => ({
            ...one,
            log: logged(`fact-${at + 1}`),
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
    noteSatisfaction: record("noteSatisfaction"),
    undoSatisfaction: record("undoSatisfaction"),
    actionOutcome: record("actionOutcome"),
    undoOutcome: record("undoOutcome"),
    addCustomer: record("addCustomer"),
    addContact: record("addContact"),
    undoAdding: record("undoAdding"),
    async findCustomers(name) {
      calls.push(["findCustomers", name]);
      return gallery.found;
    },
    async lookUp(address) {
      calls.push(["lookUp", address]);
    },
    keepForm: (form) => {
      const others = (state().forms ?? []).filter(
        (one) => one.slot !== form.slot || one.of !== form.of,
      );
      set({ forms: [...others, form] });
    },
    dropForm: (slot, of) =>
      set({ forms: (state().forms ?? []).filter((one) => one.slot !== slot || one.of !== of) }),
    openSignIn: () => {
      calls.push(["openSignIn"]);
    },
    retry: () => {
      calls.push(["retry"]);
    },
  };
}
