/**
 * The export of a survey program as a table: SurveyMonkey's with two header rows, Google Forms' and
 * plain CSV with one. Pure, for the command line and the browser alike.
 */
import { plainName } from "../columns.ts";
import { RowParser, separatorOf, UnreadableFile } from "../csv.ts";

export type SurveyProgram = "surveymonkey" | "google_forms" | "csv";
export type SurveyColumn = { at: number; name: string };
export type SurveyRow = { line: number; cells: readonly string[] };
export type SurveyTable = {
  program: SurveyProgram;
  columns: SurveyColumn[];
  rows: SurveyRow[];
};

/** A file that is no table of answers: its sentence, and a code for other words. */
export class UnreadableSurvey extends UnreadableFile {
  readonly code: "empty" | "broken" | "too_many";
  /** Of the row that is broken. */ readonly line: number;

  constructor(code: UnreadableSurvey["code"], message: string, line = 1) {
    super(message);
    this.code = code;
    this.line = line;
  }
}

/** Answers that a browser or a terminal holds at once. */
export const mostAnswers = 100_000;

/** Names of SurveyMonkey's second row that say no more than its question does. */
const bareSubheaders = new Set(["response", "openendedresponse", "答案", "开放式回答", "回复"]);

const filled = (cell: string | undefined) => (cell ?? "").trim() !== "";

/** Reads a whole file's text. @throws UnreadableFile */
export function readSurveyTable(text: string): SurveyTable {
  const body = text.replace(/^\ufeff/, "");
  const firstLine = body.split(/[\r\n]/).find((line) => line.trim() !== "") ?? "";
  const parser = new RowParser(separatorOf(firstLine), 0);
  const rows = [...parser.push(body), ...parser.end()].filter(
    ({ cells, fault }) => fault !== undefined || cells.some(filled),
  );
  const [header, second] = rows;
  if (header === undefined)
    throw new UnreadableSurvey(
      "empty",
      "The file is empty: it needs a header line that names its columns.",
    );
  const broken = rows.find(({ fault }) => fault !== undefined);
  if (broken !== undefined)
    throw new UnreadableSurvey(
      "broken",
      `Line ${broken.line} cannot be read: ${broken.fault}.`,
      broken.line,
    );
  const isTwice = second !== undefined && isSecondHeader(header.cells, second.cells);
  const data = rows.slice(isTwice ? 2 : 1);
  if (data.length > mostAnswers)
    throw new UnreadableSurvey(
      "too_many",
      `The file has more than ${mostAnswers.toLocaleString("en")} answers. Split it and import its ` +
        "parts one by one.",
    );
  return {
    program: programOf(header.cells),
    columns: namesOf(header.cells, isTwice ? second!.cells : []).map((name, at) => ({ at, name })),
    rows: data.map(({ line, cells }) => ({ line, cells })),
  };
}

/** Tells by a header which survey program wrote a file. */
export function programOf(header: readonly string[]): SurveyProgram {
  const names = header.map(plainName);
  if (names.includes("respondentid") && names.includes("collectorid")) return "surveymonkey";
  return ["timestamp", "时间戳记", "时间戳"].includes(names[0] ?? "") ? "google_forms" : "csv";
}

/** Returns true for SurveyMonkey's second header row: without an id, with names of its own. */
function isSecondHeader(header: readonly string[], second: readonly string[]): boolean {
  if (programOf(header) !== "surveymonkey") return false;
  const id = header.findIndex((name) => plainName(name) === "respondentid");
  return !filled(second[id]) && second.some(filled);
}

/**
 * Names of the columns. An empty cell of the first row belongs to the question on its left; the
 * choice or the row of a matrix stands behind it in brackets, as Google Forms has it.
 */
function namesOf(header: readonly string[], second: readonly string[]): string[] {
  const width = Math.max(header.length, second.length);
  let question = "";
  return Array.from({ length: width }, (_, at) => {
    const own = tidy(header[at]);
    if (own !== "") question = own;
    const part = tidy(second[at]);
    if (part === "") return own !== "" ? own : question;
    return bareSubheaders.has(plainName(part)) || question === ""
      ? question || part
      : `${question} [${part}]`;
  });
}

const tidy = (cell: string | undefined) =>
  (cell ?? "")
    .replace(/<[^<>]+>/g, "")
    .replace(/\s+/g, " ")
    .trim();
