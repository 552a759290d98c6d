import { expect, test } from "vitest";
import type { Impersonated } from "../../../shared/contract/answers.ts";
import { openHints, type Hint } from "../../../extension/sync/hints.ts";
import { memory } from "../../../extension/sync/memory.ts";

/** An area that is a map, as `storage.session` is one. */
function area() {
  const kept = new Map<string, unknown>();
  return {
    get: () => Promise.resolve(Object.fromEntries(kept)),
    set: (items: Record<string, unknown>) => Promise.resolve(void Object.entries(items).forEach(([key, value]) => kept.set(key, value))),
    remove: (keys: string | string[]) => Promise.resolve(void [keys].flat().forEach((key) => kept.delete(key))),
  };
}
const hint: Impersonated = { lookAlike: { domain: "harlow-marine.com" }, knownName: null };

test("a hint is asked for once when the same stranger is met again, spelt otherwise or at the same time, also after the worker was stopped", async () => {
  const session = area();
  const asked: string[] = [];
  const open = () => openHints(memory<Hint>(session, "hint", 10), ({ address }) => { asked.push(address); return Promise.resolve(hint); });
  const hints = open();
  await Promise.all([hints.of({ address: "x@harlow-marin.com", name: "X" }), hints.of({ address: "X+a@Harlow-Marin.com", name: " X " })]);
  expect(await open().of({ address: "x@harlow-marin.com", name: "X" })).toEqual(hint);
  expect(asked).toHaveLength(1);
  expect(await hints.kept({ address: "X@harlow-marin.com", name: "X" })).toEqual(hint);
  expect(await hints.kept({ address: "x@harlow-marin.com", name: "Another name" })).toBeNull();
  expect(asked).toHaveLength(1);
  await hints.of({ address: "x@harlow-marin.com", name: "Another name" });
  expect(asked).toHaveLength(2);
});

test("a hint is asked for again when the Worker did not answer, and when all was forgotten", async () => {
  let calls = 0;
  const hints = openHints(memory<Hint>(area(), "hint", 10), () => (++calls === 1 ? Promise.reject(new Error("offline")) : Promise.resolve(hint)));
  await expect(hints.of({ address: "x@y.example", name: null })).rejects.toThrow("offline");
  expect(await hints.kept({ address: "x@y.example", name: null })).toBeNull();
  expect(await hints.of({ address: "x@y.example", name: null })).toEqual(hint);
  await hints.clear();
  await hints.of({ address: "x@y.example", name: null });
  expect(calls).toBe(3);
});
