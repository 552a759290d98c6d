/**
 * The small tier marks in the thread list: rows in view only, each in its own closed shadow root. A stranger's row gets
 * the same element, empty: the page must not tell from it who is a customer.
 */
import type { TierName } from "../../../shared/contract/fields.ts";
import type { Translate } from "../../locales/translate.ts";
import type { Adapter, Row } from "../../mail/adapter.ts";
import { ask } from "../../sync/messages.ts";
import { keyOf } from "./people.ts";

/** The tiers' colours, on light and dark lists alike at 3:1 or more. */
const colours: Record<TierName, string> = { high: "#8b66dd", mid: "#5b7be0", low: "#80838d", potential: "#1a8fa6" };
const mostRows = 200;

/** The rows a person can see, and a screenful around them. Rows stand in the order of the page. */
function inView(rows: Row[], height: number): Row[] {
  return rows.filter(({ element }) => {
    const { top, bottom } = element.getBoundingClientRect();
    return bottom > -height && top < 2 * height;
  });
}

export type Marks = { refresh(): void; /** Marks these people anew: they were added, or their tier moved. */ again(addresses: string[]): void; clear(): void };

/** Marks the rows of this document, until `signal`. `t` gives the tiers' names. */
export function openMarks(document: Document, adapter: Adapter, signal: AbortSignal, t: () => Translate): Marks {
  const view = document.defaultView ?? window;
  const tiers = new Map<string, TierName | null>();
  const hosts = new Map<HTMLElement, { key: string; host: HTMLElement }>();
  let asking = false;
  let due = false;
  /** The list changed while its people were asked for. */
  let missed = false;

  function mark(row: Row): void {
    const key = keyOf(row.address);
    const before = hosts.get(row.element);
    if (before?.key === key && before.host.isConnected) return;
    before?.host.remove();
    const tier = tiers.get(key);
    if (tier === undefined) {
      hosts.delete(row.element);
      return;
    }
    const host = place(tier);
    row.anchor.prepend(host);
    hosts.set(row.element, { key, host });
  }

  function place(tier: TierName | null): HTMLElement {
    const host = document.createElement("regards-mark");
    host.style.cssText = "display:inline-block;vertical-align:baseline;width:8px;height:8px;margin-inline-end:5px";
    const root = host.attachShadow({ mode: "closed" });
    if (tier !== null) root.append(dot(tier));
    return host;
  }

  function dot(tier: TierName): HTMLElement {
    const shape = document.createElement("span");
    shape.role = "img";
    shape.ariaLabel = t()(`codes.tier.${tier}`);
    shape.title = shape.ariaLabel;
    shape.style.cssText = `display:block;width:8px;height:8px;border-radius:50%;background:${colours[tier]}`;
    return shape;
  }

  /** Takes away the marks of rows that are gone, or show someone else now: lists use the same elements again. */
  function sweep(rows: Row[]): void {
    const shown = new Map(rows.map((row) => [row.element, keyOf(row.address)]));
    for (const [element, { key, host }] of hosts) {
      if (element.isConnected && shown.get(element) === key) continue;
      host.remove();
      hosts.delete(element);
    }
  }

  async function work(): Promise<void> {
    const all = adapter.rows(document);
    sweep(all);
    const rows = inView(all, view.innerHeight).slice(0, mostRows);
    const unknown = new Map(rows.filter((row) => !tiers.has(keyOf(row.address))).map((row) => [keyOf(row.address), row.address]));
    if (unknown.size > 0) {
      const result = await ask("tiers", { addresses: [...unknown.values()] });
      if (!result.ok || signal.aborted) return;
      for (const [index, key] of [...unknown.keys()].entries()) tiers.set(key, result.value[index] ?? null);
      // The list may have moved on while the answer came.
      const now = adapter.rows(document);
      sweep(now);
      for (const row of inView(now, view.innerHeight).slice(0, mostRows)) mark(row);
      return;
    }
    for (const row of rows) mark(row);
  }

  function refresh(): void {
    missed = asking;
    if (due || asking || signal.aborted) return;
    due = true;
    view.requestIdleCallback(() => {
      due = false;
      asking = true;
      // Without an answer the list stays as it is; the next change of the list asks again.
      void work().catch(() => undefined).finally(() => {
        asking = false;
        if (missed) refresh();
      });
    }, { timeout: 500 });
  }

  function again(addresses: string[]): void {
    const keys = new Set(addresses.map(keyOf));
    for (const key of keys) tiers.delete(key);
    for (const [element, { key, host }] of hosts) {
      if (!keys.has(key)) continue;
      host.remove();
      hosts.delete(element);
    }
    refresh();
  }

  function clear(): void {
    for (const { host } of hosts.values()) host.remove();
    hosts.clear();
    tiers.clear();
  }
  document.addEventListener("scroll", refresh, { capture: true, passive: true, signal });
  signal.addEventListener("abort", clear, { once: true });
  return { refresh, again, clear };
}
