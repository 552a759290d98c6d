/**
 * npm run webmail: a real webmail with mail in it, a local Worker with a book for that mail, and a
 * browser with the extension, paired and signed in: for people developing Regards. Needs Debian
 * and, to install the webmail, root once.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findBrowser, launch } from "../../extension/commands/browser.ts";
import { builtExtension } from "../e2e/build.ts";
import { pairingCode, seedBook } from "./book.ts";
import { install } from "./install.ts";
import { up } from "./up.ts";
import { startWorker } from "./worker.ts";

const stops: (() => Promise<void> | void)[] = [];
async function stop(code: number): Promise<never> {
  for (const end of stops.splice(0).toReversed()) await end();
  process.exit(code);
}

async function main(): Promise<void> {
  const missing = install(console.log, []);
  for (const { part, why } of missing) console.error(`The ${part} is not available: ${why}`);
  if (missing.length > 0) return void (await stop(1));
  console.log("Building the extension.");
  const build = spawnSync(
    process.execPath,
    [fileURLToPath(new URL("../e2e/build.ts", import.meta.url))],
    { stdio: ["ignore", "ignore", "inherit"] },
  );
  if (build.status !== 0) return void (await stop(1));
  console.log("Starting the Worker with a small book.");
  const worker = await startWorker();
  stops.push(worker.remove);
  await seedBook(worker);
  console.log("Starting Dovecot and Roundcube.");
  const rig = await up();
  stops.push(rig.stop);
  const code = await pairingCode(worker, rig.user);
  console.log(
    `\nWebmail  ${rig.url}   ${rig.user} / ${rig.password}   (${rig.delivered.own + rig.delivered.shared} messages)`,
  );
  console.log(`Worker   ${worker.url}   pairing code ${code}\nCtrl-C ends all of it.`);
  if (
    process.env["DISPLAY"] === undefined &&
    process.env["WAYLAND_DISPLAY"] === undefined &&
    process.platform === "linux"
  ) {
    console.log("There is no display here, so no browser is opened.");
    return;
  }
  if (findBrowser() === null) return;
  const profile = mkdtempSync(join(tmpdir(), "regards-profile-"));
  stops.push(() => rmSync(profile, { recursive: true, force: true }));
  const { context, extensionId } = await launch({
    extension: builtExtension,
    profile,
    headless: false,
  });
  stops.push(() => context.close());
  context.once("close", () => void stop(0));
  const welcome = await context.newPage();
  await welcome.goto(
    `chrome-extension://${extensionId}/welcome.html#${new URLSearchParams({ worker: worker.url, code })}`,
  );
  await welcome.locator("#pairing ~ form button[type=submit]").click();
  const mail = await context.newPage();
  await mail.goto(rig.url);
  await mail.fill("#rcmloginuser", rig.user);
  await mail.fill("#rcmloginpwd", rig.password);
  await mail.click("#rcmloginsubmit");
}

process.on("SIGINT", () => void stop(0)).on("SIGTERM", () => void stop(0));
main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  void stop(1);
});
