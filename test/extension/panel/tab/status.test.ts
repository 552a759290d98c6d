/** Status of person and line when folds and answers cross. */
import { afterEach, expect, test, vi } from "vitest";
import { openStatus } from "../../../../extension/panel/tab/status.ts";
import type { Status } from "../../../../extension/sync/messages.ts";
import { changeSettings, defaults, readSettings } from "../../../../extension/sync/settings.ts";

afterEach(() => {
  vi.unstubAllGlobals();
});

const statusWith = (collapsed: boolean, connection: Status["connection"] = "online"): Status => ({
  me: null,
  connection,
  waiting: 0,
  failed: 0,
  newer: 0,
  settings: { ...defaults, language: "en", collapsed },
});

/** A background that answers when it is told to: the questions of each name, in their order. */
function background() {
  const asked: { call: string; answer: (told: unknown) => void }[] = [];
  vi.stubGlobal("chrome", {
    runtime: {
      id: "own",
      sendMessage: ({ call }: { call: string }) =>
        new Promise((resolve) => {
          if (call === "words") resolve({ answer: {} });
          else asked.push({ call, answer: (answer) => resolve({ answer }) });
        }),
    },
  });
  return (call: string, at = 0) => asked.filter((one) => one.call === call)[at];
}
async function open(collapsed: boolean) {
  const question = background();
  const told = openStatus(() => undefined);
  const first = told.refresh([]);
  question("status")?.answer(statusWith(collapsed));
  await first;
  return { told, question };
}
const folded = ({ status }: ReturnType<typeof openStatus>) => status()?.settings.collapsed;

test("fold stands, and the rest is taken, when an answer that was asked for before it comes after it", async () => {
  const { told, question } = await open(true);
  const late = told.refresh([]);
  const kept = told.fold({ collapsed: false });
  question("collapse")?.answer(null);
  await kept;
  question("status", 1)?.answer(statusWith(true, "offline"));
  await late;
  expect([folded(told), told.status()?.connection]).toEqual([false, "offline"]);
});

test("fold stands when it is not kept yet as the status is asked for", async () => {
  const { told, question } = await open(true);
  const kept = told.fold({ collapsed: false });
  const between = told.refresh([]);
  question("status", 1)?.answer(statusWith(true));
  await between;
  expect(folded(told)).toBe(false);
  question("collapse")?.answer(null);
  await kept;
});

test("fold of another page is taken when the status is asked for after one's own was kept", async () => {
  const { told, question } = await open(true);
  const kept = told.fold({ collapsed: false });
  question("collapse")?.answer(null);
  await kept;
  const later = told.refresh([]);
  question("status", 1)?.answer(statusWith(true));
  await later;
  expect(folded(told)).toBe(true);
});

test("both settings are kept when they are changed at the same time", async () => {
  let stored: Record<string, unknown> = {};
  const slow = () =>
    new Promise((resolve) => {
      setTimeout(resolve, 1);
    });
  const area = {
    get: async () => {
      const seen = { ...stored };
      await slow();
      return seen;
    },
    set: async (items: Record<string, unknown>) => {
      await slow();
      stored = { ...stored, ...items };
    },
  } as unknown as chrome.storage.StorageArea;
  await Promise.all([
    changeSettings(area, { collapsed: true }),
    changeSettings(area, { theme: "dark" }),
  ]);
  expect(await readSettings(area)).toEqual({ ...defaults, collapsed: true, theme: "dark" });
});
