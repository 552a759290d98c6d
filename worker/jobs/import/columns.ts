/** Which column of a file is which field: by the header names, or as `--map` says. */
import { cleanText, undress } from "../../../shared/text/clean.ts";
import type { DateOrder, Epoch } from "./dates.ts";
import type { Mark } from "./decimal.ts";

export type Field = {
  name: string;
  /**
   * Header names that mean this field, in order of preference; case, spaces and punctuation do not
   * matter.
   */
  headers: readonly string[];
  /** More header names of equal rank, as `plainName` gives them. */
  pattern?: RegExp;
  /**
   * Ranks of names that mean it only where no better one is there: "Customer" may be a name beside
   * "Customer ID".
   */
  loose?: readonly (readonly string[])[];
  form: "text" | "date" | "decimal";
  /** Two columns of equal rank are asked about: it tells facts or customers apart. */
  identifies?: boolean;
};

/** For each field found, its column; two columns where the amount is quantity × unit price. */
export type Columns = ReadonlyMap<string, readonly number[]>;

/**
 * `--map`, read: headers by field (none for a field that the file lacks), and how it writes dates
 * and decimals.
 */
export type Mapping = {
  headers: ReadonlyMap<string, readonly string[]>;
  dates: DateOrder | null;
  decimals: Mark | null;
  serials: Epoch | null;
};

/** The columns cannot be told: the sentence names the field and what the file has. */
export class UnclearColumns extends Error {
  override readonly name = "UnclearColumns";
}

/**
 * A header or field name as it is compared: "Order ID", "order_id" and "OrderId" are one, "Order #"
 * is "orderno".
 */
export function plainName(name: string): string {
  return cleanText(undress(name))
    .toLowerCase()
    .replaceAll(/#|n°/g, "no")
    .normalize("NFD")
    .replaceAll(/[\s_\-./:()[\]"'“”*?,\p{M}]+/gu, "")
    .normalize("NFC");
}

const settings: Readonly<Record<string, readonly string[]>> = {
  dates: ["dmy", "mdy", "ymd"],
  decimals: ["comma", "point"],
  serials: ["1900", "1904"],
};

/**
 * Reads `field=Header,…`. A field goes by its name or any header name it is known under;
 * `amount=Quantity*UnitPrice` multiplies two columns, `kind=-` says that there is none, `order=#3`
 * names the third column. `dates=dmy`, `mdy` or `ymd`,
 * `decimals=comma` or `point` and `serials=1900` or `1904` settle what a file leaves open.
 */
export function readMapping(map: string | undefined, fields: readonly Field[]): Mapping {
  const headers = new Map<string, readonly string[]>();
  const set: Record<string, string> = {};
  for (const pair of (map ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "")) {
    const [key = "", value = ""] = pair.split(/=(.*)/s).map((part) => part.trim());
    if (value === "") throw new UnclearColumns(`"${pair}" is not a mapping: write field=Header.`);
    const choices = Object.hasOwn(settings, key) ? settings[key] : undefined;
    if (choices === undefined)
      headers.set(
        fieldOf(key, fields).name,
        value === "-" ? [] : value.split("*").map((part) => part.trim()),
      );
    else if (choices.includes(value)) set[key] = value;
    else
      throw new UnclearColumns(
        `"${pair}" is not understood: write ${choices.map((choice) => `${key}=${choice}`).join(" or ")}.`,
      );
  }
  return {
    headers,
    dates: (set["dates"] ?? null) as DateOrder | null,
    decimals: (set["decimals"] ?? null) as Mark | null,
    serials: (set["serials"] ?? null) as Epoch | null,
  };
}

function fieldOf(key: string, fields: readonly Field[]): Field {
  const name = plainName(key);
  const found =
    fields.find((field) => plainName(field.name) === name) ??
    fields.find((field) => ranksOf(field).some((isMeant) => isMeant(name) !== null));
  if (!found)
    throw new UnclearColumns(
      `There is no field "${key}" here. Fields: ${fields.map((field) => field.name).join(", ")}.`,
    );
  return found;
}

/**
 * For each rank of a field's header names, the best first: a name's place within it, null for one
 * that is not of it.
 */
function ranksOf(field: Field): ((name: string) => number | null)[] {
  const loose = (field.loose ?? []).map((names) => names.map(plainName));
  const telling = [field.name, ...field.headers]
    .map(plainName)
    .filter((name) => !loose.some((names) => names.includes(name)));
  const place = (names: readonly string[], name: string) =>
    names.includes(name) ? names.indexOf(name) : null;
  return [
    (name) => place(telling, name) ?? (field.pattern?.test(name) ? telling.length : null),
    ...loose.map((names) => (name: string) => place(names, name)),
  ];
}

/**
 * The columns of a header row. The most telling header of a field wins, and no column is two
 * fields. Throws UnclearColumns where the mapping names a header that is not there, or two columns
 * tell equally well.
 */
export function findColumns(
  header: readonly string[],
  fields: readonly Field[],
  mapping: Mapping,
): Columns {
  const names = header.map(plainName);
  const columns = new Map<string, readonly number[]>();
  const taken = new Set<number>();
  const set = (field: Field, at: readonly number[]) => {
    if (at.length > 0) columns.set(field.name, at);
    for (const one of at) taken.add(one);
  };
  for (const field of fields) {
    const told = mapping.headers.get(field.name);
    if (told === undefined) continue;
    if (told.length > (field.form === "decimal" ? 2 : 1))
      throw new UnclearColumns(`${field.name} takes one column, or an amount two multiplied.`);
    set(
      field,
      told.map((name) => columnOf(name, names, header)),
    );
  }
  const find = (field: Field, isMeant: (name: string) => number | null) => {
    if (columns.has(field.name)) return;
    const [best, next] = names
      .flatMap((name, at) => {
        const place = taken.has(at) || name === "" ? null : isMeant(name);
        return place === null ? [] : [{ at, name, place }];
      })
      .sort((a, b) => a.place - b.place || a.at - b.at);
    if (best === undefined) return;
    if (next !== undefined && (field.identifies || next.name === best.name))
      throw twoColumns(field, header, best.at, next.at);
    set(field, [best.at]);
  };
  const open = fields
    .filter((field) => !mapping.headers.has(field.name))
    .map((field) => ({ field, ranks: ranksOf(field) }));
  for (const { field, ranks } of open) for (const rank of ranks.slice(0, 1)) find(field, rank);
  for (const { field, ranks } of open) for (const rank of ranks.slice(1)) find(field, rank);
  return columns;
}

function twoColumns(
  field: Field,
  header: readonly string[],
  one: number,
  other: number,
): UnclearColumns {
  const [first, second] = [header[one]?.trim() ?? "", header[other]?.trim() ?? ""];
  const choice =
    first === second
      ? `#${one + 1} or ${field.name}=#${other + 1} (their places in the header)`
      : `${first} or ${field.name}=${second}`;
  return new UnclearColumns(
    `Both "${first}" and "${second}" may be the column for ${field.name}. Say which it is with ` +
      `--map ${field.name}=${choice}.`,
  );
}

function columnOf(name: string, names: readonly string[], header: readonly string[]): number {
  const exact = header.findIndex((one) => one.trim() === name);
  const place = /^#([1-9]\d{0,3})$/.exec(name);
  if (exact < 0 && place !== null && Number(place[1]) <= header.length) return Number(place[1]) - 1;
  const at =
    header.filter((one) => one.trim() === name).length === 1
      ? exact
      : names.indexOf(plainName(name));
  if (at < 0) throw new UnclearColumns(`The file has no column "${name}". ${foundHeaders(header)}`);
  const twin = names.indexOf(names[at] ?? "", at + 1);
  if ((exact !== at && twin >= 0) || header.filter((one) => one.trim() === name).length > 1) {
    throw new UnclearColumns(
      `The file has several columns "${name}". Name one by its place: #${at + 1} or #${twin + 1}.`,
    );
  }
  return at;
}

/** Headers of the columns that no field reads, in the order of the file. */
export function unusedHeaders(header: readonly string[], columns: Columns): string[] {
  const used = new Set([...columns.values()].flat());
  return header.flatMap((name, at) =>
    used.has(at) || name.trim() === "" ? [] : [name.trim().slice(0, 60)],
  );
}

/** Throws UnclearColumns unless one of `choices` is among the columns: all fields of it. */
export function needColumns(
  columns: Columns,
  header: readonly string[],
  ...choices: readonly string[][]
): void {
  if (choices.some((choice) => choice.every((field) => columns.has(field)))) return;
  const wanted = choices.map((choice) => choice.join(" with ")).join(", or ");
  const [field = "field"] = choices[0] ?? [];
  throw new UnclearColumns(
    `No column for ${wanted} was found. ${foundHeaders(header)} Say which it is with --map ` +
      `${field}=Header.`,
  );
}

function foundHeaders(header: readonly string[]): string {
  return `The file's header has: ${header
    .slice(0, 40)
    .map((name) => name.trim().slice(0, 60) || "(empty)")
    .join(", ")}.`;
}
