/** The overlay in Firefox, found by role and name as a screen reader has them, and worked with real mouse and keys. */
import { expect } from "@playwright/test";
import { keys } from "../../rig/marionette.ts";
import type { Driven, Found } from "../../rig/marionette.ts";

type Wanted = string | RegExp;

/** Runs with the browser's own rights, which see into the closed shadow root; the page's scripts cannot. */
const inRoot = (body: string) =>
  `const root = document.querySelector("regards-panel")?.openOrClosedShadowRoot ?? null; ${body}`;
const usable = "button, input, textarea, select, a, [role]";

const matches = (actual: string, wanted: Wanted) =>
  typeof wanted === "string" ? actual === wanted : wanted.test(actual);

/** Finds and works the overlay of the page that `browser` shows. */
export function overlay(browser: Driven) {
  /** All words in it, a line each: generated content, whose text is in `data-said`. Empty when it is not there. */
  const text = () =>
    browser.run<string>(
      inRoot(
        `return [...root?.querySelectorAll("[data-said]") ?? []].map((one) => one.dataset.said).join("\\n")`,
      ),
      [],
      "system",
    );

  async function find(role: string, name: Wanted): Promise<Found | null> {
    const all = await browser.run<Found[]>(
      inRoot(
        `return [...root?.querySelectorAll(arguments[0]) ?? []].filter((one) => !one.disabled)`,
      ),
      [usable],
      "system",
    );
    for (const one of all) {
      // What is drawn anew meanwhile is gone: the next look finds its successor.
      const told = await Promise.all([browser.role(one), browser.label(one)]).catch(() => null);
      if (told?.[0] === role && matches(told[1].trim(), name)) return one;
    }
    return null;
  }

  /** Waits for an element that a person could use now. */
  async function get(role: string, name: Wanted): Promise<Found> {
    let found: Found | null = null;
    await expect
      .poll(async () => (found = await find(role, name)) !== null, {
        message: `the overlay has ${role} ${String(name)}; it shows:\n${await text()}`,
        timeout: 20_000,
      })
      .toBe(true);
    if (found === null) throw new Error(`no ${role} ${String(name)}`);
    return found;
  }

  /** A real click in the middle of it. */
  async function click(role: string, name: Wanted): Promise<void> {
    await browser.click(await get(role, name));
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
        message: `the overlay shows ${String(wanted)}`,
        timeout: 15_000,
      });
      await (typeof wanted === "string" ? expected.toContain(wanted) : expected.toMatch(wanted));
    },
  };
}
