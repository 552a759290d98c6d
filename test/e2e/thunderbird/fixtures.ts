/**
 * Fixtures that Thunderbird's specs share: the Worker, and one Thunderbird that is paired with it.
 */
import { spawnSync } from "node:child_process";
import { test as base } from "../fixtures.ts";
import { deskOf } from "./desk.ts";
import type { MailDesk } from "./desk.ts";
import { startThunderbird } from "./program.ts";

/** Why there is no Thunderbird to test with; null when there is one. */
export const without =
  spawnSync("thunderbird", ["--version"]).status === 0 ? null : "Thunderbird is not installed here";

export const test = base.extend<object, { mail: MailDesk }>({
  mail: [
    async ({ worker }, use) => {
      const program = await startThunderbird();
      const desk = deskOf(program);
      await desk.pair(worker);
      await desk.folder("Inbox");
      await use(desk);
      await program.quit();
    },
    { scope: "worker", timeout: 120_000 },
  ],
});

test.skip(without !== null, without ?? "");

export { expect } from "@playwright/test";
