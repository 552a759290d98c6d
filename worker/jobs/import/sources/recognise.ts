/** Tells by its headers which program a file comes from. */
import { plainName } from "../columns.ts";
import { sources } from "./index.ts";
import { headersOf } from "./read-row.ts";
import type { Source, SourceFile } from "./source.ts";

export type Recognised = {
  source: Source;
  file: SourceFile;
  /** Headers of the file that tell it, as the file writes them. */ because: string[];
};

/**
 * Answers the files that a header is told by, the surest first: every set of telling headers is
 * there, and none of those that tell another file. Empty where no source knows the header.
 */
export function recogniseFile(header: readonly string[]): Recognised[] {
  const written = new Map(header.map((name) => [plainName(name), name.trim()]));
  const found = sources.flatMap((source) =>
    source.files.flatMap((file) => {
      const because = file.tells.map((names) =>
        names.map(plainName).find((name) => written.has(name)),
      );
      const isOther = file.never?.some((name) => written.has(plainName(name))) ?? false;
      if (isOther || because.some((name) => name === undefined)) return [];
      return [{ source, file, because: because.map((name) => written.get(name!)!) }];
    }),
  );
  return found.sort((a, b) => b.because.length - a.because.length);
}

const known = () => sources.flatMap(({ files }) => files.map(headersOf));
let sets: readonly ReadonlySet<string>[] | null = null;

/**
 * Counts how many of the cells are headers of one source's file: the row that has the most is the
 * header. Rows of data name next to none.
 */
export function countKnownHeaders(cells: readonly string[]): number {
  sets ??= known();
  const names = new Set(cells.map(plainName).filter((name) => name !== ""));
  const counts = sets.map((set) => [...names].filter((name) => set.has(name)).length);
  const most = Math.max(0, ...counts);
  return most < 2 ? 0 : most;
}
