import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { choicesOf, mappingTable } from "../../../worker/commands/import/answers.ts";
import { readMoment } from "../../../worker/jobs/import/dates.ts";
import { answerCsv, dateOrderOf } from "../../../worker/jobs/import/survey-files/answer-csv.ts";
import { scoreIn } from "../../../worker/jobs/import/survey-files/column-values.ts";
import {
  type ColumnChoice,
  faultsOf,
  mapColumns,
} from "../../../worker/jobs/import/survey-files/propose-columns.ts";
import { readSurveyTable } from "../../../worker/jobs/import/survey-files/survey-table.ts";

const fixture = (name: string) =>
  readFileSync(new URL(`../../fixtures/surveys/${name}.csv`, import.meta.url), "utf8");
const rolesOf = (name: string) =>
  mapColumns(readSurveyTable(fixture(name))).map(({ role, reason, isReversed }) =>
    [role, reason, ...(isReversed ? ["reversed"] : [])].join(" "),
  );

/** The answers that a file becomes, by field. */
function answersOf(text: string, choices = new Map<number, ColumnChoice>()) {
  const table = readSurveyTable(text);
  const file = answerCsv(table, mapColumns(table, choices));
  const { columns, rows } = readSurveyTable(file.csv);
  return rows.map(({ line, cells }) => ({
    line: file.lineOf(line),
    ...Object.fromEntries(
      columns.flatMap(({ at, name }) => (cells[at] ? [[name, cells[at]] as const] : [])),
    ),
  }));
}

describe("the export of SurveyMonkey", () => {
  test("names columns by both header rows when it has two", () => {
    const { program, columns, rows } = readSurveyTable(fixture("surveymonkey"));
    expect([program, rows.length]).toEqual(["surveymonkey", 4]);
    expect(columns.map(({ name }) => name).slice(9, 15)).toEqual([
      "How likely is it that you would recommend us to a friend or colleague?",
      "Why did you give this score?",
      "Overall, how satisfied are you with our service?",
      "How much do you agree? [Expertise: they know their trade]",
      "How much do you agree? [Expertise: they often have to ask others (R)]",
      "How much do you agree? [Rapport: I can talk openly with them]",
    ]);
  });

  test("is mapped with a reason for each column, and words are not guessed", () => {
    expect(rolesOf("surveymonkey")).toEqual([
      "id by_name",
      "ignored unknown",
      "ignored other_column",
      "time by_name",
      "ignored private",
      "address by_name",
      "ignored private",
      "ignored private",
      "ignored empty",
      "nps by_name_and_values",
      "comment by_name",
      "ignored in_words",
      "expertise by_name_and_values",
      "expertise by_name_and_values reversed",
      "rapport by_name_and_values",
      "benefit by_name_and_values",
      "ignored unknown",
      "ignored unknown",
      "ignored unknown",
    ]);
  });

  test("becomes one answer a row, reversed items turned round, with the file's lines", () => {
    expect(answersOf(fixture("surveymonkey"))).toEqual([
      {
        line: 3,
        externalId: "118411700001",
        address: "dana@harlow.example",
        date: "11/02/2026 09:15:02 AM",
        nps: "10",
        expertise: "7;7",
        rapport: "6",
        benefit: "6",
        comment: "Quick, and they called back.\nWould buy again.",
      },
      {
        line: 5,
        externalId: "118411700002",
        address: "li@kestrel.example",
        date: "11/13/2026 01:31:10 PM",
        nps: "0",
        expertise: "2;2",
        rapport: "3",
        benefit: "2",
      },
    ]);
  });

  test("leaves rows out, counted, when they name nobody or answer nothing", () => {
    const table = readSurveyTable(fixture("surveymonkey"));
    const { people, unanswered, unnamed } = answerCsv(table, mapColumns(table));
    expect([people.length, unanswered, unnamed]).toEqual([2, 1, 1]);
  });

  test("shows its order of day and month when one date tells it", () => {
    const table = readSurveyTable(fixture("surveymonkey"));
    expect(dateOrderOf(table, mapColumns(table))).toEqual({ order: "mdy", isOpen: false });
    const open = readSurveyTable(fixture("surveymonkey").replaceAll(/11\/1\d/g, "11/02"));
    expect(dateOrderOf(open, mapColumns(open))).toEqual({ order: null, isOpen: true });
  });

  test("is read with one header row when its second row is an answer", () => {
    const lines = fixture("surveymonkey").split("\n");
    const { rows } = readSurveyTable(`${lines[0]}\n${lines[4]}\n`);
    expect(rows).toHaveLength(1);
  });
});

describe("the export of Google Forms", () => {
  test("goes by address and time, and keeps choices out, when it has no id", () => {
    expect(rolesOf("google-forms")).toEqual([
      "time by_name",
      "address by_name",
      "nps by_name_and_values",
      "csat by_name_and_values",
      "ces by_name_and_values",
      "ignored unknown",
      "comment by_name",
    ]);
    expect(answersOf(fixture("google-forms"))[0]).toEqual({
      line: 2,
      externalId: "2026/05/27 1:36:48 am GMT+5:30 dana@harlow.example",
      address: "dana@harlow.example",
      date: "2026/05/27 1:36:48 am GMT+5:30",
      nps: "9",
      csat: "5",
      ces: "6",
      comment: "Fine; thanks",
    });
  });

  test("has times of half-hour zones that the import reads", () => {
    const forms = { dates: "mdy", serials: null, timeZone: "UTC" } as const;
    const at = (text: string) => new Date(readMoment(text, forms)!.at).toISOString().slice(0, 19);
    expect(at("2026/05/27 1:36:48 am GMT+5:30")).toBe("2026-05-26T20:06:48");
    expect(at("2026/09/05 1:35:15 PM GMT+5:30")).toBe("2026-09-05T08:05:15");
  });

  test("is mapped in Chinese, grids and reversed items too", () => {
    expect(rolesOf("google-sheet-zh")).toEqual([
      "time by_name",
      "address by_name",
      "nps by_name_and_values",
      "expertise by_name_and_values",
      "expertise by_name_and_values reversed",
      "rapport by_name_and_values",
      "ignored in_words",
      "comment by_name",
    ]);
    expect(answersOf(fixture("google-sheet-zh"))[1]).toMatchObject({ nps: "4", expertise: "3;3" });
  });
});

describe("the mapping", () => {
  const table = (header: string, ...rows: string[]) =>
    readSurveyTable([header, ...rows].join("\n") + "\n");

  test("takes neither of two columns when both may be the same score", () => {
    const columns = mapColumns(
      table("id,email,date,Recommend us?,Recommend our shop?", "1,a@b.example,2026-01-02,9,8"),
    );
    expect(columns.map(({ role, reason }) => `${role} ${reason}`).slice(3)).toEqual([
      "ignored several",
      "ignored several",
    ]);
    expect(faultsOf(columns)).toEqual([{ fault: "nothing_asked" }]);
  });

  test("refuses a scale of another range, also when somebody chose it", () => {
    const one = table("id,email,date,Satisfaction", "1,a@b.example,2026-01-02,80");
    expect(mapColumns(one)[3]).toMatchObject({ role: "ignored", reason: "other_range" });
    const chosen = mapColumns(one, new Map([[3, { role: "csat" }]]));
    expect(chosen[3]).toMatchObject({ role: "csat", reason: "other_range", isWrong: true });
    expect(faultsOf(chosen)).toEqual([{ fault: "wrong_column", name: "Satisfaction" }]);
  });

  test("says what is missing when nobody and no time is named", () => {
    expect(faultsOf(mapColumns(table("nps", "9")))).toEqual([
      { fault: "no_person" },
      { fault: "no_time" },
    ]);
  });

  test("is what the command says when questions have commas and equal signs", () => {
    const one = table('id,email,date,"Cost = worth, yes?",B', "1,a@b.example,2026-01-02,3,4");
    const map = ["Cost = worth, yes?=benefit", "#5=benefit", "dates=dmy"];
    const { choices, dates } = choicesOf(one, map, ["B"]);
    const columns = mapColumns(one, choices);
    expect(dates).toBe("dmy");
    expect(columns.slice(3).map(({ role, isReversed }) => [role, isReversed])).toEqual([
      ["benefit", false],
      ["benefit", true],
    ]);
    expect(mappingTable(columns)[4]).toContain("trust: benefit, 1 to 7, reversed");
    expect(() => choicesOf(one, ["Nothing=nps"], [])).toThrow(/no column "Nothing"/);
  });

  test("turns a reversed item round exactly once, whatever was answered", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 7 }), (answer) => {
        const text = `id,email,date,Rapport a,Rapport b (R)\n1,a@b.example,2026-01-02,4,${answer}\n`;
        expect(answersOf(text)[0]).toMatchObject({ rapport: `4;${8 - answer}` });
      }),
    );
  });
});

describe("scoreIn", () => {
  test.each([
    ["10", 10],
    ["10 - Extremely likely", 10],
    ["Not at all likely - 0", 0],
    ["5（非常满意）", 5],
    ["", null],
    ["N/A", null],
    ["Very satisfied", undefined],
    ["9 or 10", undefined],
    ["9.5", undefined],
  ])("reads %j as %j", (text, score) => {
    expect(scoreIn(text)).toBe(score);
  });
});
