/** Programs that open and press what stands in mail: the short form of `npm run bench -- scanners`. */
import { askContacts } from "../../rig/scanners/asked-links.ts";
import { isHarmed, programsOf, scan } from "../../rig/scanners/scan.ts";
import { expect, test } from "./book.ts";

for (const program of programsOf(300))
  test(`survey counts no program and shuts nobody out when it is scanned: ${program.name}`, async ({
    book,
    chrome,
  }) => {
    const scanned = await scan(book, chrome, program, await askContacts(book, "after_contact", 1));
    expect(scanned, JSON.stringify(scanned)).toMatchObject({ optOuts: 0, isPersonHeard: true });
    expect(isHarmed(program, scanned)).toBe(false);
    if (program.mayNotAnswer) expect(scanned.sent).toBe(0);
    else expect(scanned.held).toBeGreaterThan(0);
  });
