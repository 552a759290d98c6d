/**
 * The small tier marks in the thread list: rows in view only. What was read of a row once is read
 * again only when it changed.
 */
import type { ShownTier } from "../../shared/contract/shown-tier.ts";
import type { Adapter, Row } from "../mail/adapter.ts";
import { safely } from "../mail/reading/signals.ts";
import { ask } from "../sync/messages.ts";
import { afterLayout } from "./after-layout.ts";
import type { AfterLayout } from "./after-layout.ts";
import { followRows } from "./follow-rows.ts";
import type { RowListener, Rows } from "./follow-rows.ts";
import type { TierLabels } from "./mark.ts";
import { personKey } from "../../shared/people/address-memo.ts";
import { RowMarks } from "./row-marks.ts";
import { inView } from "./rows.ts";

const maxRows = 200;
/**
 * The tiers of this many writers are kept, so that scrolling back asks for nothing: far more than
 * are in view.
 */
const maxTiers = 2000;
/** The list is looked over at most this often. */
const pauseMs = 200;
/** The page waits for no more marks than these at once. */
const maxMarksAtOnce = 10;

export type Marks = {
  refresh(): void;
  /** Returns true where the page shows a list. */
  hasList(): boolean;
  /** Marks these people's rows again: they were added, or their tier has moved. */
  again(addresses: string[]): void;
  clear(): void;
};

export type MarksContext = {
  document: Document;
  adapter: Adapter;
  signal: AbortSignal;
  /** Returns the tiers' names in the person's language. */
  labels(): Promise<TierLabels>;
  /** Called when a list has come or gone. */
  listChanged(): void;
};

class ListMarks implements Marks {
  readonly #context: MarksContext;
  readonly #view: Window & typeof globalThis;
  readonly #tiers = new Map<string, ShownTier | null>();
  readonly #marks: RowMarks;
  /** Rows to look at, with what was read of them where nothing has changed since. */
  readonly #due = new Map<HTMLElement, Row | null>();
  /** The rows followed by changes; null where each look asks the adapter for all of them. */
  readonly #rows: Rows | null;
  readonly #looking: AfterLayout;
  #readRow: (row: HTMLElement) => Row | null;
  #isLookDue = false;
  #isBusy = false;
  #hasList = false;
  #lastLook = 0;
  #names: Partial<TierLabels> = {};

  constructor(context: MarksContext) {
    this.#context = context;
    const { document, adapter, signal } = context;
    this.#view = document.defaultView ?? window;
    this.#marks = new RowMarks(document);
    this.#readRow = (row) => adapter.row?.read(row) ?? null;
    this.#rows = this.#followRows();
    this.#looking = afterLayout(document.documentElement, () => this.#look());
    const look = () => this.refresh();
    document.addEventListener("scroll", look, { capture: true, passive: true, signal });
    this.#view.addEventListener("resize", look, { signal });
    const stop = () => {
      this.#looking.stop();
      this.clear();
    };
    signal.addEventListener("abort", stop, { once: true });
  }

  /** Looks over the list once the next frame is laid out, and not too often. */
  refresh(): void {
    const { signal } = this.#context;
    if (this.#isLookDue || signal.aborted) return;
    this.#isLookDue = true;
    setTimeout(
      () => {
        this.#isLookDue = false;
        this.#lastLook = performance.now();
        if (!signal.aborted) this.#looking.soon();
      },
      Math.max(0, this.#lastLook + pauseMs - performance.now()),
    );
  }

  again(addresses: string[]): void {
    for (const address of addresses) this.#tiers.delete(personKey(address));
    for (const row of this.#marks.rows()) this.#due.set(row, null);
    this.refresh();
  }

  hasList(): boolean {
    return this.#hasList;
  }

  clear(): void {
    this.#marks.clear();
    this.#due.clear();
    this.#tiers.clear();
  }

  /** Follows the rows; null where a served selector is none, and the built-in one finds them. */
  #followRows(): Rows | null {
    const { document, adapter, signal } = this.#context;
    const { row } = adapter;
    if (row === undefined) return null;
    const listener: RowListener = {
      changed: (rows) => {
        for (const each of rows)
          if (this.#due.has(each) || this.#marks.has(each)) this.#due.set(each, null);
        this.#workSoon();
      },
      moved: () => this.refresh(),
    };
    return safely(() => followRows(document, row, signal, listener), null);
  }

  /** Notes the rows to look at. Must be called when the page is laid out. */
  #look(): void {
    for (const row of this.#marks.rows()) if (!row.isConnected) this.#marks.unmark(row);
    if (this.#rows === null) this.#lookAtAll();
    else
      for (const row of this.#rows.near((one) => this.#marks.has(one)).slice(0, maxRows))
        this.#due.set(row, this.#due.get(row) ?? null);
    this.#workSoon();
    this.#followList();
  }

  #lookAtAll(): void {
    const { document, adapter } = this.#context;
    const all = new Map(adapter.rows(document).map((one) => [one.element, one]));
    const near = inView([...all.keys()], this.#view.innerHeight);
    for (const row of [...this.#marks.rows(), ...near]) this.#due.set(row, null);
    this.#readRow = (row) => all.get(row) ?? null;
  }

  #followList(): void {
    const hasList = this.#marks.hasAny();
    if (hasList === this.#hasList || this.#context.signal.aborted) return;
    this.#hasList = hasList;
    this.#context.listChanged();
  }

  #workSoon(): void {
    if (this.#isBusy || this.#due.size === 0 || this.#context.signal.aborted) return;
    this.#isBusy = true;
    this.#view.requestIdleCallback(
      () => {
        // Without an answer the list stays as it is; the next change of the list asks again.
        void this.#work()
          .catch(() => this.#due.clear())
          .finally(() => {
            this.#isBusy = false;
            this.#followList();
            this.#workSoon();
          });
      },
      { timeout: 500 },
    );
  }

  async #work(): Promise<void> {
    this.#names = await this.#context.labels();
    const unknown = this.#markDue();
    if (unknown === null || unknown.size === 0) return;
    // Who is asked about stays due: by the answer the row may be another's.
    const result = await ask("tiers", { addresses: [...unknown.values()] });
    if (!result.ok || this.#context.signal.aborted) throw new Error("no tiers");
    for (const [index, key] of [...unknown.keys()].entries())
      this.#keep(key, result.value[index] ?? null);
  }

  /** Keeps a tier as the newest; beyond `maxTiers` the one asked for longest ago is forgotten. */
  #keep(key: string, tier: ShownTier | null): void {
    this.#tiers.delete(key);
    this.#tiers.set(key, tier);
    const [oldest] = this.#tiers.keys();
    if (this.#tiers.size > maxTiers && oldest !== undefined) this.#tiers.delete(oldest);
  }

  /** Marks due rows; returns whom to ask about, null where the page should not wait for more. */
  #markDue(): Map<string, string> | null {
    const unknown = new Map<string, string>();
    let left = maxMarksAtOnce;
    for (const [row, before] of this.#due) {
      const found = row.isConnected ? (before ?? this.#readRow(row)) : null;
      const key = found && personKey(found.address);
      const isUnknown = key !== null && !this.#tiers.has(key);
      // An empty mark keeps the place: nothing in the row moves when the answer comes.
      if (this.#mark(row, found, key) && --left < 0) return null;
      this.#due.set(row, found);
      if (isUnknown) unknown.set(key, found?.address ?? "");
      else this.#due.delete(row);
    }
    return unknown;
  }

  #mark(row: HTMLElement, found: Row | null, key: string | null): boolean {
    const tier = this.#tiers.get(key ?? "");
    return this.#marks.mark(row, found, { key, tier }, this.#names);
  }
}

/** Marks the rows of a document until `context.signal`. */
export const openMarks = (context: MarksContext): Marks => new ListMarks(context);
