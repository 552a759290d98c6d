/**
 * Counts the fields that a row names, by which the header is told from the rows above and below it.
 */
import { findColumns, plainName, type Field, type Mapping } from "./columns.ts";

/**
 * Answers a count of the fields that some cells name when they are read as a header; 0 where they
 * name less than one of
 * `needs`, or lack a header that the mapping names.
 */
export function headerFields(
  fields: readonly Field[],
  mapping: Mapping,
  needs: readonly (readonly string[])[],
): (cells: readonly string[]) => number {
  const enough = (named: ReadonlySet<string>) =>
    needs.some((choice) => choice.every((field) => named.has(field))) ? named.size : 0;
  return (cells) => {
    try {
      return enough(new Set(findColumns(cells, fields, mapping).keys()));
    } catch {
      // Two columns may be one field, or a column that the mapping names is not there.
      const names = new Set(cells.map(plainName));
      return enough(
        new Set(
          fields
            .filter((field) => {
              const told = mapping.headers.get(field.name);
              if (told !== undefined)
                return told.every((name) => names.has(plainName(name)) || /^#\d+$/.test(name));
              return [field.name, ...field.headers].some((name) => names.has(plainName(name)));
            })
            .map(({ name }) => name),
        ),
      );
    }
  };
}
