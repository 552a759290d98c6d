/** Real mail of a real list, its writers attached to customers: the right card for the right person. */
import { existsSync } from "node:fs";
import { realWriters } from "../../rig/book.ts";
import { sharedMail } from "../../rig/deliver.ts";
import { signInToMail } from "../desk.ts";
import { lookUp } from "../facts.ts";
import { expect, test } from "../fixtures.ts";

const tierLabels = { high: "High value", mid: "Mid value", low: "Low value", potential: "Potential" };

test.skip(!existsSync(sharedMail), "the real mail in ../shared/mail is not here");

for (const { name, address, company } of realWriters) {
  test(`card of ${name} is shown when their real message is selected`, async ({ desk, rig, worker }) => {
    await signInToMail(desk.page, rig);
    const row = desk.page.locator("#messagelist tbody tr.message").filter({ has: desk.page.locator(`.rcmContactAddress[title="${address}"]`) }).first();
    await row.locator("td.subject").click();
    await expect(desk.page.frameLocator("#messagecontframe").locator("td.header.from .rcmContactAddress")).toHaveAttribute("title", address);
    await desk.overlay.shows(company);
    const { card } = await lookUp(worker, address);
    await desk.overlay.shows(tierLabels[card?.scores.tier.tier ?? "potential"]);
    for (const other of realWriters.filter((writer) => writer.company !== company)) expect(await desk.overlay.text()).not.toContain(other.company);
  });
}
