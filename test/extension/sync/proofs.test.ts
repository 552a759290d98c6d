/** Proofs of clicks whose writes waited, by what became of them. */
import { expect, test } from "vitest";
import { memory } from "../../../extension/sync/memory.ts";
import type { Outcome } from "../../../extension/sync/outbox.ts";
import { openProofs, type Click } from "../../../extension/sync/proofs.ts";
import { area } from "./area.ts";

const refused: Outcome = { state: "failed", failure: { code: "forbidden", message: "" } };
const waiting: Outcome = { state: "waiting", reason: "offline" };
const sent: Outcome = { state: "sent", factId: "fact", written: null };

async function proofOf(slot: Click["slot"], outcome: Outcome | null) {
  const proofs = openProofs(memory(area(), "proof", 1), { outcomeOf: async () => outcome });
  await proofs.keep({ address: "dana@harlow.example", slot, what: "email", of: "" }, "one", true);
  const [found = []] = await proofs.of(["dana@harlow.example"]);
  return found.map(({ pending, refused: code }) => ({ pending, code }));
}

test.each([
  ["waits", waiting, [{ pending: true, code: undefined }]],
  ["has arrived", sent, [{ pending: false, code: undefined }]],
  ["was refused", refused, [{ pending: false, code: "forbidden" }]],
  ["was thrown away", null, []],
] as const)("proof of a log says how it stands when it %s", async (_, outcome, proofs) => {
  expect(await proofOf("other", outcome)).toEqual(proofs);
});

test("proof of what is no log is gone when it was refused", async () => {
  expect(await proofOf("satisfaction", refused)).toEqual([]);
});
