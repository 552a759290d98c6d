/** Firefox's package before Mozilla's own linter, which its store runs too. */
import { expect, test } from "@playwright/test";
import { installLinter, lint } from "../../../extension/commands/lint-firefox.ts";
import { builtForFirefox } from "../build.ts";

test("package has no error, no warning and no notice when Mozilla's linter reads it", () => {
  test.setTimeout(300_000);
  const why = installLinter();
  test.skip(why !== null, why ?? "");
  expect(lint(builtForFirefox)).toEqual({ errors: [], warnings: [], notices: [] });
});
