/** Opens the table of a file and tells which program's export it is. */
import type { Row } from "../csv.ts";
import { countKnownHeaders, type Recognised, recogniseFile } from "../sources/recognise.ts";
import { openTable } from "../table.ts";

export type RecognisedTable = {
  header: readonly string[];
  /** Files of sources that the header tells, the surest first; empty where none does. */
  found: Recognised[];
  rows: AsyncGenerator<Row[], void, undefined>;
  /** Lets go of the file, where not all rows were read. */ close(): Promise<void>;
};

/**
 * Opens a table at its header, which is the row that names the most columns of any source. Answers
 * null for a table without a row.
 * @throws UnreadableFile
 */
export async function recogniseTable(text: AsyncIterable<string>): Promise<RecognisedTable | null> {
  const chunks = text[Symbol.asyncIterator]();
  const table = await openTable({ [Symbol.asyncIterator]: () => chunks }, countKnownHeaders);
  if (table === null) return null;
  const header = table.header.cells;
  return {
    header,
    found: recogniseFile(header),
    rows: table.rows,
    async close() {
      await chunks.return?.();
    },
  };
}
