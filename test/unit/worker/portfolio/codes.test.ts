/** Codes that the portfolio offers for choice. */
import { expect, test } from "vitest";
import * as fields from "../../../../shared/contract/fields.ts";
import { declineReason } from "../../../../shared/contract/sampling.ts";
import * as codes from "../../../../worker/portfolio/codes.ts";

test("codes of the portfolio are those of the contract, in its order", () => {
  expect({ ...codes }).toEqual({
    tiers: fields.tierName.options,
    stages: fields.stageName.options,
    abcClasses: fields.abcClass.options,
    warningSigns: fields.warningSign.options,
    customerKinds: fields.customerKind.options,
    declineReasons: declineReason.options,
  });
});
