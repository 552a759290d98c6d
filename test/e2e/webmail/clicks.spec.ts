/** A rep's day in a real webmail, counted: presses of the mouse, and seconds until it is proved. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type { Panel } from "../panel.ts";
import { preview, signInToMail } from "../desk.ts";
import { logs } from "../facts.ts";
import { expect, test } from "../fixtures.ts";

const report = fileURLToPath(new URL("../../../.state/screenshots/clicks.txt", import.meta.url));
const lines: string[] = [];

/** Counts the presses that a task takes, and times it from the first to its proof. */
async function counted(
  panel: Panel,
  task: string,
  run: (press: (role: string, name: string | RegExp) => Promise<void>) => Promise<void>,
): Promise<number> {
  let presses = 0;
  let from = 0;
  await run(async (role, name) => {
    // What the person waits for before they can press is not theirs to wait for again.
    await panel.get(role, name);
    if (presses === 0) from = performance.now();
    presses += 1;
    await panel.click(role, name);
  });
  const seconds = ((performance.now() - from) / 1000).toFixed(1);
  lines.push(`${task}: ${presses} ${presses === 1 ? "press" : "presses"}, ${seconds} s`);
  return presses;
}

test.beforeEach(async ({ desk, rig }) => {
  await signInToMail(desk.page, rig);
});

test.afterAll(() => {
  mkdirSync(dirname(report), { recursive: true });
  writeFileSync(report, `${lines.join("\n")}\n`);
  console.log(lines.join("\n"));
});

test("email is logged by 1 press, and taken back by 1, when it is open", async ({
  desk,
  worker,
}) => {
  const { panel } = desk;
  await preview(desk.page, "renewal");
  const log = await counted(panel, "log an email", async (press) => {
    await press("button", /^Log email/);
    await panel.shows(/Logged \d/);
  });
  const undo = await counted(panel, "undo it", async (press) => {
    await press("button", "Undo");
    await panel.hides(/Logged \d/);
  });
  await expect.poll(() => logs(worker, "R-2").at(-1)?.["withdrawn"]).toBe(1);
  expect([log, undo]).toEqual([1, 1]);
});

test("call with a note is logged by 2 presses when a customer's mail is open", async ({
  desk,
  worker,
}) => {
  const { panel } = desk;
  await preview(desk.page, "outage");
  await panel.shows("Harlow Marine");
  const presses = await counted(panel, "log a call with a note", async (press) => {
    await press("button", "Log a call");
    await panel.get("textbox", "Note");
    await desk.page.keyboard.type("They will order on Monday");
    await press("button", "Save");
    await panel.shows("Call logged");
  });
  expect(presses).toBeLessThanOrEqual(3);
  await expect.poll(() => logs(worker, "R-1").at(-1)?.["kind"]).toBe("call");
  // Its proof would stand on this customer's card for minutes, before that of what comes next.
  await panel.click("button", "Undo");
  await panel.hides("Call logged");
});

test("satisfaction is noted by 1 press when a face is chosen", async ({ desk }) => {
  const { panel } = desk;
  await preview(desk.page, "outage");
  const presses = await counted(panel, "note satisfaction", async (press) => {
    await press("radio", "Satisfied");
    await panel.shows("Noted: Satisfied");
  });
  expect(presses).toBe(1);
  await panel.click("button", "Undo");
});

test("stranger is added by 2 presses when nobody knows their company", async ({ desk, worker }) => {
  const { panel } = desk;
  const count = () => Number(worker.db("SELECT count(*) AS n FROM customers")[0]?.["n"]);
  await preview(desk.page, "free-stranger");
  const before = count();
  const presses = await counted(panel, "add a stranger", async (press) => {
    await press("button", "Add as a customer");
    await press("button", "Add");
    await panel.shows("Added as a customer");
  });
  expect(presses).toBeLessThanOrEqual(2);
  expect(count()).toBe(before + 1);
  await panel.click("button", "Undo");
  await expect.poll(count).toBe(before);
});
