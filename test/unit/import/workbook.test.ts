/** Workbooks as CSV text: values, dates, numbers, sheets, and files that are none. */
import { writeXlsx } from "hucre/xlsx";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readAmount } from "../../../worker/jobs/import/decimal.ts";
import { openFile } from "../../../worker/jobs/import/files/open-file.ts";
import {
  dateText,
  numberText,
  sheetsOf,
  sheetText,
} from "../../../worker/jobs/import/files/workbook.ts";

const workbook = async (...sheets: Parameters<typeof writeXlsx>[0]["sheets"]) =>
  new Blob([new Uint8Array(await writeXlsx({ sheets }))]);
async function textOf(file: Blob, sheet = 0): Promise<string> {
  let text = "";
  for await (const part of sheetText(file, sheet)) text += part;
  return text;
}

describe("sheetText", () => {
  test("writes typed cells so that they read in one way when they are dates and numbers", async () => {
    const file = await workbook({
      name: "Orders",
      rows: [
        ["order", "date", "amount", "paid", "note"],
        ["0045", new Date("2026-03-01T00:00:00Z"), 1.234, true, "one, two"],
        ["0046", new Date("2026-03-01T09:30:15Z"), -1234567.5, false, "two\nlines"],
      ],
    });
    expect((await textOf(file)).split("\n")).toEqual([
      "order,date,amount,paid,note",
      '0045,2026-03-01,1.2340,true,"one, two"',
      "0046,2026-03-01 09:30:15,-1234567.5,false,two lines",
      "",
    ]);
  });

  test("keeps the numbers of rows when some of them are empty", async () => {
    const file = await workbook({ name: "A", rows: [["a"], [null], [null], ["d"]] });
    expect((await textOf(file)).trimEnd().split("\n")).toHaveLength(4);
  });
});

describe("sheetsOf", () => {
  test("names the sheets that are shown when others are hidden", async () => {
    const file = await workbook(
      { name: "Customers", rows: [["a"]] },
      { name: "Secret", rows: [["b"]], hidden: true },
      { name: "Orders", rows: [["c"]] },
    );
    expect(await sheetsOf(file)).toEqual([
      { at: 0, name: "Customers" },
      { at: 2, name: "Orders" },
    ]);
    expect(await textOf(file, 2)).toBe("c\n");
  });

  test("says what to do when the archive is no workbook or is damaged", async () => {
    const whole = new Uint8Array(
      await (await workbook({ name: "A", rows: [["a"]] })).arrayBuffer(),
    );
    const damaged = openFile(new Blob([whole.slice(0, whole.length / 2)]), null);
    await expect(damaged).rejects.toThrow(/save it|Open it/);
  });
});

describe("numberText", () => {
  test("is read as the same amount when the mark of the file is either", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e9, max: 1e9 }),
        fc.integer({ min: 0, max: 6 }),
        (units, digits) => {
          const value = Number((units / 10 ** digits).toFixed(digits));
          for (const mark of ["point", "comma", null] as const) {
            const amount = readAmount(numberText(value), mark);
            if (amount === null || amount === "unclear") throw new Error(numberText(value));
            const { units: read, scale } = amount.value;
            expect(Number(read) / 10 ** scale).toBeCloseTo(value, 6);
          }
        },
      ),
    );
  });

  test("shows that digits were lost when a workbook cannot hold a number", () => {
    expect(numberText(1234567890123456)).toMatch(/E\+15$/);
    expect(numberText(0.1 + 0.2)).toBe("0.3");
  });
});

describe("dateText", () => {
  test("rounds to the second when a day number has a rest", () => {
    expect(dateText(new Date("2026-03-01T09:29:59.9996Z"))).toBe("2026-03-01 09:30:00");
  });
});
