/** The values of one column of a survey's export: what they can be, and how many there are. */
import type { SurveyTable } from "./survey-table.ts";

/** Words for a question that was not answered. */
const nothing = new Set(["", "-", "n/a", "na", "n.a.", "null", "none", "不适用", "无"]);
const address = /^[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]+$/;
const plainScore = /^\d{1,3}$/;
/** "10 - Extremely likely", "5（非常满意）": one number with its label. */
const scoreBefore = /^(\d{1,3})\s*[-–—:.=(（、]\s*\D+$/;
const scoreBehind = /^\D+[-–—:=(（]\s*(\d{1,3})\s*[)）]?$/;

export const isUnanswered = (cell: string): boolean => nothing.has(cell.trim().toLowerCase());

/** Returns the score in a cell; null where none was given, undefined where it is in words. */
export function scoreIn(cell: string): number | null | undefined {
  const text = cell.trim();
  if (isUnanswered(text)) return null;
  if (plainScore.test(text)) return Number(text);
  const found = scoreBefore.exec(text) ?? scoreBehind.exec(text);
  return found === null ? undefined : Number(found[1]);
}

export type ColumnValues = {
  /** Cells that hold an answer. */ filled: number;
  /** The first few different ones. */ samples: string[];
  /** Those that are addresses, and those that are scores. */
  addresses: number;
  scores: number;
  /** The least and the highest score; null without any. */
  low: number | null;
  high: number | null;
  /** The first answer that is no score. */ word: string | null;
};

const samplesKept = 2;

/** Reads all cells of a column. */
export function valuesOf({ rows }: Pick<SurveyTable, "rows">, at: number): ColumnValues {
  const found: ColumnValues = {
    filled: 0,
    samples: [],
    addresses: 0,
    scores: 0,
    low: null,
    high: null,
    word: null,
  };
  for (const { cells } of rows) {
    const text = (cells[at] ?? "").trim();
    if (isUnanswered(text)) continue;
    found.filled++;
    if (found.samples.length < samplesKept && !found.samples.includes(text))
      found.samples.push(text);
    if (address.test(text)) found.addresses++;
    const score = scoreIn(text);
    if (score === undefined || score === null) {
      found.word ??= text;
      continue;
    }
    found.scores++;
    found.low = Math.min(found.low ?? score, score);
    found.high = Math.max(found.high ?? score, score);
  }
  return found;
}
