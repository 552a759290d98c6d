/** Forms that were left, between the panel of one tab and the background. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openForms } from "../../../../extension/panel/tab/forms.ts";
import type { KeptForm } from "../../../../extension/panel/state.ts";

const note = (text: string, of = "dana@x.example"): KeptForm => ({
  slot: "note",
  of,
  fields: {
    kind: "note",
    direction: null,
    subject: "",
    note: text,
    behaviours: [],
    when: "2026-11-21T14:05",
    occurredAt: "2026-11-21T14:05:00Z",
    minutes: "",
  },
});
let stored: Map<string, { text: string; user: string }>;
let user: string | null;

beforeEach(() => {
  vi.useFakeTimers();
  stored = new Map();
  user = "robin";
  const sendMessage = async ({
    call,
    ask,
  }: {
    call: string;
    ask: { keys?: string[]; key?: string; text?: string | null; user?: string };
  }) => {
    if (call === "keptForms")
      return { answer: ask.keys?.map((key) => stored.get(key)?.text ?? null) };
    if (ask.text == null) stored.delete(ask.key ?? "");
    else stored.set(ask.key ?? "", { text: ask.text, user: ask.user ?? "" });
    return { answer: null };
  };
  vi.stubGlobal("chrome", { runtime: { id: "own", sendMessage } });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const open = (changed = () => undefined as void) => openForms(() => user, changed);

test("a form is there in its tab, and in another once handed over, when the address is spelt otherwise", async () => {
  const forms = open();
  forms.keep(note("one"));
  forms.keep(note("one and two"));
  expect(forms.of(["Dana+x@X.example"], [])).toEqual([
    { ...note("one and two"), of: "Dana+x@X.example" },
  ]);
  expect(stored.size).toBe(0);
  await vi.runAllTimersAsync();
  const changed = vi.fn();
  const other = open(changed);
  await other.look(["dana@x.example"], []);
  expect(other.of(["dana@x.example"], [])).toEqual([note("one and two")]);
  expect(changed).toHaveBeenCalledOnce();
});

test("a form is handed over when the page is left before its time, and taken back when it is dropped", async () => {
  const forms = open();
  forms.keep(note("quick"));
  forms.flush();
  await vi.runAllTimersAsync();
  expect([...stored.values()].map((one) => one.user)).toEqual(["robin"]);
  forms.drop("note", "dana@x.example");
  await vi.runAllTimersAsync();
  expect(stored.size).toBe(0);
  expect(forms.of(["dana@x.example"], [])).toEqual([]);
});

test("a form is neither kept nor handed over when its writer has signed out", async () => {
  const forms = open();
  forms.keep(note("robin's"));
  forms.forget();
  user = "kim";
  await vi.runAllTimersAsync();
  expect(stored.size).toBe(0);
  expect(forms.of(["dana@x.example"], [])).toEqual([]);
});

test("a form that another version kept is passed over when it has another shape", async () => {
  stored.set("note:dana@x.example", {
    text: JSON.stringify({ slot: "note", of: "dana@x.example", draft: {} }),
    user: "robin",
  });
  const forms = open();
  await forms.look(["dana@x.example"], []);
  expect(forms.of(["dana@x.example"], [])).toEqual([]);
});

test("a kept form is told at once, so that closing it shows what was typed last", () => {
  const told: string[] = [];
  const forms = open(() => {
    const [form] = forms.of(["dana@x.example"], []);
    if (form !== undefined && "fields" in form) told.push(form.fields.note);
  });
  forms.keep(note("o"));
  forms.keep(note("on"));
  expect(told).toEqual(["o", "on"]);
});

test("a form that is thrown away is forgotten at once, whatever becomes of its page", async () => {
  const forms = open();
  forms.keep(note("thrown away"));
  await vi.runAllTimersAsync();
  expect(stored.size).toBe(1);
  forms.drop("note", "dana@x.example");
  expect(stored.size).toBe(0);
});
