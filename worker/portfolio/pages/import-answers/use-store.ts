/** Storing the answers of a file, its progress and its report, and taking them back. */
import { useState } from "preact/hooks";
import type { ImportLine, ImportWithdrawalLine } from "../../../../shared/contract/answers.ts";
import type { DateOrder } from "../../../jobs/import/dates.ts";
import type { AnswerFile } from "../../../jobs/import/survey-files/answer-csv.ts";
import { CallFailed } from "../../api.ts";
import { streamLines } from "./stream-lines.ts";

export type Report = Extract<ImportLine, { type: "report" }>;
/** A row that was not stored, by its line in the person's own file. */
export type NotStored = { line: number; field: string | null; reason: string };

export type Storing =
  | { step: "mapping"; error: CallFailed | null }
  | { step: "storing"; done: number; of: number }
  | { step: "stored"; report: Report; rows: NotStored[]; error: CallFailed | null }
  | { step: "undoing"; report: Report }
  | { step: "undone"; answers: number };

/** Rows that are listed one by one; of further ones the number is enough. */
const rowsKept = 200;
const mapping: Storing = { step: "mapping", error: null };
const failed = (thrown: unknown) =>
  thrown instanceof CallFailed ? thrown : new CallFailed("internal", "");

/** `changed` is called when the book has other answers than before. */
export function useStore(changed: () => void) {
  const [storing, setStoring] = useState<Storing>(mapping);

  const store = async (answers: AnswerFile, order: DateOrder | null) => {
    const rows: NotStored[] = [];
    setStoring({ step: "storing", done: 0, of: answers.people.length });
    try {
      const query = order === null ? "" : `?map=dates%3D${order}`;
      const path = `/v1/imports/answers${query}`;
      for await (const line of streamLines<ImportLine>(path, answers.csv, "text/csv")) {
        if (line.type === "failed") throw new CallFailed("internal", line.message);
        if (line.type === "report") setStoring({ step: "stored", report: line, rows, error: null });
        else if (line.type === "progress")
          setStoring({ step: "storing", done: line.lines, of: answers.people.length });
        else if (rows.length < rowsKept)
          rows.push({ line: answers.lineOf(line.line), field: line.field, reason: line.reason });
      }
    } catch (thrown) {
      setStoring({ step: "mapping", error: failed(thrown) });
    }
    changed();
  };

  const undo = async (report: Report, rows: NotStored[]) => {
    setStoring({ step: "undoing", report });
    try {
      const path = `/v1/imports/${report.import}/withdraw`;
      for (let isDone = false; !isDone;) {
        let last: ImportWithdrawalLine | null = null;
        for await (const line of streamLines<ImportWithdrawalLine>(path, "{}", "application/json"))
          last = line;
        if (last?.type !== "withdrawn")
          throw new CallFailed("internal", last?.type === "failed" ? last.message : "");
        isDone = last.done;
        if (isDone) setStoring({ step: "undone", answers: last.facts });
      }
    } catch (thrown) {
      setStoring({ step: "stored", report, rows, error: failed(thrown) });
    }
    changed();
  };

  return { storing, store, undo, begin: () => setStoring(mapping) };
}
