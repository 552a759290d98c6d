/**
 * npm run import -- answers FILE: shows which column is what before anything is stored, asks, and
 * sends the answers alone. Names, telephones and other columns stay in the file.
 */
import {
  answerCsv,
  dateOrderOf,
  type AnswerFile,
} from "../../jobs/import/survey-files/answer-csv.ts";
import {
  type ColumnChoice,
  type ColumnRole,
  columnRoles,
  dimensions,
  faultsOf,
  mapColumns,
  type MappedColumn,
  type MappingFault,
} from "../../jobs/import/survey-files/propose-columns.ts";
import { readSurveyTable, type SurveyTable } from "../../jobs/import/survey-files/survey-table.ts";
import { countKnown } from "../../jobs/import/survey-files/count-known.ts";
import { answered, client } from "../client.ts";
import { chooseSheet, isAgreed, openPath, wholeText } from "./source-file.ts";

export type AnswerOptions = {
  file: string;
  worker: string;
  token: string;
  /** `Header=role`, `#3=role`, `dates=mdy`. */ map: readonly string[];
  reversed: readonly string[];
  encoding?: string;
  /** Of a workbook. */ sheet?: string;
  isConfirmed: boolean;
};

/** Answers as they are sent, and the dates' order as the import's mapping says it. */
export type ReadyAnswers = AnswerFile & { map: string | undefined };

const roleNames: Readonly<Record<ColumnRole, string>> = {
  id: "response id",
  address: "address",
  customer: "customer's number",
  time: "time",
  nps: "NPS, 0 to 10",
  csat: "CSAT, 1 to 5",
  ces: "CES, 1 to 7",
  professionalism: "trust: professionalism, 1 to 7",
  expertise: "trust: expertise, 1 to 7",
  rapport: "trust: rapport, 1 to 7",
  benefit: "trust: benefit, 1 to 7",
  comment: "comment",
  ignored: "not read",
};

/** Says why a column is what it is. */
export function reasonText({ reason, role, likely, values }: MappedColumn): string {
  const meant = role === "ignored" ? likely : role;
  const what = meant === null ? "" : roleNames[meant];
  switch (reason) {
    case "chosen":
      return "as you said";
    case "by_name":
      return "by its name";
    case "by_name_and_values":
      return `by its name; values ${values.low} to ${values.high}`;
    case "empty":
      return "empty";
    case "other_column":
      return `another column is the ${what}`;
    case "several":
      return `several columns may be ${what}: say which with --map`;
    case "in_words":
      return `looks like ${what}, but is in words ("${(values.word ?? "").slice(0, 24)}"): number them in the file`;
    case "other_range":
      return `looks like ${what}, but runs from ${values.low} to ${values.high}: not converted`;
    case "not_addresses":
      return "holds no email addresses";
    case "private":
      return "personal, and of no use here";
    case "unknown":
      return "no measure by its name";
  }
}

/** Reads `Header=role`, the last "=" being the one: questions have "=" and commas too. */
export function choicesOf(
  table: SurveyTable,
  map: readonly string[],
  reversed: readonly string[],
): { choices: Map<number, ColumnChoice>; dates: string | null } {
  const choices = new Map<number, ColumnChoice>();
  let dates: string | null = null;
  for (const pair of map) {
    const cut = pair.lastIndexOf("=");
    const [name, word] = [
      pair.slice(0, cut).trim(),
      pair
        .slice(cut + 1)
        .trim()
        .toLowerCase(),
    ];
    if (cut < 1) throw new Error(`"${pair}" is not a mapping: write --map "Header=nps".`);
    if (name === "dates") {
      if (!["dmy", "mdy", "ymd"].includes(word))
        throw new Error(`"${pair}" is not understood: write dates=dmy, mdy or ymd.`);
      dates = word;
      continue;
    }
    const role = word === "-" ? "ignored" : columnRoles.find((one) => one === word);
    if (role === undefined)
      throw new Error(`There is no "${word}" here. Choose of: ${columnRoles.join(", ")}, or "-".`);
    choices.set(columnAt(table, name), { role });
  }
  for (const name of reversed) {
    const at = columnAt(table, name);
    const role = choices.get(at)?.role ?? mapColumns(table)[at]!.role;
    if (!(dimensions as readonly string[]).includes(role))
      throw new Error(
        `"${name}" is no item of trust: only those are turned round. Map it first, as in ` +
          `--map "${name}=rapport".`,
      );
    choices.set(at, { role, isReversed: true });
  }
  return { choices, dates };
}

function columnAt({ columns }: SurveyTable, name: string): number {
  const place = /^#([1-9]\d{0,3})$/.exec(name);
  if (place !== null && Number(place[1]) <= columns.length) return Number(place[1]) - 1;
  const found = columns.filter((column) => column.name === name);
  if (found.length === 1) return found[0]!.at;
  throw new Error(
    found.length === 0
      ? `The file has no column "${name}". The table above names them; "#3" is the third.`
      : `The file has several columns "${name}". Name one by its place: "#${found[0]!.at + 1}".`,
  );
}

const cut = (text: string, most: number) =>
  text.length <= most ? text.padEnd(most) : `${text.slice(0, most - 1)}…`;

/** The mapping as a table of lines. */
export function mappingTable(columns: readonly MappedColumn[]): string[] {
  return columns.map((column) => {
    const role = roleNames[column.role] + (column.isReversed ? ", reversed" : "");
    const place = `#${column.at + 1}`.padStart(4);
    return `${place}  ${cut(column.name, 40)}  ${cut(role, 40)}  ${reasonText(column)}`;
  });
}

/** Says why nothing can be stored yet. */
export function faultText(fault: MappingFault): string {
  switch (fault.fault) {
    case "no_person":
      return 'No column says who answered. Name it: --map "Header=address" or "Header=customer".';
    case "no_time":
      return 'No column says when. Name it: --map "Header=time".';
    case "nothing_asked":
      return 'No column is a measure. Name one: --map "Header=nps" (csat, ces, rapport, …).';
    case "wrong_column":
      return `"${fault.name}" cannot be that: see its reason. Leave it out with --map "${fault.name}=-".`;
    case "twice":
      return `Two columns are ${roleNames[fault.role]}. Leave one out with --map "Header=-".`;
  }
}

async function textOf({ file, encoding, sheet }: AnswerOptions): Promise<string> {
  return wholeText(await chooseSheet(await openPath(file, encoding), sheet));
}

const counted = (n: number, one: string) =>
  `${n.toLocaleString("en")} ${n === 1 ? one : `${one}s`}`;

const leftOutText = ({ unanswered, unnamed }: AnswerFile) =>
  (unanswered === 0 ? "" : `; ${counted(unanswered, "row")} without any answer`) +
  (unnamed === 0 ? "" : `; ${counted(unnamed, "row")} that name nobody, left out`);

const knownText = (known: number, of: number) =>
  `Of ${of.toLocaleString("en")} looked up, ${known.toLocaleString("en")} are of people in the ` +
  `book; ${(of - known).toLocaleString("en")} will wait until somebody says whose they are.`;

/**
 * Shows the mapping and who is not in the book, and asks; null where the person says no.
 * @throws Error with a sentence where the file cannot be mapped as it is
 */
export async function prepareAnswers(options: AnswerOptions): Promise<ReadyAnswers | null> {
  const table = readSurveyTable(await textOf(options));
  const proposed = mapColumns(table);
  const show = (columns: readonly MappedColumn[]) => {
    for (const line of mappingTable(columns)) console.log(line);
  };
  let read: ReturnType<typeof choicesOf>;
  try {
    read = choicesOf(table, options.map, options.reversed);
  } catch (error) {
    show(proposed);
    throw error;
  }
  const columns = mapColumns(table, read.choices);
  show(columns);
  const faults = faultsOf(columns);
  if (faults.length > 0)
    throw new Error(`Nothing was stored.\n${faults.map(faultText).join("\n")}`);
  const { order, isOpen } = dateOrderOf(table, columns);
  const dates = read.dates ?? order;
  if (isOpen && dates === null)
    throw new Error(
      "Nothing was stored. No date tells whether day or month comes first: say --map dates=dmy or " +
        "--map dates=mdy.",
    );
  const file = answerCsv(table, columns);
  const { length } = file.people;
  const { known, of } = await countKnown(file.people, async (people) => {
    const call = client(options.worker, options.token).v1.people.find.$post({ json: { people } });
    return (await answered(call)).known;
  });
  console.log(`${counted(length, "answer")}${leftOutText(file)}. ${knownText(known, of)}`);
  if (!columns.some(({ role }) => role === "id"))
    console.log("No column is a response id: each row goes by its address and time.");
  if (length === 0 || !(await isAgreed(options.isConfirmed, "Store these answers? [y/N] ")))
    return null;
  return { ...file, map: dates === null ? undefined : `dates=${dates}` };
}
