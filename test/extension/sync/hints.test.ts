import { afterEach, expect, test, vi } from "vitest";
import type { Impersonated } from "../../../shared/contract/answers.ts";
import { openHints, type Hint } from "../../../extension/sync/hints.ts";
import { memory } from "../../../extension/sync/memory.ts";
import { area } from "./area.ts";

afterEach(() => {
  vi.useRealTimers();
});

const hint: Impersonated = { lookAlike: { domain: "harlow-marine.com" }, knownName: null };

test("a hint is asked for once when the same stranger is met again, also after the worker was stopped", async () => {
  const session = area();
  const asked: string[] = [];
  const open = () =>
    openHints(memory<Hint>(session, "hint", 10), ({ address }) => {
      asked.push(address);
      return Promise.resolve(hint);
    });
  const hints = open();
  await Promise.all([
    hints.of({ address: "x@harlow-marin.com", name: "X" }),
    hints.of({ address: "X+a@Harlow-Marin.com", name: " X " }),
  ]);
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
  const hints = openHints(memory<Hint>(area(), "hint", 10), () =>
    ++calls === 1 ? Promise.reject(new Error("offline")) : Promise.resolve(hint),
  );
  await expect(hints.of({ address: "x@y.example", name: null })).rejects.toThrow("offline");
  expect(await hints.kept({ address: "x@y.example", name: null })).toBeNull();
  expect(await hints.of({ address: "x@y.example", name: null })).toEqual(hint);
  await hints.clear();
  await hints.of({ address: "x@y.example", name: null });
  expect(calls).toBe(3);
});

test("a hint of another's book is neither kept nor waited for when all was forgotten before it came", async () => {
  const answers: ((hint: Impersonated) => void)[] = [];
  const hints = openHints(
    memory<Hint>(area(), "hint", 10),
    () =>
      new Promise((resolve) => {
        answers.push(resolve);
      }),
  );
  const stranger = { address: "x@y.example", name: null };
  const before = hints.of(stranger);
  await vi.waitFor(() => expect(answers).toHaveLength(1));
  await hints.clear();
  const after = hints.of(stranger);
  await vi.waitFor(() => expect(answers).toHaveLength(2));
  answers[0]?.({ lookAlike: { domain: "of.another" }, knownName: null });
  await before;
  expect(await hints.kept(stranger)).toBeNull();
  const joined = hints.of(stranger);
  answers[1]?.(hint);
  expect([await after, await joined, await hints.kept(stranger)]).toEqual([hint, hint, hint]);
  expect(answers).toHaveLength(2);
});

test("a hint is asked for again when it was kept under a clock that ran ahead", async () => {
  let calls = 0;
  const hints = openHints(memory<Hint>(area(), "hint", 10), () =>
    Promise.resolve(++calls === 1 ? { lookAlike: null, knownName: null } : hint),
  );
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 86_400_000 });
  await hints.of({ address: "x@y.example", name: null });
  vi.useRealTimers();
  expect(await hints.of({ address: "x@y.example", name: null })).toEqual(hint);
});
