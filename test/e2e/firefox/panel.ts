/**
 * The panel in Firefox, in the frame it is docked in: found by role and name as a screen reader has
 * them, and worked with real mouse and keys.
 */
import { expect } from "@playwright/test";
import { intervals } from "../intervals.ts";
import { keys } from "../../rig/marionette.ts";
import type { Driven, Found, Point } from "../../rig/marionette.ts";

type Wanted = string | RegExp;
type Box = { x: number; y: number; width: number; height: number };

const usable = "button, input, textarea, select, a, [role]";
const host = `document.querySelector("regards-panel")`;
/** All words of the panel, a line each. */
export const allWords = `
  const panel = document.querySelector("[role=complementary]");
  const walker = panel === null ? null : document.createTreeWalker(panel, NodeFilter.SHOW_TEXT);
  const lines = [];
  while (walker?.nextNode()) lines.push(walker.currentNode.nodeValue);
  return lines.join("\\n");`;

const matches = (actual: string, wanted: Wanted) =>
  typeof wanted === "string" ? actual === wanted : wanted.test(actual);

/** Finds and works the panel of the page that `browser` shows. */
export function drivePanel(browser: Driven) {
  /**
   * Does something in the panel's frame, found with the browser's own rights, for it stands in a
   * closed shadow root; null while there is none.
   */
  async function within<T>(work: () => Promise<T>): Promise<T | null> {
    const frame = await browser.run<Found | null>(
      `return ${host}?.openOrClosedShadowRoot.querySelector("iframe") ?? null`,
      [],
      "system",
    );
    if (frame === null) return null;
    try {
      await browser.frame(frame);
      return await work();
    } finally {
      await browser.frame(null);
    }
  }

  /** All words in it, a line each; empty when it is not there. */
  const text = async () =>
    (await within(() => browser.run<string>(allWords)).catch(() => null)) ?? "";

  /**
   * An element of the panel's document: what is drawn anew meanwhile is gone, and the next look
   * finds its successor.
   */
  async function findWithin(role: string, name: Wanted): Promise<Found | null> {
    const all = await browser.run<Found[]>(
      `return [...document.querySelectorAll(arguments[0])].filter((one) => !one.disabled)`,
      [usable],
    );
    for (const one of all) {
      const told = await Promise.all([browser.role(one), browser.label(one)]).catch(() => null);
      if (told?.[0] === role && matches(told[1].trim(), name)) return one;
    }
    return null;
  }
  // A frame that loads again meanwhile is gone, too.
  const find = (role: string, name: Wanted) =>
    within(() => findWithin(role, name)).catch(() => null);

  /** Waits for an element that a person could use now. */
  async function get(role: string, name: Wanted): Promise<Found> {
    let found: Found | null = null;
    await expect
      .poll(async () => (found = await find(role, name)) !== null, {
        message: `the panel has ${role} ${String(name)}; it shows:\n${await text()}`,
        timeout: 20_000,
        intervals,
      })
      .toBe(true);
    if (found === null) throw new Error(`no ${role} ${String(name)}`);
    return found;
  }

  /** The middle of an element, in the page's own pixels; null where it has gone. */
  async function centre(role: string, name: Wanted): Promise<Point | null> {
    await get(role, name);
    const box = await within(async () => {
      const element = await findWithin(role, name);
      if (element === null) return null;
      return browser.run<Box>(
        `arguments[0].scrollIntoView({ block: "nearest" }); return arguments[0].getBoundingClientRect().toJSON()`,
        [element],
      );
    });
    const frame = await browser.run<Box | null>(
      `return ${host}?.getBoundingClientRect().toJSON() ?? null`,
    );
    if (box === null || frame === null) return null;
    return {
      x: Math.round(frame.x + box.x + box.width / 2),
      y: Math.round(frame.y + box.y + box.height / 2),
    };
  }

  /** A real click in the middle of it, as the page around it is clicked. */
  async function click(role: string, name: Wanted): Promise<void> {
    let at: Point | null = null;
    let before = "";
    // Once it stands still: the page may be making room.
    await expect
      .poll(
        async () => {
          at = await centre(role, name).catch(() => null);
          const isStill = at !== null && JSON.stringify(at) === before;
          before = JSON.stringify(at);
          return isStill;
        },
        { message: `${role} ${String(name)} stands still`, timeout: 20_000, intervals },
      )
      .toBe(true);
    if (at !== null) await browser.click(at);
  }

  return {
    text,
    find,
    get,
    click,
    /** Clicks the field, replaces what is in it and types. */
    async fill(name: Wanted, typed: string): Promise<void> {
      await click("textbox", name);
      await browser.chord(keys.control, "a");
      await browser.type(typed);
    },
    /** Waits until the words shown match. */
    async shows(wanted: Wanted): Promise<void> {
      const expected = expect.poll(text, {
        message: `the panel shows ${String(wanted)}`,
        timeout: 15_000,
        intervals,
      });
      await (typeof wanted === "string" ? expected.toContain(wanted) : expected.toMatch(wanted));
    },
  };
}
