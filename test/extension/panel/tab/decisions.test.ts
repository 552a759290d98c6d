/** Decisions about messages and people, between the panel of one tab and the background. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openDecisions } from "../../../../extension/panel/tab/decisions.ts";
import { openDecisions as openStored } from "../../../../extension/sync/decisions.ts";
import { outside, whoKey } from "../../../../extension/sync/who-key.ts";
import type { Decisions as Stored } from "../../../../extension/sync/decisions.ts";
import type { Vault } from "../../../../extension/sync/vault.ts";
import { area } from "../../sync/area.ts";

const vault: Vault = {
  seal: async (value) => ({
    iv: new Uint8Array(1),
    data: new TextEncoder().encode(JSON.stringify(value)).buffer,
  }),
  open: async ({ data }) => JSON.parse(new TextDecoder().decode(data)) as unknown,
};
let disk: ReturnType<typeof area>;
let user: string | null;

type Asked = { keys: string[]; key: string; text: string | null; user: string };
function background(stored: Stored) {
  const sendMessage = async ({ call, ask }: { call: string; ask: Asked }) => {
    if (call === "decisions") return { answer: await stored.of(ask.keys, user ?? "") };
    if (ask.user === user) await stored.decide(ask.key, ask.text, user);
    return { answer: null };
  };
  vi.stubGlobal("chrome", { runtime: { id: "own", sendMessage } });
}
const openDisk = () => openStored(disk as unknown as chrome.storage.StorageArea, vault);
const open = (changed = () => undefined as void) => openDecisions(() => user, changed);
const settle = () => new Promise((resolve) => setTimeout(resolve));

beforeEach(() => {
  disk = area();
  user = "robin";
  background(openDisk());
});
afterEach(() => {
  vi.unstubAllGlobals();
});

test("a decision is known in another tab, and after the browser was started again", async () => {
  const changed = vi.fn();
  const decisions = open(changed);
  decisions.decideAnswer("m", { what: "not_needed", until: null });
  decisions.decidePerson("Kim+x@Own.example", "outside");
  expect(changed).toHaveBeenCalledTimes(2);
  await settle();
  background(openDisk());
  const other = open();
  expect(other.answerOf("m")).toBeUndefined();
  expect(await other.look("m", ["kim@own.example"])).toBe(true);
  expect(other.answerOf("m")).toEqual({ what: "not_needed", until: null });
  expect(other.personOf("kim@own.example")).toBe("outside");
  expect(await other.look("m", ["kim@own.example"])).toBe(false);
});

test("a decision is gone everywhere when it is taken back", async () => {
  const decisions = open();
  decisions.decideAnswer("m", { what: "answered", until: null });
  decisions.decideAnswer("m", null);
  await settle();
  expect(decisions.answerOf("m")).toBeNull();
  const other = open();
  expect(await other.look("m", [])).toBe(false);
  expect(other.answerOf("m")).toBeNull();
});

test("a decision is unknown to the next person, and known again to who made it", async () => {
  const decisions = open();
  decisions.decidePerson("kim@own.example", "outside");
  await settle();
  user = "maya";
  decisions.forget();
  expect(await decisions.look("m", ["kim@own.example"])).toBe(false);
  expect(decisions.personOf("kim@own.example")).toBeNull();
  user = "robin";
  const again = open();
  expect(await again.look("m", ["kim@own.example"])).toBe(true);
});

test("a decision made here stands when an older answer of the background comes after it", async () => {
  const decisions = open();
  const looked = decisions.look("m", []);
  decisions.decideAnswer("m", { what: "answered", until: null });
  await looked;
  expect(decisions.answerOf("m")?.what).toBe("answered");
});

test("nothing is decided while nobody is signed in", async () => {
  user = null;
  const decisions = open();
  decisions.decidePerson("kim@own.example", "machine");
  expect(decisions.personOf("kim@own.example")).toBeNull();
  expect([...disk.kept]).toEqual([]);
});

test("a decision about a person is known to the background when its promise settles", async () => {
  const stored = openDisk();
  background(stored);
  await open().decidePerson("Kim+x@Own.example", "outside");
  expect(await stored.of([whoKey("kim@own.example")], "robin")).toEqual([outside]);
});
