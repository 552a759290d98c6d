/**
 * Measures whether memory stays flat: 500 thread switches, then 100 times a message opened and left
 * for the list, beside the page alone.
 */
import type { Page } from "@playwright/test";
import { address, drive } from "../fixtures/mail/gmail/busy.ts";
import { elsewhere, openMailbox, withCode } from "./busy-mail.ts";
import { debugBackground, debugPage } from "./debugged.ts";
import type { Debugged } from "./debugged.ts";
import { heapOf, held } from "./heap.ts";
import type { Heap, Held } from "./heap.ts";
import type { Figure } from "./figure.ts";

const switches = 500;
const mounts = 100;
/**
 * So many before anything is measured, each until its card is shown: nobody whom a tab could keep
 * is met for the first time afterwards, and every part of our script has run.
 */
const warmUp = 250;
const warmUpAlone = 50;
/**
 * The milliseconds spent on each: one that stays open longer than 150 ms is looked up, even when
 * going through quickly.
 */
const rest = { thread: 250, list: 60, alone: 60 };
/** 500 threads: of the same 120 customers in turn, every fifth of one of 50 strangers. */
const threadAt = (at: number) => (at % 5 === 4 ? 2 * (Math.floor(at / 5) % 50) + 1 : 2 * at);

/**
 * V8's compilers off: how much compiled code it keeps is its own affair, goes up and down by
 * hundreds of kilobytes, and would hide a leak.
 */
const flags = ["--js-flags=--jitless"];
/**
 * Bytes more that are still flat, in the page and in the background: 100 a switch, less than what a
 * thread shows of one person takes.
 */
const flat = 50_000;

/** Opens these of the threads, staying on each for so long. */
async function switchThreads(page: Page, from: number, to: number, stay: number): Promise<void> {
  for (let at = from; at < to; at++) {
    await drive(page, "open", threadAt(at % switches));
    await page.waitForTimeout(stay);
  }
}

async function mountAndLeave(page: Page, times: number, stay: number): Promise<void> {
  for (let at = 0; at < times; at++) {
    await drive(page, "open", threadAt(at % switches));
    await page.waitForTimeout(stay);
    await drive(page, "list");
    await page.waitForTimeout(rest.list);
  }
}

const signed = (figure: number) => `${figure < 0 ? "−" : "+"}${Math.abs(figure)}`;
const kilobytes = (bytes: number) => `${signed(Math.round(bytes / 1000))} kB`;
const sum = (counts: Record<string, number>) =>
  Object.values(counts).reduce((total, one) => total + one, 0);

type Growth = {
  objects: number;
  all: number;
  of: number;
  nodes: number;
  detached: number;
  listeners: number;
};

function growth(before: Held, after: Held): Growth {
  return {
    objects: after.objects - before.objects,
    all: after.all - before.all,
    of: before.all,
    nodes: after.nodes - before.nodes,
    detached: sum(after.detached) - sum(before.detached),
    listeners: after.listeners - before.listeners,
  };
}

type Course = {
  switching: Growth;
  mounting: Growth;
  ours: string;
  background: { before: Heap; after: Heap } | null;
};

type Ours = { background: Debugged; shows(words: string): Promise<void> };

/**
 * Walks through the page at that address; `extension` is null where it has nothing to do with the
 * page.
 */
async function course(page: Page, at: string, extension: Ours | null): Promise<Course> {
  await page.goto("about:blank");
  await page.goto(`${at}#inbox`);
  const debugged = await debugPage(page);
  await debugged.send("HeapProfiler.enable");
  const settled = async (then: () => Promise<unknown>) => {
    await then();
    await page.waitForTimeout(1500);
    return held(debugged);
  };
  const thread = () => drive(page, "open", 0);
  const list = () => drive(page, "list");
  const behind = () => (extension === null ? null : heapOf(extension.background));
  const stay = extension === null ? rest.alone : rest.thread;
  for (let each = 0; each < (extension === null ? warmUpAlone : warmUp); each++) {
    const shown = threadAt(each);
    await drive(page, "open", shown);
    await extension?.shows(shown % 2 === 0 ? `Buyer ${(shown / 2) % 150}` : `stranger${shown}@`);
  }
  await mountAndLeave(page, 10, stay);
  const first = await settled(thread);
  const before = await behind();
  await switchThreads(page, 0, switches, stay);
  const second = await settled(thread);
  const after = await behind();
  const third = await settled(list);
  await mountAndLeave(page, mounts, stay);
  const fourth = await settled(list);
  await debugged.detach();
  const ours = Object.entries(fourth.detached).filter(([name]) => /regards/i.test(name));
  return {
    switching: growth(first, second),
    mounting: growth(third, fourth),
    ours: ours.map(([name, count]) => `${count} ${name}`).join(", "),
    background: before === null || after === null ? null : { before, after },
  };
}

function figuresOf(when: string, own: Growth, bare: Growth): Figure[] {
  const counts = ({ nodes, detached, listeners }: Growth) =>
    [nodes, detached, listeners].map(signed).join(", ");
  const alone = (of: string) => `the page alone ${of}`;
  return [
    {
      what: `memory, ${when}: the heap`,
      figure: kilobytes(own.all),
      budget: `≤ ${kilobytes(flat)}`,
      holds: own.all <= flat,
      beside:
        `of ${(own.of / 1e6).toFixed(1)} MB; ` +
        `${alone(`${kilobytes(bare.all)} of ${(bare.of / 1e6).toFixed(1)} MB`)}`,
    },
    {
      what: `memory, ${when}: of which objects, strings and functions that scripts hold`,
      figure: kilobytes(own.objects),
      budget: `≤ ${kilobytes(flat)}`,
      holds: own.objects <= flat,
      beside: alone(kilobytes(bare.objects)),
    },
    {
      what: `memory, ${when}: nodes, detached nodes, listeners`,
      figure: counts(own),
      budget: "none more",
      holds: [own.nodes, own.detached, own.listeners].every((more) => more <= 0),
      beside: alone(counts(bare)),
    },
  ];
}

/**
 * The same with a hundred figures and an element kept at each of 100 switches: shows that the
 * method sees both.
 */
async function leaking(): Promise<Figure> {
  const times = 100;
  const { objects, nodes } = await withCode(
    `addEventListener("hashchange", () => {
      const numbers = Array.from({ length: 100 }, Math.random);
      (globalThis.kept ??= []).push([numbers, document.createElement("regards-kept")]);
    });`,
    flags,
    async (page) => {
      const debugged = await debugPage(page);
      await debugged.send("HeapProfiler.enable");
      await switchThreads(page, 0, warmUpAlone, rest.alone);
      const before = await held(debugged);
      await switchThreads(page, warmUpAlone, warmUpAlone + times, rest.alone);
      return growth(before, await held(debugged));
    },
  );
  return {
    what: `the same with 800 bytes and an element kept at each of ${times} switches, which the method must see`,
    figure: `${kilobytes(objects)}, ${signed(nodes)} nodes`,
    budget: `≥ +80 kB, +${times}`,
    holds: objects >= 800 * times && nodes >= times,
  };
}

export async function run(): Promise<Figure[]> {
  const { page, shows, close } = await openMailbox(flags);
  try {
    const background = await debugBackground(page.context());
    await background.send("HeapProfiler.enable");
    const own = await course(page, address, { background, shows });
    const bare = await course(page, elsewhere, null);
    const behind =
      own.background === null
        ? Number.NaN
        : own.background.after.objects - own.background.before.objects;
    const inAll =
      own.background === null ? Number.NaN : own.background.after.all - own.background.before.all;
    return [
      ...figuresOf(`${switches} threads opened`, own.switching, bare.switching),
      ...figuresOf(`${mounts} times message and list`, own.mounting, bare.mounting),
      {
        what: "elements of ours held though out of the page, in the last snapshot",
        figure: own.ours || "none",
        budget: "none",
        holds: own.ours === "",
      },
      {
        what: `memory of the background, the same ${switches}: its heap`,
        figure: kilobytes(inAll),
        budget: `≤ ${kilobytes(flat)}`,
        holds: inAll <= flat,
        beside: `of ${((own.background?.before.all ?? 0) / 1e6).toFixed(1)} MB; of which objects ${kilobytes(behind)}`,
      },
      await leaking(),
    ];
  } finally {
    await close();
  }
}
