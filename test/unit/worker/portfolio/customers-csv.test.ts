/** The file of the selected customers: no cell is a formula, and numbers stay numbers. */
import { csvParse } from "d3-dsv";
import { expect, test } from "vitest";
import type { ListedCustomer } from "../../../../shared/contract/answers.ts";
import { customersCsv } from "../../../../worker/portfolio/pages/customers/bulk/export.ts";
import { makeTools } from "../../../../worker/portfolio/tools.ts";

/** Tools whose words are their keys. */
const tools = {
  ...makeTools(
    "en",
    {
      user: { id: "u", address: "robin@own.example", name: "Robin", role: "rep" },
      book: { name: "Book", currency: "GBP" },
    } as Parameters<typeof makeTools>[1],
    () => undefined,
    () => undefined,
  ),
  t: (key: string) => key,
};
const customer = {
  id: "0199a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b",
  name: '=HYPERLINK("http://evil.example","Harlow, Ltd")',
  tier: "high",
  stage: "mature",
  value: -12_345,
  chance: 0.873,
  owner: { id: "u", name: "@cmd" },
  segment: "+1+1",
  warning: null,
  lastContactAt: "2026-11-02T14:02:00.000Z",
} as ListedCustomer;

test("file holds texts that a spreadsheet would run as texts, and negative numbers as numbers", () => {
  const keys = ["tier", "value", "chance", "owner", "segment", "warning", "lastContactAt"];
  const text = customersCsv([customer], keys, tools);
  expect(text.startsWith("\uFEFF")).toBe(true);
  expect(csvParse(text.slice(1))).toEqual(
    Object.assign(
      [
        {
          "customers.column.name": `'${customer.name}`,
          id: customer.id,
          "customers.column.tier": "codes.tier.high",
          "customers.column.value (GBP)": "-123.45",
          "customers.column.chance": "0.873",
          "customers.column.owner": "'@cmd",
          "customers.column.segment": "'+1+1",
          "customers.column.warning": "",
          "customers.column.lastContactAt": "2026-11-02T14:02:00.000Z",
        },
      ],
      { columns: expect.any(Array) as string[] },
    ),
  );
});
