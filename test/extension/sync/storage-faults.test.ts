/**
 * Storage that fails: `storage.session` and `storage.local` reject any call at any time (quota
 * exceeded, "Could not establish connection", a closing browser), once or for a while.
 *
 * Inputs of the kind: every method of either area, rejecting alone or several times in a row,
 * between any two operations of cache, proofs, aliases, settings, session and signals. Right: what
 * fails is lost at most for itself; all later calls work.
 */
import fc from "fast-check";
import pLimit from "p-limit";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openAliases } from "../../../extension/sync/aliases.ts";
import { remote } from "../../../extension/sync/api.ts";
import { lazy } from "../../../extension/sync/lazy.ts";
import { memory } from "../../../extension/sync/memory.ts";
import { openProofs } from "../../../extension/sync/proofs.ts";
import type { Click } from "../../../extension/sync/proofs.ts";
import { openSessions } from "../../../extension/sync/session.ts";
import { changeSettings } from "../../../extension/sync/settings.ts";
import type { Vault } from "../../../extension/sync/vault.ts";
import { area } from "./area.ts";

beforeEach(() => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** An area whose next calls reject where `faults` begins with true. */
function faulty(faults: boolean[]) {
  const good = area();
  const fail =
    <A extends unknown[], R>(call: (...given: A) => Promise<R>) =>
    (...given: A): Promise<R> =>
      faults.shift() === true
        ? Promise.reject(new Error("QUOTA_BYTES quota exceeded"))
        : call(...given);
  return { ...good, get: fail(good.get), set: fail(good.set), remove: fail(good.remove) };
}
const plainVault: Vault = {
  seal: async (value) => ({
    iv: new Uint8Array(1),
    data: new TextEncoder().encode(JSON.stringify(value)).buffer,
  }),
  open: async ({ data }) => JSON.parse(new TextDecoder().decode(data)) as unknown,
};
const asArea = (one: unknown) => one as chrome.storage.StorageArea;
/** Faults one by one, and for a while. */
const faults = fc.array(fc.boolean(), { maxLength: 30 });

const step = fc.oneof(
  fc.record({
    do: fc.constant("set" as const),
    key: fc.constantFrom("a", "b", "c"),
    value: fc.nat(9),
  }),
  fc.record({
    do: fc.constantFrom("get" as const, "delete" as const, "clear" as const),
    key: fc.constantFrom("a", "b", "c"),
  }),
);

test("memory answers like a plain map, and leaves no other value behind, when storage fails at random", async () => {
  await fc.assert(
    fc.asyncProperty(faults, fc.array(step, { maxLength: 20 }), async (schedule, steps) => {
      const session = faulty(schedule);
      const model = new Map<string, number>();
      const cache = memory<number>(session, "card", 10);
      for (const one of steps) {
        if (one.do === "get") expect(await cache.get(one.key)).toBe(model.get(one.key));
        else if (one.do === "set") {
          await cache.set(one.key, one.value);
          model.set(one.key, one.value);
        } else if (one.do === "delete") {
          await cache.delete([one.key]);
          model.delete(one.key);
        } else {
          await cache.clear();
          model.clear();
        }
      }
      schedule.length = 0;
      // One call behind the last fault brings the storage in order.
      await cache.set("last", 1);
      const reopened = memory<number>(session, "card", 10);
      expect(await reopened.get("last")).toBe(1);
      for (const key of ["a", "b", "c"]) {
        const stored = await reopened.get(key);
        // Where the storage had no room a value is gone with its worker; a stale one never comes
        // back.
        if (stored !== undefined) expect(stored).toBe(model.get(key));
      }
    }),
  );
});

test("memory of another person does not come back when clearing it met a storage that could not be read", async () => {
  const schedule: boolean[] = [];
  const session = faulty(schedule);
  await memory<string>(session, "card", 10).set("dana", "of the first person");
  const restarted = memory<string>(session, "card", 10);
  schedule.push(true, true, true, true);
  await restarted.clear();
  expect(await restarted.values()).toEqual([]);
  expect(await restarted.get("dana")).toBeUndefined();
  await vi.waitFor(() => expect([...session.kept]).toEqual([]));
});

test("proofs keeps every later click when a call of storage.session failed in between", async () => {
  const click = (address: string): Click => ({ address, slot: "other", what: "call", of: "" });
  await fc.assert(
    fc.asyncProperty(faults, async (schedule) => {
      const proofs = openProofs(memory(faulty(schedule), "proof", 1), {
        outcomeOf: async () => null,
      });
      await proofs.keep(click("a@x.example"), "one", false);
      await proofs.keep(click("b@x.example"), "two", false);
      schedule.length = 0;
      await proofs.keep(click("c@x.example"), "three", false);
      const ids = (await proofs.of(["a@x.example", "b@x.example", "c@x.example"])).map((found) =>
        found.map(({ id }) => id),
      );
      expect(ids).toEqual([["one"], ["two"], ["three"]]);
    }),
  );
});

test("aliases are learned and answered when storage.local fails at random", async () => {
  await fc.assert(
    fc.asyncProperty(faults, async (schedule) => {
      const local = faulty(schedule);
      const aliases = openAliases(asArea(local), plainVault);
      const learned = await aliases.of("box", ["me@own.example"]).catch(() => null);
      schedule.length = 0;
      expect(await aliases.of("box", learned === null ? ["me@own.example"] : null)).toEqual([
        "me@own.example",
      ]);
      await aliases.of("box", ["me@own.example", "also@own.example"]);
      expect(await openAliases(asArea(local), plainVault).of("box", null)).toEqual([
        "me@own.example",
        "also@own.example",
      ]);
    }),
  );
});

test("settings are changed by every later call when one failed", async () => {
  await fc.assert(
    fc.asyncProperty(faults, async (schedule) => {
      const local = asArea(faulty(schedule));
      await Promise.allSettled([
        changeSettings(local, { theme: "dark" }),
        changeSettings(local, { language: "en" }),
      ]);
      schedule.length = 0;
      expect(await changeSettings(local, { collapsed: true })).toMatchObject({ collapsed: true });
    }),
  );
});

const paired = {
  token: "t",
  expiresAt: "2099-01-01T00:00:00.000Z",
  me: {
    user: { id: "u", address: "u@own.example", role: "rep" },
    book: { name: "Book", ownDomains: [] },
  },
  signalsKey: null,
};

test("a session is good, and can be ended, when storage.local fails while it is paired", async () => {
  vi.stubGlobal("fetch", async () => Response.json(paired));
  await fc.assert(
    fc.asyncProperty(faults, async (schedule) => {
      const local = faulty(schedule);
      const sessions = openSessions(asArea(local), plainVault);
      await sessions.current().catch(() => null);
      await sessions.pair("https://w.example", "code");
      expect((await sessions.current())?.token).toBe("t");
      schedule.length = 0;
      await sessions.forget();
      expect(await sessions.current()).toBeNull();
      expect(await openSessions(asArea(local), plainVault).current()).toBeNull();
    }),
  );
});

test("a call answers what the Worker answered when its bookmark can be neither read nor kept", async () => {
  vi.stubGlobal("fetch", async () =>
    Response.json({ interactions: [] }, { headers: { "X-Bookmark": "b" } }),
  );
  const broken = {
    get: () => Promise.reject(new Error("no storage")),
    set: () => Promise.reject(new Error("no storage")),
  };
  const message = { messageId: "<a@b>", webmail: "w", account: null, thread: null, message: null };
  expect(await remote("https://w.example", "t", broken).find(message)).toEqual([]);
});

test("A queue of one runs all tasks one after another when some of them fail", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.boolean()), async (fails) => {
      const inTurn = pLimit(1);
      const ended: number[] = [];
      let running = 0;
      const all = await Promise.allSettled(
        fails.map((fail, index) =>
          inTurn(async () => {
            expect(++running).toBe(1);
            await Promise.resolve();
            running--;
            ended.push(index);
            if (fail) throw new Error("this one");
          }),
        ),
      );
      expect(ended).toEqual(fails.map((_, index) => index));
      expect(all.map(({ status }) => status === "rejected")).toEqual(fails);
    }),
  );
});

test("lazy reads again when the read before failed, and keeps what was put meanwhile", async () => {
  let reads = 0;
  const value = lazy(async () => {
    if (++reads === 1) throw new Error("once");
    return reads;
  });
  await expect(value.get()).rejects.toThrow("once");
  expect([await value.get(), await value.get()]).toEqual([2, 2]);
  value.forget();
  const reading = value.get();
  value.put(9);
  expect([await reading, await value.get()]).toEqual([3, 9]);
});
