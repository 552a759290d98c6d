/** The customers of the list that are selected: some by their ids, or all that meet the filter. */
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { ListedCustomer } from "../../../../shared/contract/answers.ts";

export type Selection = {
  /** True where all are meant that meet the filter, on all pages. */
  isAll: boolean;
  ids: ReadonlySet<string>;
};
const none: Selection = { isAll: false, ids: new Set() };

export type Selecting = Selection & {
  isSelected(id: string): boolean;
  /** Selects or leaves out one; with `isRange` all from the one pressed before. */
  toggle(index: number, isOn: boolean, isRange: boolean): void;
  /** Selects those that are here, or none. */
  toggleHere(isOn: boolean): void;
  selectAll(): void;
  clear(): void;
};

/** `key` is that of the filter: with another one nobody is selected. */
export function useSelection(customers: readonly ListedCustomer[], key: string): Selecting {
  const [selection, setSelection] = useState<Selection>(none);
  const last = useRef(0);
  useEffect(() => setSelection(none), [key]);
  const toggle = useCallback(
    (index: number, isOn: boolean, isRange: boolean) => {
      const [from, to] = isRange
        ? [Math.min(last.current, index), Math.max(last.current, index)]
        : [index, index];
      last.current = index;
      const meant = customers.slice(from, to + 1).map(({ id }) => id);
      setSelection(({ isAll, ids }) => {
        // Of all, those that are here stay selected but for the ones left out.
        const next = new Set(isAll ? customers.map(({ id }) => id) : ids);
        for (const id of meant) {
          if (isOn) next.add(id);
          else next.delete(id);
        }
        return { isAll: false, ids: next };
      });
    },
    [customers],
  );
  const toggleHere = useCallback(
    (isOn: boolean) =>
      setSelection(isOn ? { isAll: false, ids: new Set(customers.map(({ id }) => id)) } : none),
    [customers],
  );
  return {
    ...selection,
    isSelected: (id) => selection.isAll || selection.ids.has(id),
    toggle,
    toggleHere,
    selectAll: () => setSelection({ isAll: true, ids: new Set() }),
    clear: () => setSelection(none),
  };
}
