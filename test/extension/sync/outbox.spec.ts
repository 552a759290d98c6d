/**
 * The outbox in a real browser: its IndexedDB, its cryptography, its network, against a Worker that
 * fails on purpose.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, expect, test as base } from "@playwright/test";
import type { BrowserContext, LaunchOptions, Page } from "@playwright/test";
import fc from "fast-check";
import { findBrowser } from "../../../extension/commands/browser.ts";
import type { Write } from "../../../extension/sync/writes.ts";
import { bundle } from "./bundle.ts";
import type { Harness } from "./harness.ts";
import { customerId, factOf, startTestWorker } from "./worker.ts";
import type { Fault, TestWorker } from "./worker.ts";

const launchOptions: LaunchOptions = {
  executablePath: findBrowser()?.path ?? "",
  args: ["--no-sandbox", "--disable-gpu"],
};
const open = (profile: string): Promise<BrowserContext> =>
  chromium.launchPersistentContext(profile, launchOptions);

type Desk = { worker: TestWorker; context: BrowserContext; page: Page };
type Fixtures = {
  /** A context of its own, with nothing of the test before, in the browser that all share. */
  desk: Desk;
  /** A browser of its own with a profile on disk, for what outlives a browser. */
  ownBrowser: Desk & { profile: string };
};
const test = base.extend<Fixtures, { script: string }>({
  launchOptions: [launchOptions, { scope: "worker" }],
  script: [async ({}, use) => use(await bundle("harness.ts")), { scope: "worker" }],
  desk: async ({ script, context, page }, use) => {
    const worker = await startTestWorker(script);
    await page.goto(worker.url);
    await use({ worker, context, page });
    await worker.close();
  },
  ownBrowser: async ({ script }, use) => {
    const worker = await startTestWorker(script);
    const profile = mkdtempSync(join(tmpdir(), "regards-outbox-"));
    const context = await open(profile);
    const page = await context.newPage();
    await page.goto(worker.url);
    await use({ worker, profile, context, page });
    await context.close();
    await worker.close();
    rmSync(profile, { recursive: true, force: true });
  },
});

const log = (subject: string): Write => ({
  call: "log",
  body: { customerId, kind: "email", occurredAt: "2026-11-02T14:02:00Z", subject },
});
const undo = (id: string): Write => ({ call: "withdrawLog", id });
const submit = (page: Page, id: string, write: Write) =>
  page.evaluate(async ([a, b]) => (await window.harness).submit(a, b), [id, write] as const);
const list = (page: Page) => page.evaluate(async () => (await window.harness).list());
const flush = (page: Page) => page.evaluate(async () => (await window.harness).flush());
const withBox = (page: Page, name: "retry" | "discard", id: string) =>
  page.evaluate(
    async ([a, b]) => ((await window.harness) as Pick<Harness, "retry" | "discard">)[a](b),
    [name, id] as const,
  );
const signIn = (page: Page, who: string | null) =>
  page.evaluate(async (owner) => (await window.harness).signIn(owner), who);
const subjects = (worker: TestWorker) => worker.stored.map((each) => each.body.subject);

test("outbox answers with the stored fact when the Worker takes it at once", async ({
  desk: { page, worker },
}) => {
  expect(await submit(page, "key-0001", log("one"))).toMatchObject({
    state: "sent",
    factId: factOf("key-0001"),
  });
  expect(worker.stored).toEqual([
    {
      key: "key-0001",
      path: "/v1/interactions",
      body: expect.objectContaining({ subject: "one" }),
    },
  ]);
  expect(await list(page)).toEqual([]);
});

test("outbox sends each entry once and in order when answers are lost and the Worker is down by turns", async ({
  desk: { page, worker },
}) => {
  worker.faults.push("lost", "down", "lost", "none", "down");
  for (const name of ["one", "two", "three"]) await submit(page, `key-${name}`, log(name));
  for (let tries = 0; tries < 6; tries++) await flush(page);
  expect(subjects(worker)).toEqual(["one", "two", "three"]);
  expect(await list(page)).toEqual([]);
  expect(
    await page.evaluate(async () =>
      (await window.harness).wakes().every((wait) => wait >= 1000 && wait <= 1_125_000),
    ),
  ).toBe(true);
});

test("outbox stores each fact once and in order when faults come in any sequence", async ({
  desk: { page, worker },
}) => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.constantFrom<Fault>(
          "none",
          "lost",
          "down",
          "signed_out",
          "walled",
          "broken",
          "portal",
          "something",
          "another",
        ),
        { maxLength: 8 },
      ),
      fc.integer({ min: 1, max: 4 }),
      async (faults, entries) => {
        run++;
        worker.stored.length = 0;
        worker.faults.push(...faults);
        const names = Array.from({ length: entries }, (_, index) => `${run}-${index}`);
        for (const name of names) await submit(page, `key-${name}`, log(name));
        for (let tries = 0; tries <= faults.length; tries++) await flush(page);
        expect(subjects(worker)).toEqual(names);
        expect(await list(page)).toEqual([]);
        worker.faults.length = 0;
      },
    ),
    { numRuns: 25, seed: 7 },
  );
});

test("outbox sends once when the page was killed between sending and the answer", async ({
  desk: { context, page, worker },
}) => {
  worker.faults.push("silent");
  void submit(page, "key-0001", log("one")).catch(() => undefined);
  await expect.poll(() => worker.asked.length).toBe(1);
  await page.close();
  const next = await context.newPage();
  await next.goto(worker.url);
  expect(await list(next)).toMatchObject([{ id: "key-0001", state: "waiting", attempts: 1 }]);
  await flush(next);
  expect(worker.asked).toEqual(["key-0001", "key-0001"]);
  expect(subjects(worker)).toEqual(["one"]);
  expect(await list(next)).toEqual([]);
});

test("outbox still holds and sends an entry when the browser was restarted", async ({
  ownBrowser: desk,
}) => {
  desk.worker.faults.push("down");
  await submit(desk.page, "key-0001", log("one"));
  await desk.context.close();
  desk.context = await open(desk.profile);
  const page = await desk.context.newPage();
  await page.goto(desk.worker.url);
  await flush(page);
  expect(subjects(desk.worker)).toEqual(["one"]);
  await desk.context.close();
});

test("outbox makes one entry of it when the same click is submitted twice", async ({
  desk: { context, page, worker },
}) => {
  await context.setOffline(true);
  await submit(page, "key-0001", log("one"));
  await submit(page, "key-0001", log("one"));
  expect(await list(page)).toHaveLength(1);
  await context.setOffline(false);
  await flush(page);
  expect(await submit(page, "key-0001", log("one"))).toEqual({
    state: "sent",
    factId: factOf("key-0001"),
    written: null,
  });
  expect(worker.asked).toEqual(["key-0001"]);
});

test("outbox sends nothing at all when an entry is taken back before it left", async ({
  desk: { context, page, worker },
}) => {
  await context.setOffline(true);
  expect(await submit(page, "key-0001", log("one"))).toEqual({
    state: "waiting",
    reason: "offline",
  });
  expect(await submit(page, "key-0002", undo("key-0001"))).toMatchObject({
    state: "sent",
    factId: null,
  });
  await context.setOffline(false);
  await flush(page);
  expect(worker.asked).toEqual([]);
});

test("outbox sends the withdrawal of the right fact after it when an entry may have left", async ({
  desk: { page, worker },
}) => {
  worker.faults.push("lost", "down");
  await submit(page, "key-0001", log("one"));
  await submit(page, "key-0002", undo("key-0001"));
  await flush(page);
  expect(worker.stored.map((each) => each.path)).toEqual([
    "/v1/interactions",
    `/v1/interactions/${factOf("key-0001")}/withdraw`,
  ]);
  expect(await list(page)).toEqual([]);
});

test("outbox finds the fact of an entry that was sent when it is withdrawn by the entry's id", async ({
  desk: { page, worker },
}) => {
  await submit(page, "key-0001", log("one"));
  await submit(page, "key-0002", undo("key-0001"));
  expect(worker.stored.at(-1)?.path).toBe(`/v1/interactions/${factOf("key-0001")}/withdraw`);
});

test("outbox sends the amended text alone when an entry is changed before it left", async ({
  desk: { context, page, worker },
}) => {
  await context.setOffline(true);
  await submit(page, "key-0001", log("one"));
  await submit(page, "key-0002", {
    call: "amendLog",
    id: "key-0001",
    body: { kind: "email", occurredAt: "2026-11-02T14:02:00Z", subject: "better" },
  });
  await context.setOffline(false);
  await flush(page);
  expect(subjects(worker)).toEqual(["better"]);
});

test("outbox loses no amendment when it comes while the entry is being sent", async ({
  desk: { context, page, worker },
}) => {
  for (let run = 0; run < 20; run++) {
    await context.setOffline(true);
    await submit(page, `log-${run}-key`, log("first"));
    await context.setOffline(false);
    await page.evaluate(
      async ([run, amendment]) => {
        const box = await window.harness;
        const sending = box.flush();
        for (let turn = 0; turn < run; turn++) await box.list();
        await box.submit(`amend-${run}-key`, amendment);
        await sending;
      },
      [
        run,
        {
          call: "amendLog",
          id: `log-${run}-key`,
          body: { kind: "email", occurredAt: "2026-11-02T14:02:00Z", subject: "better" },
        },
      ] as const,
    );
    await flush(page);
    expect(worker.stored.at(-1)?.body.subject, `run ${run}`).toBe("better");
    expect(worker.stored.filter(({ key }) => key === `log-${run}-key`)).toHaveLength(1);
  }
  expect(await list(page)).toEqual([]);
});

test("outbox sets a refused entry aside and sends the rest when the Worker will never take it", async ({
  desk: { page, worker },
}) => {
  worker.faults.push("refused");
  expect(await submit(page, "key-0001", log("one"))).toMatchObject({
    state: "failed",
    failure: { code: "invalid_request" },
  });
  await submit(page, "key-0002", log("two"));
  expect(subjects(worker)).toEqual(["two"]);
  expect(await list(page)).toMatchObject([
    { id: "key-0001", state: "failed", reason: "invalid_request" },
  ]);
  await withBox(page, "retry", "key-0001");
  expect(subjects(worker)).toEqual(["two", "one"]);
});

test("outbox keeps an entry waiting, signed in, when another's page stands where the Worker should", async ({
  desk: { page, worker },
}) => {
  worker.faults.push("walled", "broken");
  expect(await submit(page, "key-0001", log("one"))).toMatchObject({
    state: "waiting",
    reason: "internal",
  });
  await flush(page);
  expect(await list(page)).toMatchObject([{ id: "key-0001", state: "waiting", attempts: 2 }]);
  await flush(page);
  expect(subjects(worker)).toEqual(["one"]);
});

test("outbox sets an entry aside and sends the rest when the Worker breaks on it again and again", async ({
  desk: { page, worker },
}) => {
  worker.faults.push(...Array.from({ length: 8 }, (): Fault => "broken"));
  await submit(page, "key-0001", log("one"));
  await submit(page, "key-0002", log("two"));
  for (let tries = 0; tries < 8; tries++) await flush(page);
  expect(subjects(worker)).toEqual(["two"]);
  expect(await list(page)).toMatchObject([
    { id: "key-0001", state: "failed", reason: "internal", attempts: 8 },
  ]);
});

/**
 * Kinds of answers that are none of ours: pages, JSON of something else, what another write was
 * answered.
 */
const strange: [Fault, string][] = [
  ["portal", "not_regards"],
  ["something", "strange_answer"],
  ["another", "strange_answer"],
];
for (const [fault, reason] of strange) {
  test(`outbox keeps an entry, says why, and sends it later when its answer is that of: ${fault}`, async ({
    desk: { page, worker },
  }) => {
    worker.faults.push(fault);
    expect(await submit(page, "key-0001", log("one"))).toEqual({ state: "waiting", reason });
    expect(await list(page)).toMatchObject([
      { id: "key-0001", state: "waiting", reason, attempts: 1 },
    ]);
    await flush(page);
    expect(subjects(worker)).toEqual(["one"]);
    expect(await list(page)).toEqual([]);
  });
}

test("outbox keeps the withdrawal of a log when the answer is another fact's", async ({
  desk: { page, worker },
}) => {
  await submit(page, "key-0001", log("one"));
  worker.faults.push("another");
  expect(await submit(page, "key-0002", undo("key-0001"))).toEqual({
    state: "waiting",
    reason: "strange_answer",
  });
  await flush(page);
  expect(await list(page)).toEqual([]);
});

test("outbox waits behind a network's sign-in page for as long as it stands there", async ({
  desk: { page, worker },
}) => {
  worker.faults.push(...Array.from({ length: 12 }, (): Fault => "portal"));
  await submit(page, "key-0001", log("one"));
  for (let tries = 0; tries < 11; tries++) await flush(page);
  expect(await list(page)).toMatchObject([
    { id: "key-0001", state: "waiting", reason: "not_regards", attempts: 12 },
  ]);
  await flush(page);
  expect(subjects(worker)).toEqual(["one"]);
});

const sealed = (write: unknown, more: object = {}) => ({
  owner: "worker|robin",
  write,
  about: { customer: null, subject: null },
  message: "",
  ...more,
});
/**
 * Writes that only a newer version makes: calls, fields at any depth, words of a list, another
 * shape, another state or format.
 */
const ofNewer: [string, unknown, Record<string, unknown>?][] = [
  ["call", sealed({ call: "mergeCustomers", id: "a", into: "b" })],
  ["field", sealed({ ...log("later"), batch: 3 })],
  [
    "deep",
    sealed({
      call: "log",
      body: {
        ...(log("later") as { body: object }).body,
        message: {
          messageId: "<a@b>",
          webmail: "w",
          account: null,
          thread: null,
          message: null,
          folder: "Sent",
        },
      },
    }),
  ],
  [
    "word",
    sealed({ call: "log", body: { ...(log("later") as { body: object }).body, kind: "video" } }),
  ],
  ["about", sealed(log("later"), { about: { customer: null, subject: null, team: "North" } })],
  ["list", [sealed(log("later"))]],
  ["nothing", null],
  ["state", sealed(log("later")), { state: "scheduled" }],
  ["format", sealed(log("later")), { format: 2 }],
  ["sealing", sealed(log("later")), { sealed: { algorithm: "of tomorrow" } }],
];

test("outbox keeps what a newer version wrote, unsent, and sends the rest when it was downgraded", async ({
  desk: { page, worker },
}) => {
  for (const [id, content, clear] of ofNewer)
    await page.evaluate(async ([a, b, c]) => (await window.harness).plant(a, b, c), [
      id,
      content,
      clear,
    ] as const);
  const before = await page.evaluate(async () => (await window.harness).stored());
  await submit(page, "key-0001", log("one"));
  await flush(page);
  expect(subjects(worker)).toEqual(["one"]);
  expect(await list(page)).toEqual([]);
  expect(await page.evaluate(async () => (await window.harness).newer())).toEqual(
    ofNewer.map(([id]) => id),
  );
  expect(await page.evaluate(async () => (await window.harness).stored())).toEqual(before);
  // A write that is aimed at one of them waits for it.
  expect(await submit(page, "key-0002", undo("call"))).toMatchObject({ state: "waiting" });
  expect(worker.asked).toEqual(["key-0001"]);
  // Thrown away by the person alone.
  await withBox(page, "discard", "call");
  expect(await page.evaluate(async () => (await window.harness).newer())).toEqual(
    ofNewer.slice(1).map(([id]) => id),
  );
  expect(await list(page)).toEqual([]);
});

test("outbox opens, keeps and sends its entries when the database is that of a newer version", async ({
  desk: { context, page, worker },
}) => {
  await context.setOffline(true);
  await submit(page, "key-0001", log("one"));
  await page.evaluate(async () => (await window.harness).upgrade());
  await context.setOffline(false);
  await page.reload();
  expect(await list(page)).toMatchObject([{ id: "key-0001", state: "waiting" }]);
  await submit(page, "key-0002", log("two"));
  await flush(page);
  expect(subjects(worker)).toEqual(["one", "two"]);
});

test("outbox drops what hangs on an entry when that entry is discarded", async ({
  desk: { page, worker },
}) => {
  worker.faults.push("down", "down");
  await submit(page, "key-0001", log("one"));
  await submit(page, "key-0002", undo("key-0001"));
  await withBox(page, "discard", "key-0001");
  expect(await list(page)).toEqual([]);
  await flush(page);
  expect(worker.stored).toEqual([]);
});

test("outbox keeps an entry for its writer when someone else is signed in", async ({
  desk: { page, worker },
}) => {
  worker.faults.push("down");
  await submit(page, "key-0001", log("robin's"));
  await signIn(page, "worker|kim");
  await submit(page, "key-0002", log("kim's"));
  expect(subjects(worker)).toEqual(["kim's"]);
  await signIn(page, null);
  expect(await submit(page, "key-0003", log("nobody's"))).toMatchObject({
    state: "failed",
    failure: { code: "unauthorised" },
  });
  await signIn(page, "worker|robin");
  await flush(page);
  expect(subjects(worker)).toEqual(["kim's", "robin's"]);
});

const amended = (id: string, subject: string): Write => ({
  call: "amendLog",
  id,
  body: { kind: "email", occurredAt: "2026-11-02T14:02:00Z", subject },
});

test("outbox neither changes nor throws away what another wrote when who is signed in edits or undoes it", async ({
  desk: { context, page, worker },
}) => {
  await context.setOffline(true);
  await submit(page, "key-0001", log("robin's"));
  await signIn(page, "worker|kim");
  expect(await submit(page, "key-0002", amended("key-0001", "kim's"))).toMatchObject({
    state: "failed",
    failure: { code: "not_found" },
  });
  expect(await submit(page, "key-0003", undo("key-0001"))).toMatchObject({
    state: "failed",
    failure: { code: "not_found" },
  });
  expect(await list(page)).toMatchObject([{ id: "key-0001", state: "waiting", attempts: 0 }]);
  await context.setOffline(false);
  await signIn(page, "worker|robin");
  await flush(page);
  expect(subjects(worker)).toEqual(["robin's"]);
});

test("outbox sends nothing under another's name when they sign in between its look and the sending", async ({
  desk: { context, page, worker },
}) => {
  await context.setOffline(true);
  await submit(page, "key-0001", log("robin's"));
  await context.setOffline(false);
  await page.evaluate(async () => (await window.harness).signInBehind("worker|kim"));
  await flush(page);
  expect(worker.asked).toEqual([]);
  expect(await list(page)).toMatchObject([
    { id: "key-0001", state: "waiting", reason: "unauthorised" },
  ]);
  await signIn(page, "worker|robin");
  await flush(page);
  expect(subjects(worker)).toEqual(["robin's"]);
});

test("outbox aims a withdrawal at the fact when the entry's answer comes while it is looked for", async ({
  desk: { page, worker },
}) => {
  worker.faults.push("slow");
  const logged = submit(page, "key-0001", log("one"));
  await expect.poll(() => worker.asked.length).toBe(1);
  await page.evaluate(async () => (await window.harness).slowResults(1000));
  await submit(page, "key-0002", undo("key-0001"));
  await logged;
  await page.evaluate(async () => (await window.harness).slowResults(0));
  await flush(page);
  expect(worker.stored.map((each) => each.path)).toEqual([
    "/v1/interactions",
    `/v1/interactions/${factOf("key-0001")}/withdraw`,
  ]);
  expect(await list(page)).toEqual([]);
});

test("outbox sends nothing when an undone entry is undone once more, and says so when it is edited", async ({
  desk: { context, page, worker },
}) => {
  await context.setOffline(true);
  await submit(page, "key-0001", log("one"));
  // Asked again under its id, as after the background was stopped before its answer; and in another
  // tab.
  for (const id of ["key-0002", "key-0002", "key-0003"])
    expect(await submit(page, id, undo("key-0001"))).toEqual({
      state: "sent",
      factId: null,
      written: null,
    });
  expect(await submit(page, "key-0004", amended("key-0001", "better"))).toMatchObject({
    state: "failed",
    failure: { code: "not_found" },
  });
  expect(await list(page)).toEqual([]);
  await context.setOffline(false);
  await flush(page);
  expect(worker.asked).toEqual([]);
});

test("outbox sends the withdrawal of a fact when it is named by the fact's own id", async ({
  desk: { page, worker },
}) => {
  const fact = "0199a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b";
  await submit(page, "key-0001", undo(fact));
  expect(worker.stored.map((each) => each.path)).toEqual([`/v1/interactions/${fact}/withdraw`]);
});

const inDays = (page: Page, days: number) =>
  page.clock.setFixedTime(Date.now() + days * 86_400_000);

test("outbox sets an entry aside, unchanged, when it may have arrived too long ago for the Worker to know", async ({
  desk: { page, worker },
}) => {
  worker.faults.push("lost");
  await submit(page, "key-0001", log("one"));
  await inDays(page, 46);
  await submit(page, "key-0002", log("two"));
  expect(await list(page)).toMatchObject([
    { id: "key-0001", state: "failed", reason: "too_old", attempts: 1 },
  ]);
  expect(worker.asked).toEqual(["key-0001", "key-0002"]);
  // It may be at the Worker: it is not simply thrown away or written over.
  expect(await submit(page, "key-0003", amended("key-0001", "better"))).toMatchObject({
    state: "waiting",
  });
  await withBox(page, "discard", "key-0003");

  // A person says so: it is sent under its own key, and again by itself while it is young.
  worker.faults.push("down");
  await withBox(page, "retry", "key-0001");
  expect(await list(page)).toMatchObject([
    { id: "key-0001", state: "waiting", reason: "unavailable" },
  ]);
  await flush(page);
  expect(worker.asked).toEqual(["key-0001", "key-0002", "key-0001", "key-0001"]);
  expect(subjects(worker)).toEqual(["one", "two"]);
  expect(await list(page)).toEqual([]);
});

test("outbox sends an entry when it never left, however old, and as long as any other once it was tried", async ({
  desk: { context, page, worker },
}) => {
  await context.setOffline(true);
  await submit(page, "key-0001", log("one"));
  await context.setOffline(false);
  await inDays(page, 100);
  worker.faults.push("down");
  await flush(page);
  await inDays(page, 144);
  await flush(page);
  expect(subjects(worker)).toEqual(["one"]);
  expect(await list(page)).toEqual([]);
});

test("outbox sets an entry aside when it was tried under a clock that ran far ahead", async ({
  desk: { page, worker },
}) => {
  await inDays(page, 30);
  worker.faults.push("lost");
  await submit(page, "key-0001", log("one"));
  await inDays(page, 0);
  await flush(page);
  expect(await list(page)).toMatchObject([{ id: "key-0001", state: "failed", reason: "too_old" }]);
  expect(worker.asked).toEqual(["key-0001"]);
});

/** Every byte under a folder. */
function bytesUnder(folder: string): Buffer {
  return Buffer.concat(
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .map((name) => join(folder, name))
      .filter((path) => statSync(path).isFile())
      .map((path) => readFileSync(path)),
  );
}
/** Texts stand on disk in one byte a letter or in two. */
const holds = (bytes: Buffer, words: string) =>
  bytes.includes(Buffer.from(words)) || bytes.includes(Buffer.from(words, "utf16le"));

test("outbox leaves nothing readable on disk when an entry waits", async ({ ownBrowser: desk }) => {
  await desk.context.setOffline(true);
  await submit(desk.page, "key-0001", log("Valves for the Albatross"));
  await desk.page.evaluate(async () => (await window.harness).writeInClear("Plain as day"));
  expect(await desk.page.evaluate(async () => (await window.harness).keyIsExtractable())).toBe(
    false,
  );
  await desk.context.close();
  const bytes = bytesUnder(join(desk.profile, "Default", "IndexedDB"));
  expect(holds(bytes, "Plain as day")).toBe(true);
  expect(holds(bytes, "key-0001")).toBe(true);
  for (const words of [
    "Albatross",
    "Harlow Marine",
    "2026-11-02T14:02",
    "worker|robin",
    "/v1/interactions",
  ])
    expect(holds(bytes, words), words).toBe(false);
});
