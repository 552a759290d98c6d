/**
 * Half a million real purchases through the command line, and the cards of real mail's senders who
 * made them.
 */
import { execFile } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gunzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { importCsv } from "../../rig/book.ts";
import { sharedMail } from "../../rig/deliver.ts";
import { startWorker, type LocalWorker } from "../../rig/worker.ts";
import { openPaired, signInToMail } from "../desk.ts";
import { expect, picture, test } from "../fixtures.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const file = join(root, "../shared/data/online_retail.csv.gz");

/** Senders of the real threads, and who they are among the customers of Online Retail. */
const senders = [
  { address: "udadf3d83@d8b672.example", name: "Hugo Gale", customer: "14646" },
  { address: "u2eaea924@d52647.example", name: "Gina Thorn", customer: "17850" },
] as const;

/** Lines of the second import: a part says as much as the whole, in a tenth of the time. */
const repeated = 50_000;

/** Writes the first lines of the file, to import them again. */
function beginning(path: string): string {
  const lines = gunzipSync(readFileSync(file))
    .toString()
    .split("\n", repeated + 1);
  writeFileSync(path, lines.join("\n"));
  return path;
}

async function importFile(
  worker: LocalWorker,
  path: string,
  refused: string,
  ...more: string[]
): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      "worker/commands/import.ts",
      "transactions",
      path,
      "--worker",
      worker.url,
      "--token",
      worker.adminKey,
      "--refused",
      refused,
      ...more,
    ],
    { cwd: root, maxBuffer: 1e8 },
  );
  return stdout;
}

const count = (worker: LocalWorker, sql: string) => Number(worker.db(sql)[0]?.["n"]);
const buyers = "SELECT count(DISTINCT customer_id) AS n FROM transactions WHERE amount > 0";
const everything =
  "SELECT count(*) || ':' || sum(amount) || ':' || sum(length(order_id)) AS n FROM transactions";

async function openMailOf(page: Page, address: string): Promise<void> {
  await page
    .locator(`#messagelist tbody tr.message:has(.rcmContactAddress[title="${address}"]) td.subject`)
    .first()
    .click();
  await expect(
    page
      .frameLocator("#messagecontframe")
      .locator(`td.header.from a.rcmContactAddress, .header-summary a.rcmContactAddress`)
      .first(),
  ).toHaveAttribute("title", address);
}

test("cards follow the senders of real mail when Online Retail is imported", async ({
  rig,
  profile,
}, info) => {
  const missing = [file, sharedMail]
    .filter((path) => !existsSync(path))
    .map((path) => path.split("/shared/")[1]);
  test.skip(missing.length > 0, `the shared data is not here: ${missing.join(", ")}`);
  test.setTimeout(300_000);
  const worker = await startWorker();
  try {
    const first = await importFile(worker, file, info.outputPath("refused.csv"));
    console.log(first.split("\n").slice(0, 3).join("\n"));
    expect(first).toContain("541,909 rows read");
    // reference.json, rfm_online_retail: customers with a purchase after its cleaning rule.
    expect(count(worker, buyers)).toBe(4338);
    const before = worker.db(everything)[0]?.["n"];
    const second = await importFile(
      worker,
      beginning(info.outputPath("again.csv")),
      info.outputPath("refused-again.csv"),
      // Nothing is new: everybody's review, which the first import waited for, would find the same.
      "--no-review",
    );
    console.log(second.split("\n").slice(0, 3).join("\n"));
    expect(second).toContain("50,000 rows read");
    expect(second).toContain("0 transactions added or changed");
    expect(worker.db(everything)[0]?.["n"]).toBe(before);

    await importCsv(worker, "contacts", [
      ["customer", "name", "address"],
      ...senders.map((s) => [s.customer, s.name, s.address]),
    ]);
    const desk = await openPaired(profile(), worker, rig.user);
    await signInToMail(desk.page, rig);
    for (const { address, name, customer } of senders) {
      await openMailOf(desk.page, address);
      await desk.panel.shows(name);
      await desk.panel.shows(customer);
      await desk.panel.click("button", /^Log email/);
      await desk.panel.shows(/Logged \d/);
      expect(
        count(
          worker,
          `SELECT count(*) AS n FROM interactions i JOIN customers c ON c.id = i.customer_id
            WHERE c.external_id = '${customer}'`,
        ),
      ).toBe(1);
      await picture(desk.page, `online-retail-${customer}`);
    }
    await desk.panel.click("button", "Undo");
    await desk.panel.get("button", /^Log email/);
    expect(
      count(worker, "SELECT count(*) AS n FROM withdrawals WHERE fact_type = 'interaction'"),
    ).toBe(1);
    // The same mail's full view shows the same customer.
    await desk.page.goto(
      (
        (await desk.page
          .locator("#messagelist tr.selected .subject a[href*='_uid=']")
          .first()
          .getAttribute("href")) ?? ""
      ).replace(/^\.?\/?/, rig.url),
    );
    await desk.panel.shows(senders[1].name);
    await desk.panel.shows(senders[1].customer);
    await desk.context.close();
  } finally {
    await worker.remove();
  }
});
