/**
 * Fixtures that the specs share: one Worker, one webmail and one desk for as long as the tests run
 * well.
 */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test as base } from "@playwright/test";
import type { Page } from "@playwright/test";
import { seedBook } from "../rig/book.ts";
import type { Sogo } from "../rig/sogo.ts";
import { up } from "../rig/up.ts";
import type { Rig } from "../rig/up.ts";
import { startWorker } from "../rig/worker.ts";
import type { LocalWorker } from "../rig/worker.ts";
import { openPaired, signInToMail } from "./desk.ts";
import type { Desk } from "./desk.ts";

type Shared = { worker: LocalWorker; rig: Rig; sogo: Sogo; desk: Desk; profile: () => string };

const shots = fileURLToPath(new URL("../../.state/screenshots", import.meta.url));

/** Keeps a picture of a state, for looking at. */
export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: join(shots, `${name}.png`) });
}

export const test = base.extend<object, Shared>({
  worker: [
    async ({}, use) => {
      const worker = await startWorker();
      await seedBook(worker);
      await use(worker);
      await worker.remove();
    },
    { scope: "worker", timeout: 120_000 },
  ],

  rig: [
    async ({}, use) => {
      const rig = await up();
      await use(rig);
      await rig.stop();
    },
    { scope: "worker", timeout: 60_000 },
  ],

  sogo: [
    async ({ rig }, use) => {
      await use(await rig.sogo());
    },
    { scope: "worker", timeout: 60_000 },
  ],

  profile: [
    async ({}, use) => {
      const made: string[] = [];
      await use(() => {
        const folder = mkdtempSync(join(tmpdir(), "regards-profile-"));
        made.push(folder);
        return folder;
      });
      for (const folder of made) rmSync(folder, { recursive: true, force: true });
    },
    { scope: "worker" },
  ],

  desk: [
    async ({ worker, rig, profile }, use) => {
      const desk = await openPaired(profile(), worker, rig.user);
      await signInToMail(desk.page, rig);
      await use(desk);
      await desk.context.close();
    },
    { scope: "worker", timeout: 60_000 },
  ],
});

export { expect } from "@playwright/test";
