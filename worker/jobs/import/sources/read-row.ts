/** Reads what a source's data says out of the cells of a row. Pure, for terminal and browser. */
import { cleanText, plainWords, undress } from "../../../../shared/text/clean.ts";
import { plainName } from "../columns.ts";
import type { Condition, Making, Reading, SourceFile } from "./source.ts";

/** Cells of a row by the header that they stand under. */
export type CellOf = (names: readonly string[]) => string;

/** Answers a function that finds the cells of a row under a file's header. */
export function cellsUnder(header: readonly string[]): (cells: readonly string[]) => CellOf {
  const places = new Map<string, number[]>();
  header.forEach((name, at) => {
    const plain = plainName(name);
    places.set(plain, [...(places.get(plain) ?? []), at]);
  });
  const known = new Map<readonly string[], readonly number[]>();
  const placesOf = (names: readonly string[]) => {
    let found = known.get(names);
    if (found === undefined) {
      found = names.flatMap((name) => places.get(plainName(name)) ?? []);
      known.set(names, found);
    }
    return found;
  };
  return (cells) => (names) => {
    for (const at of placesOf(names)) {
      const cell = bare(cells[at] ?? "");
      if (cell !== "") return cell;
    }
    return "";
  };
}

/** A cell without the apostrophe or formula by which programs keep text as text. */
const bare = (cell: string) => undress(cell.trim());

/** Reads one value; an empty text where the row has none. */
export function readValue(reading: Reading, cellOf: CellOf): string {
  switch (reading.read) {
    case "column":
      return cellOf(reading.names);
    case "constant":
      return reading.text;
    case "first":
      for (const one of reading.of) {
        const value = readValue(one, cellOf);
        if (value !== "") return value;
      }
      return "";
    case "joined":
      return reading.of
        .map((one) => readValue(one, cellOf))
        .filter((value) => value !== "")
        .join(reading.between);
    case "numbered": {
      const number = cleanText(readValue(reading.of, cellOf));
      return number === "" ? "" : `${reading.by}:${number}`;
    }
    case "part":
      return (readValue(reading.of, cellOf).split(reading.mark)[reading.at] ?? "").trim();
    case "words": {
      const value = readValue(reading.of, cellOf);
      if (value === "") return reading.otherwise;
      const plain = plainWords(value);
      return Object.hasOwn(reading.words, plain) ? reading.words[plain]! : reading.otherwise;
    }
    case "matching": {
      const value = readValue(reading.of, cellOf);
      return reading.pattern.test(value) ? value : "";
    }
    case "choice":
      return readValue(isMet(reading.when, cellOf) ? reading.value : reading.otherwise, cellOf);
  }
}

function isMet(condition: Condition, cellOf: CellOf): boolean {
  switch (condition.is) {
    case "filled":
      return readValue(condition.of, cellOf) !== "";
    case "empty":
      return readValue(condition.of, cellOf) === "";
    case "matching":
      return condition.pattern.test(readValue(condition.of, cellOf));
    case "all":
      return condition.of.every((one) => isMet(one, cellOf));
  }
}

/** Reads the row that a making makes of a row's cells, by field; null where it makes none. */
export function makeRow(making: Making, cellOf: CellOf): Record<string, string> | null {
  if (making.when !== undefined && !isMet(making.when, cellOf)) return null;
  return Object.fromEntries(
    Object.entries(making.fields).map(([field, reading]) => [field, readValue(reading, cellOf)]),
  );
}

/** Headers, as `plainName` gives them, that a source's file reads or is told by. */
export function headersOf(file: SourceFile): ReadonlySet<string> {
  const names: string[] = file.tells.flat();
  const visit = (reading: Reading): void => {
    if (reading.read === "column") names.push(...reading.names);
    else if (reading.read === "choice") {
      visitCondition(reading.when);
      visit(reading.value);
      visit(reading.otherwise);
    } else if (reading.read === "first" || reading.read === "joined") reading.of.forEach(visit);
    else if (reading.read !== "constant") visit(reading.of);
  };
  const visitCondition = (condition: Condition): void => {
    if (condition.is === "all") condition.of.forEach(visitCondition);
    else visit(condition.of);
  };
  for (const { fields, when } of file.makes) {
    Object.values(fields).forEach(visit);
    if (when !== undefined) visitCondition(when);
  }
  return new Set(names.map(plainName));
}
