/** Thunderbird in the dark, in Chinese and in a small window; the pictures are for looking at. */
import { keys } from "../../rig/marionette.ts";
import { dana, messageOf } from "../../rig/messages.ts";
import { deskOf } from "./desk.ts";
import { expect, test } from "./fixtures.ts";
import { startThunderbird } from "./program.ts";

test("panel is dark and speaks Chinese when Thunderbird does", async ({ worker }) => {
  test.setTimeout(120_000);
  const program = await startThunderbird({
    "ui.systemUsesDarkTheme": 1,
    "intl.accept_languages": "zh-CN, zh",
  });
  try {
    const desk = deskOf(program);
    await desk.pair(worker);
    await desk.folder("Inbox");
    await desk.open(messageOf("chinese").subject);
    await desk.shows("明泰贸易");
    await desk.shows("记录邮件");
    await expect
      .poll(() => desk.run(`return shadow().querySelector(".regards").dataset.theme`))
      .toBe("dark");
    await desk.picture("dark-chinese");
  } finally {
    await program.quit();
  }
});

test("panel is folded and opens at a click when the message is narrow", async ({ mail }) => {
  await mail.program.resize(1000, 760);
  try {
    await mail.open(messageOf("plus").subject);
    await expect
      .poll(() => mail.run(`return shadow()?.querySelector(".regards.tab") != null`))
      .toBe(true);
    await mail.picture("narrow-folded");
    await mail.click("[data-fold]", `Show Regards · ${dana.name} · High value`);
    await mail.shows("Harlow Marine");
    await mail.picture("narrow-open");
    await mail.click("[data-fold]", "Fold Regards away");
  } finally {
    await mail.program.resize(1280, 900);
  }
});

test("answer quotes nothing of the panel when all of the message is selected", async ({ mail }) => {
  await mail.open(messageOf("reload").subject);
  await mail.shows("Harlow Marine");
  await mail.program.click(
    await mail.run<{ x: number; y: number }>(`
    const box = page().body.getBoundingClientRect(), view = page().defaultView;
    return {
      x: Math.round(view.mozInnerScreenX - main.mozInnerScreenX + box.x + 40),
      y: Math.round(view.mozInnerScreenY - main.mozInnerScreenY + 300),
    };`),
  );
  await mail.program.chord(keys.control, "a");
  const quoted = await mail.run<string>(`
    const selection = page().getSelection();
    const words = new main.XMLSerializer().serializeToString(selection.getRangeAt(0).cloneContents());
    selection.removeAllRanges();
    return words;`);
  expect(quoted).toContain("As agreed.");
  expect(quoted).not.toMatch(/regards/i);
});
