/** The output of npm run import for a report. */
import { afterEach, describe, expect, test, vi } from "vitest";
import { printReport } from "../../../worker/commands/import.ts";

const report: Parameters<typeof printReport>[0] = {
  type: "report",
  import: "0199a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b",
  kind: "transactions",
  lines: 5000,
  accepted: 5000,
  unchanged: 0,
  refused: 0,
  leftOut: 0,
  stored: 5000,
  customersAdded: 2500,
  unused: [],
  notices: [],
  encoding: "utf-8",
  milliseconds: 1,
  blank: 0,
  short: 0,
  isScored: true,
};
const printed = (more: Partial<typeof report>) => {
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  printReport({ ...report, ...more }, 1);
  return log.mock.calls.flat().join("\n");
};
afterEach(() => {
  vi.restoreAllMocks();
});

describe("printReport", () => {
  test("says that customers wait for the review when their cards are not current", () => {
    expect(printed({ isScored: false })).toMatch(
      /not current yet: an import scores 2,000 at most itself, the review scores the others/,
    );
  });

  test("says nothing of the review when all cards are current", () => {
    expect(printed({ isScored: true })).not.toMatch(/review/);
  });
});
