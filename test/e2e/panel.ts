/**
 * The panel as a person with a screen reader meets it: found in the browser's accessibility tree,
 * in the frame that it is docked in or in the page of the extension that it is part of, and worked
 * with real mouse and keyboard input.
 */
import { expect } from "@playwright/test";
import type { CDPSession, Frame, Page } from "@playwright/test";
import { intervals } from "./intervals.ts";

type AxNode = Awaited<ReturnType<typeof axTree>>[number];
export type Element = {
  role: string;
  name: string;
  value: string;
  backendId: number;
  states: Record<string, unknown>;
};
type Wanted = string | RegExp;

/** The frame of the docked panel; null while there is none. */
export function panelFrame(page: Page): Frame | null {
  return page.frames().find((frame) => /:\/\/[^/]+\/panel\.html/.test(frame.url())) ?? null;
}

async function axTree(session: CDPSession) {
  // The frame may go while it is asked: then there is no panel now.
  const { nodes } = await session.send("Accessibility.getFullAXTree").catch(() => ({ nodes: [] }));
  return nodes;
}

/** The labels of the tier marks in the list, in the order of the page. */
export async function marks(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  try {
    const { root } = await session.send("DOM.getDocument", { depth: -1, pierce: true });
    const walk = (node: typeof root, inMark: boolean): string[] => {
      const at = node.attributes?.indexOf("aria-label") ?? -1;
      const within = [
        ...(node.shadowRoots ?? []),
        ...(node.children ?? []),
        ...(node.contentDocument === undefined ? [] : [node.contentDocument]),
      ];
      return [
        ...(inMark && at >= 0 ? [node.attributes?.[at + 1] ?? ""] : []),
        ...within.flatMap((one) => walk(one, inMark || node.nodeName === "REGARDS-MARK")),
      ];
    };
    return walk(root, false);
  } finally {
    await session.detach();
  }
}

type Marked = { subject: string; marks: string[] };

/**
 * The rows of a list as they are shown: the words of the innermost part of class `subject`, and the
 * labels of the marks in the row.
 */
export async function markedRows(page: Page, row: string, subject: string): Promise<Marked[]> {
  const session = await page.context().newCDPSession(page);
  try {
    const { root } = await session.send("DOM.getDocument", { depth: -1, pierce: true });
    const named = (node: typeof root, name: string) =>
      (node.attributes?.[node.attributes.indexOf("class") + 1 || -1] ?? "")
        .split(/\s+/)
        .includes(name);
    const all = (node: typeof root): (typeof root)[] => [
      node,
      ...[...(node.shadowRoots ?? []), ...(node.children ?? [])].flatMap(all),
    ];
    return all(root)
      .filter((node) => named(node, row) && !named(node, "ng-hide"))
      .map((node) => {
        const within = all(node);
        const words = within
          .filter((one) => named(one, subject))
          .slice(-1)
          .flatMap(all)
          .filter((one) => one.nodeType === 3)
          .map((one) => one.nodeValue);
        const labels = within
          .filter((one) => one.nodeName === "REGARDS-MARK")
          .flatMap(all)
          .flatMap((one) => {
            const at = one.attributes?.indexOf("aria-label") ?? -1;
            return at < 0 ? [] : [one.attributes?.[at + 1] ?? ""];
          });
        return { subject: words.join("").trim(), marks: labels };
      });
  } finally {
    await session.detach();
  }
}

function elementOf(node: AxNode): Element {
  return {
    role: String(node.role?.value ?? ""),
    name: String(node.name?.value ?? "").trim(),
    value: String(node.value?.value ?? ""),
    backendId: node.backendDOMNodeId ?? 0,
    states: Object.fromEntries((node.properties ?? []).map((p) => [p.name, p.value.value])),
  };
}

/** The nodes under the one named region, in reading order; empty when it is not there. */
function under(nodes: AxNode[]): Element[] {
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const region = nodes.find(
    (node) => node.role?.value === "complementary" && node.name?.value === "Regards",
  );
  const walk = (node: AxNode): AxNode[] => [
    ...(node.ignored ? [] : [node]),
    ...(node.childIds ?? []).flatMap((id) => {
      const child = byId.get(id);
      return child === undefined ? [] : walk(child);
    }),
  ];
  return region === undefined ? [] : walk(region).map(elementOf);
}

function matches(actual: string, wanted: Wanted): boolean {
  return typeof wanted === "string" ? actual === wanted : wanted.test(actual);
}

export type Panel = ReturnType<typeof drivePanel>;

/** Finds and works the panel of a page. */
export function drivePanel(page: Page) {
  let session: { of: Frame | Page; opened: Promise<CDPSession> } | null = null;
  /**
   * A session with the frame, which is a process of its own; with the page where the panel is part
   * of it.
   */
  function cdp(): Promise<CDPSession> {
    const of = panelFrame(page) ?? page;
    if (session?.of !== of) session = { of, opened: page.context().newCDPSession(of) };
    return session.opened;
  }

  /** Everything in the region, the region itself first. */
  async function elements(): Promise<Element[]> {
    const connected = await cdp().catch(() => null);
    return connected === null ? [] : under(await axTree(connected));
  }

  /** All words in it, a line each; none while there is no panel, or it is being loaded. */
  function text(): Promise<string> {
    const frame = panelFrame(page) ?? page.mainFrame();
    // The region and its words at once: tests look many times a second.
    return frame
      .getByRole("complementary", { name: "Regards" })
      .evaluateAll(([region, ...more]) => {
        if (region === undefined || more.length > 0) return "";
        const walker = document.createTreeWalker(region, NodeFilter.SHOW_TEXT);
        const lines: string[] = [];
        while (walker.nextNode() !== null) lines.push(walker.currentNode.nodeValue ?? "");
        return lines.join("\n");
      })
      .catch(() => "");
  }

  async function find(role: string, name: Wanted): Promise<Element | null> {
    return (await elements()).find((e) => e.role === role && matches(e.name, name)) ?? null;
  }

  /** Waits for an element that a person could use now. */
  async function get(role: string, name: Wanted): Promise<Element> {
    let found: Element | null = null;
    await expect
      .poll(
        async () => {
          found = await find(role, name);
          return found !== null && found.states["disabled"] !== true;
        },
        {
          message: `the panel has ${role} ${String(name)}; it shows:\n${await text()}`,
          timeout: 20_000,
          intervals,
        },
      )
      .toBe(true);
    if (found === null) throw new Error(`no ${role} ${String(name)}`);
    return found;
  }

  /** Waits until the panel was drawn twice, which takes its time on a busy machine. */
  async function drawn(): Promise<void> {
    await (panelFrame(page) ?? page).evaluate(
      () =>
        new Promise<void>((resolve) => {
          requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
        }),
    );
  }

  /** The middle of it, once it stands still: the page may be making room. */
  async function centre({ backendId }: Element): Promise<{ x: number; y: number }> {
    const connected = await cdp();
    const frame = panelFrame(page);
    const box = frame === null ? null : await (await frame.frameElement()).boundingBox();
    const at = { x: box?.x ?? 0, y: box?.y ?? 0 };
    await connected.send("DOM.scrollIntoViewIfNeeded", { backendNodeId: backendId });
    let last = "";
    for (let turn = 0; turn < 40; turn++) {
      const { quads } = await connected.send("DOM.getContentQuads", { backendNodeId: backendId });
      const [x1 = 0, y1 = 0, x2 = 0, y2 = 0, x3 = 0, y3 = 0, x4 = 0, y4 = 0] = quads[0] ?? [];
      if (String(quads[0]) === last)
        return { x: at.x + (x1 + x2 + x3 + x4) / 4, y: at.y + (y1 + y2 + y3 + y4) / 4 };
      last = String(quads[0]);
      await drawn();
    }
    throw new Error("it does not stand still");
  }

  /** A real click in the middle of it. */
  async function click(role: string, name: Wanted): Promise<void> {
    const { x, y } = await centre(await get(role, name));
    await page.mouse.click(x, y);
  }

  /** Clicks the field, replaces what is in it and types. */
  async function fill(name: Wanted, typed: string): Promise<void> {
    await click("textbox", name);
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type(typed);
  }

  /** Waits until the words shown match. */
  async function shows(wanted: Wanted, timeout = 15_000): Promise<void> {
    const expected = expect.poll(text, {
      message: `the panel shows ${String(wanted)}`,
      timeout,
      intervals,
    });
    await (typeof wanted === "string" ? expected.toContain(wanted) : expected.toMatch(wanted));
  }

  /** Waits until the words shown match no more. */
  async function hides(wanted: Wanted, timeout = 15_000): Promise<void> {
    const expected = expect.poll(text, {
      message: `the panel does not show ${String(wanted)}`,
      timeout,
      intervals,
    }).not;
    await (typeof wanted === "string" ? expected.toContain(wanted) : expected.toMatch(wanted));
  }

  return { elements, text, find, get, click, fill, shows, hides };
}
