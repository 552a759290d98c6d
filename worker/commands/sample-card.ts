/**
 * node worker/commands/sample-card.ts
 * Writes the card that the welcome page shows before the browser is paired: the demo book's, scored
 * as any card is. Its dates are moved to today where it is shown.
 */
import { writeFileSync } from "node:fs";
import { sampleCard } from "../demo/cards.ts";

const file = new URL("../../extension/entrypoints/welcome/sample-card.json", import.meta.url);
/** The moment that the sample is scored at. */
const until = Date.UTC(2026, 10, 21, 12);

writeFileSync(file, `${JSON.stringify(await sampleCard(until))}\n`);
