/** The marks of a list's rows: whose each row is, and what its mark shows. */
import type { ShownTier } from "../../shared/contract/shown-tier.ts";
import type { Row } from "../mail/adapter.ts";
import { newMark, paint } from "./mark.ts";
import type { TierLabels } from "./mark.ts";

type Tier = ShownTier | null | undefined;

/** A row when it was read: whose it is (null for nobody's), their tier where known, its mark. */
type Marked = { key: string | null; tier: Tier; host: HTMLElement | null };

export class RowMarks {
  readonly #document: Document;
  readonly #marked = new Map<HTMLElement, Marked>();

  constructor(document: Document) {
    this.#document = document;
  }

  rows(): Iterable<HTMLElement> {
    return this.#marked.keys();
  }

  /** Returns true where some row in the page is somebody's. */
  hasAny(): boolean {
    for (const [row, { key }] of this.#marked) if (key !== null && row.isConnected) return true;
    return false;
  }

  has(row: HTMLElement): boolean {
    return this.#marked.has(row);
  }

  /**
   * Marks a row as that of `key` and their tier, which is undefined until it is known: lists use
   * the same elements again. Returns whether anything had to be done.
   */
  mark(
    row: HTMLElement,
    found: Row | null,
    { key, tier }: Pick<Marked, "key" | "tier">,
    names: Partial<TierLabels>,
  ): boolean {
    const before = this.#marked.get(row);
    const isSame = before?.key === key && before.tier === tier;
    if (isSame && (key === null || before.host?.isConnected)) return false;
    const host = key === null ? null : (before?.host ?? newMark(this.#document));
    if (host === null) before?.host?.remove();
    else {
      if (host !== before?.host || tier !== before.tier) paint(host, tier, names);
      if (host.parentNode !== found?.anchor) found?.anchor.prepend(host);
    }
    this.#marked.set(row, { key, tier, host });
    return host !== null;
  }

  unmark(row: HTMLElement): void {
    this.#marked.get(row)?.host?.remove();
    this.#marked.delete(row);
  }

  clear(): void {
    for (const row of this.#marked.keys()) this.unmark(row);
  }
}
