/** Firefox's package before Mozilla's own linter, which its store runs too. */
import { expect, test } from "@playwright/test";
import { installLinter, lint } from "../../../extension/commands/lint-firefox.ts";
import { builtForFirefox } from "../build.ts";

/**
 * Warnings of libraries that the extension keeps shut: see extension/store/building.md and the
 * tests of the packages.
 */
const known = ["DANGEROUS_EVAL", "UNSAFE_VAR_ASSIGNMENT"];

test("package has no error, no notice and no new warning when Mozilla's linter reads it", () => {
  test.setTimeout(300_000);
  const why = installLinter();
  test.skip(why !== null, why ?? "");
  const { errors, warnings, notices } = lint(builtForFirefox);
  expect({ errors, notices }).toEqual({ errors: [], notices: [] });
  expect(warnings.map(({ code }) => code).toSorted()).toEqual(known);
});
