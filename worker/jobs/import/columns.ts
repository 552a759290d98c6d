/** Which column of a file is which field: by the header names, or as `--map` says. */
import type { DateOrder } from "./dates.ts";
import type { Mark } from "./decimal.ts";

export type Field = {
  name: string;
  /** Header names that mean this field, in order of preference; case, spaces and punctuation do not matter. */
  headers: readonly string[];
  form: "text" | "date" | "decimal";
};

/** For each field found, its column; two columns where the amount is quantity × unit price. */
export type Columns = ReadonlyMap<string, readonly number[]>;

/** `--map`, read: headers by field, and what it says about the forms of dates and decimals. */
export type Mapping = { headers: ReadonlyMap<string, readonly string[]>; dates: DateOrder | null; decimals: Mark | null };

/** The columns cannot be told: the sentence names the field and what the file has. */
export class UnclearColumns extends Error {
  override readonly name = "UnclearColumns";
}

/** A header or field name as it is compared: "Order ID", "order_id" and "OrderId" are one. */
export function plainName(name: string): string {
  return name.normalize("NFKC").toLowerCase().replaceAll(/[\s_\-./:#()"'“”*]+/g, "");
}

/**
 * Reads `field=Header,…`. A field goes by its name or any header name it is known under; `amount=Quantity*UnitPrice`
 * multiplies two columns; `dates=dmy` or `mdy` and `decimals=comma` or `point` settle what a file leaves open.
 */
export function readMapping(map: string | undefined, fields: readonly Field[]): Mapping {
  const headers = new Map<string, readonly string[]>();
  let dates: DateOrder | null = null;
  let decimals: Mark | null = null;
  for (const pair of (map ?? "").split(",").map((part) => part.trim()).filter((part) => part !== "")) {
    const [key = "", value = ""] = pair.split(/=(.*)/s).map((part) => part.trim());
    if (value === "") throw new UnclearColumns(`"${pair}" is no mapping: write field=Header.`);
    if (key === "dates" && (value === "dmy" || value === "mdy")) dates = value;
    else if (key === "decimals" && (value === "comma" || value === "point")) decimals = value;
    else if (key === "dates" || key === "decimals") throw new UnclearColumns(`"${pair}" is not understood: write dates=dmy, dates=mdy, decimals=comma or decimals=point.`);
    else headers.set(fieldOf(key, fields).name, value.split("*").map((part) => part.trim()));
  }
  return { headers, dates, decimals };
}

function fieldOf(key: string, fields: readonly Field[]): Field {
  const name = plainName(key);
  const found = fields.find((field) => plainName(field.name) === name) ?? fields.find((field) => field.headers.some((header) => plainName(header) === name));
  if (!found) throw new UnclearColumns(`There is no field "${key}" here. Fields: ${fields.map((field) => field.name).join(", ")}.`);
  return found;
}

/** The columns of a header row. Throws UnclearColumns where the mapping names a header that is not there. */
export function findColumns(header: readonly string[], fields: readonly Field[], mapping: Mapping): Columns {
  const names = header.map(plainName);
  const columns = new Map<string, readonly number[]>();
  for (const field of fields) {
    const told = mapping.headers.get(field.name);
    if (told) {
      if (told.length > (field.form === "decimal" ? 2 : 1)) throw new UnclearColumns(`${field.name} takes one column, or an amount two multiplied.`);
      columns.set(field.name, told.map((name) => columnOf(name, names, header)));
      continue;
    }
    const at = [field.name, ...field.headers].map((name) => names.indexOf(plainName(name))).find((index) => index >= 0);
    if (at !== undefined) columns.set(field.name, [at]);
  }
  return columns;
}

function columnOf(name: string, names: readonly string[], header: readonly string[]): number {
  const at = names.indexOf(plainName(name));
  if (at < 0) throw new UnclearColumns(`The file has no column "${name}". ${foundHeaders(header)}`);
  return at;
}

/** Throws UnclearColumns unless one of `choices` is among the columns: all fields of it. */
export function needColumns(columns: Columns, header: readonly string[], ...choices: readonly string[][]): void {
  if (choices.some((choice) => choice.every((field) => columns.has(field)))) return;
  const wanted = choices.map((choice) => choice.join(" with ")).join(", or ");
  const [field = "field"] = choices[0] ?? [];
  throw new UnclearColumns(`No column for ${wanted} was found. ${foundHeaders(header)} Say which it is with --map ${field}=Header.`);
}

function foundHeaders(header: readonly string[]): string {
  return `The file's header has: ${header.slice(0, 40).map((name) => name.trim().slice(0, 60) || "(empty)").join(", ")}.`;
}
