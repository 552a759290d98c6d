import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mayHeal } from "../../../../extension/sync/failure.ts";
import type { Failure } from "../../../../extension/sync/failure.ts";
import {
  countTry,
  entriesInTurn,
  fateAfter,
  isTooOld,
  isUnsent,
  maxAttempts,
  retryDelayMs,
} from "../../../../extension/sync/outbox/attempt.ts";
import { keysKept, triedFor } from "../../../../shared/contract/retries.ts";

const dayMs = 86_400_000;
const now = Date.parse("2026-11-02T14:02:00Z");
const failureOf = (code: Failure["code"]): Failure => ({ code, message: "" });

describe("isUnsent", () => {
  test.each([
    ["true", "was never tried", 0, "waiting", null, true],
    ["true", "was refused", 3, "failed", "invalid_request", true],
    ["false", "was tried and waits", 1, "waiting", "unavailable", false],
    ["false", "has become too old", 1, "failed", "too_old", false],
  ] as const)("is %s when the entry %s", (_is, _when, attempts, state, reason, isSo) => {
    expect(isUnsent({ attempts, state, reason })).toBe(isSo);
  });
});

describe("isTooOld", () => {
  const first = now - triedFor;
  test.each([
    ["false", "never left, however old", { attempts: 0, createdAt: 0 }, false],
    ["false", "was tried first on the last day", { attempts: 1, createdAt: first }, false],
    ["true", "was tried first before that", { attempts: 1, createdAt: first - 1 }, true],
    ["false", "is old and was tried lately", { attempts: 1, createdAt: 0, triedAt: now }, false],
    ["true", "is of days to come", { attempts: 1, createdAt: now + dayMs + 1 }, true],
    ["false", "is of a clock hours ahead", { attempts: 1, createdAt: now + dayMs }, false],
  ] as const)("is %s when the entry %s", (_is, _when, tries, isSo) => {
    expect(isTooOld(tries, now)).toBe(isSo);
  });

  test("is true well before the Worker forgets the key when clocks differ by days", () => {
    const forgotten = { attempts: 1, createdAt: now - keysKept + 14 * dayMs };
    expect(isTooOld(forgotten, now)).toBe(true);
  });
});

describe("countTry", () => {
  test("notes the time when the entry leaves for the first time", () => {
    const counted = countTry({ attempts: 0, createdAt: now - dayMs }, now);
    expect(counted).toEqual({ attempts: 1, triedAt: now });
  });

  test("keeps the time of the first try when the entry leaves again", () => {
    const counted = countTry({ attempts: 2, createdAt: 0, triedAt: now - dayMs }, now);
    expect(counted).toEqual({ attempts: 3, triedAt: now - dayMs });
  });

  test("takes the time of the click when an older version tried the entry first", () => {
    const counted = countTry({ attempts: 1, createdAt: now - dayMs }, now);
    expect(counted).toEqual({ attempts: 2, triedAt: now - dayMs });
  });
});

describe("entriesInTurn", () => {
  type Entry = { id: string; state: "waiting" | "failed"; after: string | null };
  const entry = (id: string, part: Partial<Entry> = {}): Entry => ({
    id,
    state: "waiting",
    after: null,
    ...part,
  });
  const idsInTurn = (...box: Entry[]) => entriesInTurn(box).map(({ id }) => id);

  test("keeps their order when all of them can go", () => {
    expect(idsInTurn(entry("a"), entry("b"), entry("c"))).toEqual(["a", "b", "c"]);
  });

  test("passes over an entry when it was refused, and over what needs its answer", () => {
    const refused = entry("a", { state: "failed" });
    expect(idsInTurn(refused, entry("b", { after: "a" }), entry("c"))).toEqual(["c"]);
  });

  test("passes over an entry when the one whose answer it needs still waits", () => {
    expect(idsInTurn(entry("a"), entry("b", { after: "a" }))).toEqual(["a"]);
  });

  test("has an entry when the one whose answer it needed has left the box", () => {
    expect(idsInTurn(entry("b", { after: "a" }))).toEqual(["b"]);
  });
});

describe("fateAfter", () => {
  const healing = [
    "offline",
    "unavailable",
    "too_many_requests",
    "not_regards",
    "internal",
    "strange_answer",
  ] as const;
  test.each(healing)("keeps an entry in line, to be retried, when %s comes first", (code) => {
    expect(fateAfter(failureOf(code), 1)).toEqual({ state: "waiting", isRetried: true });
  });

  test.each(["offline", "unavailable", "too_many_requests", "not_regards"] as const)(
    "keeps an entry in line when %s has come a hundred times",
    (code) => {
      expect(fateAfter(failureOf(code), 100)).toEqual({ state: "waiting", isRetried: true });
    },
  );

  test.each(["internal", "strange_answer"] as const)(
    "sets an entry aside when %s comes at the last try",
    (code) => {
      expect(fateAfter(failureOf(code), maxAttempts - 1).state).toBe("waiting");
      expect(fateAfter(failureOf(code), maxAttempts)).toEqual({
        state: "failed",
        isRetried: false,
      });
    },
  );

  test("waits for a person when nobody is signed in, however often it was tried", () => {
    for (const attempts of [1, 100])
      expect(fateAfter(failureOf("unauthorised"), attempts)).toEqual({
        state: "waiting",
        isRetried: false,
      });
  });

  test.each(["invalid_request", "not_found", "conflict", "forbidden"] as const)(
    "sets an entry aside at once when the answer is %s",
    (code) => {
      expect(mayHeal(failureOf(code))).toBe(false);
      expect(fateAfter(failureOf(code), 1)).toEqual({ state: "failed", isRetried: false });
    },
  );
});

describe("retryDelayMs", () => {
  test("doubles up to a quarter of an hour when tries fail one after another", () => {
    const delays = [1, 2, 3, 10, 11, 40].map((attempts) => retryDelayMs(attempts, 0));
    expect(delays).toEqual([1000, 2000, 4000, 512_000, 900_000, 900_000]);
  });

  test("stays between the backoff and a quarter more when it is spread", () => {
    fc.assert(
      fc.property(fc.nat(2000), fc.double({ min: 0, max: 1, noNaN: true }), (attempts, random) => {
        const least = retryDelayMs(attempts, 0);
        const delay = retryDelayMs(attempts, random);
        expect(delay).toBeGreaterThanOrEqual(least);
        expect(delay).toBeLessThanOrEqual(least * 1.25);
        expect(retryDelayMs(attempts + 1, 0)).toBeGreaterThanOrEqual(least);
      }),
    );
  });
});
