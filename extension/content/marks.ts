/**
 * The small tier marks in the thread list: rows in view only. What was read of a row once is read
 * again only when it changed.
 */
import type { TierName } from "../../shared/contract/fields.ts";
import type { Adapter, Row } from "../mail/adapter.ts";
import { safely } from "../mail/reading/signals.ts";
import { LruMap } from "../sync/lru-map.ts";
import { ask } from "../sync/messages.ts";
import { afterLayout } from "./after-layout.ts";
import { followRows } from "./follow-rows.ts";
import { newMark, paint } from "./mark.ts";
import type { TierLabels } from "./mark.ts";
import { personKey as keyOf } from "../../shared/people/address-memo.ts";
import { inView } from "./rows.ts";

const maxRows = 200;
/**
 * The tiers of this many writers are kept, so that scrolling back asks for nothing: far more than
 * are in view.
 */
const maxTiers = 2000;
/** The list is looked over at most this often, milliseconds. */
const pause = 200;
/** Marks made at once: the page waits for no more. */
const atOnce = 10;

export type Marks = {
  refresh(): void;
  /** Marks these people's rows again: they were added, or their tier has moved. */
  again(addresses: string[]): void;
  clear(): void;
};

/**
 * Marks the rows of this document, until `signal`. `labels` gives the tiers' names in the person's
 * language.
 */
export function openMarks(
  document: Document,
  adapter: Adapter,
  signal: AbortSignal,
  labels: () => Promise<TierLabels>,
): Marks {
  const view = document.defaultView ?? window;
  const tiers = new LruMap<string, TierName | null>({ entries: maxTiers });
  /**
   * What each row had when it was read: whose it is (null for nobody's), their tier where that was
   * known, and its mark.
   */
  const known = new Map<
    HTMLElement,
    { key: string | null; tier: TierName | null | undefined; host: HTMLElement | null }
  >();
  /** Rows to look at, with what was read of them where nothing has changed since. */
  const due = new Map<HTMLElement, Row | null>();
  let waits = false;
  let busy = false;
  let lastLook = 0;
  let names: Partial<TierLabels> = {};

  const { row } = adapter;
  // Where a served selector is none, each change asks for all rows, which the built-in one still
  // finds.
  const rows =
    row === undefined
      ? null
      : safely(
          () =>
            followRows(document, row, signal, {
              changed(changed) {
                for (const element of changed)
                  if (due.has(element) || known.has(element)) due.set(element, null);
                soon();
              },
              moved: () => look(),
            }),
          null,
        );
  const every = () => {
    const all = new Map(adapter.rows(document).map((one) => [one.element, one]));
    for (const element of [...known.keys(), ...inView([...all.keys()], view.innerHeight)])
      due.set(element, null);
    return (element: HTMLElement) => all.get(element) ?? null;
  };
  let read: (element: HTMLElement) => Row | null = (element) => row?.read(element) ?? null;

  const looking = afterLayout(document.documentElement, () => {
    for (const element of known.keys()) if (!element.isConnected) unmark(element);
    if (rows === null) read = every();
    else
      for (const element of rows.near((one) => known.has(one)).slice(0, maxRows))
        due.set(element, due.get(element) ?? null);
    soon();
  });
  /** Looks over the list once the next frame is laid out, and not too often. */
  function look(): void {
    if (waits || signal.aborted) return;
    waits = true;
    setTimeout(
      () => {
        waits = false;
        lastLook = performance.now();
        if (!signal.aborted) looking.soon();
      },
      Math.max(0, lastLook + pause - performance.now()),
    );
  }

  function unmark(element: HTMLElement): void {
    known.get(element)?.host?.remove();
    known.delete(element);
  }

  /**
   * Returns whether anything had to be done. Where the tier is not known yet a mark that is there
   * is empty: lists use the same elements again.
   */
  function mark(element: HTMLElement, found: Row | null, key: string | null): boolean {
    const before = known.get(element);
    const tier = tiers.peek(key ?? "");
    if (before?.key === key && before.tier === tier && (key === null || before.host?.isConnected))
      return false;
    const host = key === null ? null : (before?.host ?? newMark(document));
    if (host === null) before?.host?.remove();
    else {
      if (host !== before?.host || tier !== before.tier) paint(host, tier, names);
      if (host.parentNode !== found?.anchor) found?.anchor.prepend(host);
    }
    known.set(element, { key, tier, host });
    return host !== null;
  }

  async function work(): Promise<void> {
    names = await labels();
    const unknown = new Map<string, string>();
    let left = atOnce;
    for (const [element, before] of due) {
      const found = element.isConnected ? (before ?? read(element)) : null;
      const key = found && keyOf(found.address);
      const asks = key !== null && !tiers.has(key);
      if ((!asks || known.get(element)?.host) && mark(element, found, key) && --left < 0) return;
      due.set(element, found);
      if (asks) unknown.set(key, found?.address ?? "");
      else due.delete(element);
    }
    if (unknown.size === 0) return;
    // Who is asked about stays due: by the answer the row may be another's.
    const result = await ask("tiers", { addresses: [...unknown.values()] });
    if (!result.ok || signal.aborted) throw new Error("no tiers");
    for (const [index, key] of [...unknown.keys()].entries())
      tiers.set(key, result.value[index] ?? null);
  }

  function soon(): void {
    if (busy || due.size === 0 || signal.aborted) return;
    busy = true;
    view.requestIdleCallback(
      () => {
        // Without an answer the list stays as it is; the next change of the list asks again.
        void work()
          .catch(() => due.clear())
          .finally(() => {
            busy = false;
            soon();
          });
      },
      { timeout: 500 },
    );
  }

  function again(addresses: string[]): void {
    for (const address of addresses) tiers.delete(keyOf(address));
    for (const element of known.keys()) due.set(element, null);
    look();
  }

  function clear(): void {
    for (const element of known.keys()) unmark(element);
    due.clear();
    tiers.clear();
  }
  document.addEventListener("scroll", look, { capture: true, passive: true, signal });
  view.addEventListener("resize", look, { signal });
  signal.addEventListener(
    "abort",
    () => {
      looking.stop();
      clear();
    },
    { once: true },
  );
  return { refresh: look, again, clear };
}
