import fc from "fast-check";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { CallFailed } from "../../../extension/sync/failure.ts";
import { openSignals, type Fetched } from "../../../extension/sync/signals.ts";
import { longestAnswer } from "../../../shared/contract/webmail-signals.ts";
import { checkSigned } from "../../../shared/signals/check.ts";
import { keys, otherKeys, signalsOf, signed, small } from "./some-signals.ts";

/** The stand-in for storage.local: as JSON, on a disk that outlives the background. */
let disk: Record<string, string>;
let asked: (string | null)[];
let answer: Fetched | Error;
let version: string;
let pinned: string | null;
const area = {
  get: async (place: string) =>
    disk[place] === undefined ? {} : { [place]: JSON.parse(disk[place]) as unknown },
  set: async (items: Record<string, unknown>) => {
    for (const [place, value] of Object.entries(items)) disk[place] = JSON.stringify(value);
  },
  remove: async (place: string) => {
    delete disk[place];
  },
} as unknown as chrome.storage.StorageArea;
/** As after a start of the background. */
const open = () =>
  openSignals(
    area,
    async () => pinned,
    async (tag) => {
      asked.push(tag);
      if (answer instanceof Error) throw answer;
      return answer;
    },
    version,
  );
const sends = (content: unknown, tag: string | null = null) => {
  answer = {
    state: "new",
    text: typeof content === "string" ? content : JSON.stringify(content),
    tag,
  };
};
const served = await signed(signalsOf(7), keys.secret);

beforeEach(() => {
  disk = {};
  asked = [];
  pinned = keys.public;
  version = "1.0.0";
  sends(served, '"v7"');
});

describe("served signals", () => {
  test("are used, and after a restart without the Worker too, when they are signed", async () => {
    await open().refresh(true);
    expect((await open().newest())?.version).toBe(7);
    answer = new Error("offline");
    const later = open();
    await later.refresh(true);
    expect(await later.state()).toEqual({
      used: { version: 7, signedAt: "2026-11-12T09:00:00.000Z" },
      refused: null,
    });
    expect((await later.newest())?.sites).toEqual([small]);
  });

  test("are built in again, and no older ones come back, when a newer version withdraws them", async () => {
    await open().refresh(true);
    sends(await signed(signalsOf(8, []), keys.secret), '"v8"');
    await open().refresh(true);
    expect(await open().state()).toEqual({ used: null, refused: null });
    expect((await open().newest())?.sites).toEqual([]);
    sends(served, '"v7"');
    await open().refresh(true);
    expect(await open().state()).toEqual({ used: null, refused: { reason: "older", version: 7 } });
  });

  test("are asked for again, whole, when an update may take what the version before refused", async () => {
    sends(small, '"unreadable"');
    await open().refresh(true);
    await open().refresh(true);
    expect((await open().state()).refused).not.toBeNull();
    expect(asked).toEqual([null, '"unreadable"']);
    version = "1.1.0";
    // Nobody answers just now: that is no reason to ask at every start.
    answer = new Error("offline");
    await open().refresh(false);
    await open().refresh(false);
    sends(served, '"v7"');
    await open().refresh(true);
    expect(asked).toEqual([null, '"unreadable"', null, null]);
    expect((await open().newest())?.version).toBe(7);
    await open().refresh(true);
    expect(asked.at(-1)).toBe('"v7"');
  });

  test("are asked for again when they were asked for under a clock that ran ahead", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 90 * 86_400_000 });
    await open().refresh(false);
    vi.useRealTimers();
    await open().refresh(false);
    expect(asked).toEqual([null, '"v7"']);
  });

  test("of another Worker are not kept when they come after all was forgotten", async () => {
    const signals = open();
    let come: (answer: Fetched) => void = () => undefined;
    const late = openSignals(
      area,
      async () => pinned,
      () =>
        new Promise((resolve) => {
          come = resolve;
        }),
      version,
    );
    const asking = late.refresh(true);
    await vi.waitFor(() => expect(come.length).toBe(1));
    await late.forget();
    come({ state: "new", text: JSON.stringify(served), tag: '"of another"' });
    expect(await asking).toBe(false);
    await signals.refresh(true);
    expect(asked).toEqual([null]);
  });

  test("are asked for once a day, with the tag of what is kept, when nobody asks for more", async () => {
    await open().refresh(false);
    await open().refresh(false);
    expect(asked).toEqual([null]);
    answer = { state: "same" };
    await open().refresh(true);
    expect(asked).toEqual([null, '"v7"']);
    expect((await open().newest())?.version).toBe(7);
  });

  test("are asked for an hour later when nobody answered, a day later when there are none", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: 1_800_000_000_000 });
    const after = async (minutes: number) => {
      vi.advanceTimersByTime(minutes * 60_000);
      await open().refresh(false);
      return asked.length;
    };
    answer = new CallFailed({ code: "unavailable", message: "" });
    expect([await after(0), await after(30), await after(31)]).toEqual([1, 1, 2]);
    answer = new CallFailed({ code: "not_found", message: "" });
    expect([await after(61), await after(61), await after(1381)]).toEqual([3, 3, 4]);
    vi.useRealTimers();
  });

  test("are not asked for when no key was told at pairing, and not used under another one", async () => {
    await open().refresh(true);
    pinned = null;
    expect(await open().refresh(true)).toBe(false);
    expect(await open().newest()).toBeNull();
    pinned = otherKeys.public;
    expect(await open().newest()).toBeNull();
    expect(asked).toHaveLength(1);
  });

  test("stay what they were, with the reason, when something older, changed or of another key comes", async () => {
    await open().refresh(true);
    const cases = [
      [await signed(signalsOf(6), keys.secret), { reason: "older", version: 6 }],
      [await signed(signalsOf(9), otherKeys.secret), { reason: "other_key", version: null }],
      [
        { ...served, payload: served.payload.replace('"version":7', '"version":9') },
        { reason: "other_key", version: null },
      ],
      [
        await signed({ ...signalsOf(9), code: "x" }, keys.secret),
        { reason: "invalid", version: null },
      ],
      [
        await signed(signalsOf(9, [{ ...small, extra: 1 }]), keys.secret),
        { reason: "invalid", version: null },
      ],
      ["x".repeat(longestAnswer + 1), { reason: "too_large", version: null }],
      ["<!doctype html><title>A proxy</title>", { reason: "not_signals", version: null }],
    ] as const;
    for (const [content, refused] of cases) {
      sends(content);
      await open().refresh(true);
      expect(await open().state()).toEqual({
        used: { version: 7, signedAt: "2026-11-12T09:00:00.000Z" },
        refused,
      });
    }
    sends(await signed(signalsOf(8), keys.secret));
    await open().refresh(true);
    expect(await open().state()).toMatchObject({ used: { version: 8 }, refused: null });
  });

  test("are gone when they are forgotten", async () => {
    const signals = open();
    await signals.refresh(true);
    await signals.forget();
    expect(await signals.newest()).toBeNull();
    expect(disk).toEqual({});
  });
});

describe("the check of served signals", () => {
  const { payload, signature } = served;

  test("refuses them when any letter was changed, left out or put in", () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom("payload" as const, "signature" as const),
        fc.nat(),
        fc.constantFrom("change", "drop", "add"),
        fc.string({ minLength: 1, maxLength: 1 }),
        async (field, place, how, letter) => {
          const text = served[field];
          const at = place % text.length;
          const changed =
            text.slice(0, at) +
            (how === "drop" ? "" : letter) +
            text.slice(how === "add" ? at : at + 1);
          // The last letter of a signature holds four bits that mean nothing.
          fc.pre(changed !== text && !(field === "signature" && at === text.length - 1));
          expect((await checkSigned({ ...served, [field]: changed }, keys.public)).ok).toBe(false);
        },
      ),
      { numRuns: 300 },
    ));

  test("refuses them when they hold any field that the schema has not", () =>
    fc.assert(
      fc.asyncProperty(
        fc.string({ minLength: 1, maxLength: 12 }),
        fc.jsonValue(),
        fc.constantFrom("top", "site", "thread", "way"),
        async (name, value, where) => {
          const content = JSON.parse(payload) as { sites: [{ thread: { at: [object] } }] };
          const [site] = content.sites;
          const target = { top: content, site, thread: site.thread, way: site.thread.at[0] }[where];
          fc.pre(
            name !== "__proto__" &&
              !(name in target) &&
              !["attribute", "take", "open", "list"].includes(name),
          );
          Object.assign(target, { [name]: value });
          expect(await checkSigned(await signed(content, keys.secret), keys.public)).toMatchObject({
            ok: false,
            reason: "invalid",
          });
        },
      ),
      { numRuns: 100 },
    ));

  test("never throws and takes nothing when it is given anything", () =>
    fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.jsonValue(),
          fc.record({
            payload: fc.string(),
            signature: fc.string({ minLength: 86, maxLength: 86 }),
          }),
        ),
        async (given) => {
          expect((await checkSigned(given, keys.public)).ok).toBe(false);
        },
      ),
    ));

  test("refuses them under a key that is none", async () => {
    for (const key of ["", "nonsense", "A".repeat(87)])
      expect(await checkSigned({ payload, signature }, key)).toMatchObject({ reason: "other_key" });
  });
});
