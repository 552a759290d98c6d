import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import * as scoring from "../../../shared/scoring/index.ts";

const named = {
  function: [
    "summarise",
    "customerLifetimeValue",
    "chooseModel",
    "rfm",
    "abc",
    "gini",
    "lorenz",
    "loyalty",
    "lifecycleStage",
    "tier",
    "trust",
    "netPromoterScore",
    "customerSatisfaction",
    "keyDrivers",
    "relationshipValue",
    "relationshipType",
    "nextBestAction",
    "affinity",
    "segments",
    "earlyWarning",
  ],
  bgNbd: [
    "fit",
    "logLikelihood",
    "probabilityAlive",
    "expectedPurchases",
    "expectedPurchasesOfNew",
    "chanceToBuy",
    "simulate",
  ],
  gammaGamma: ["fit", "logLikelihood", "expectedSpend"],
  shiftedBetaGeometric: [
    "fit",
    "survival",
    "retention",
    "expectedLifetime",
    "discountedExpectedLifetime",
  ],
};

test("index offers every measure by its name when it is imported", () => {
  const all = scoring as unknown as Record<string, unknown>;
  for (const name of named.function) expect(all[name], name).toBeTypeOf("function");
  const parts = {
    bgNbd: named.bgNbd,
    mbgNbd: named.bgNbd,
    mbgCnbdK: named.bgNbd,
    paretoNbd: named.bgNbd,
    gammaGamma: named.gammaGamma,
    shiftedBetaGeometric: named.shiftedBetaGeometric,
  };
  for (const [model, names] of Object.entries(parts)) {
    for (const name of names)
      expect(
        (all[model] as Record<string, unknown> | undefined)?.[name],
        `${model}.${name}`,
      ).toBeTypeOf("function");
  }
});

test("index runs under plain node when nothing was built", () => {
  const url = new URL("../../../shared/scoring/index.ts", import.meta.url).href;
  const program =
    `const { netPromoterScore } = await import(${JSON.stringify(url)}); ` +
    "console.log(netPromoterScore({ promoters: 3, passives: 1, detractors: 1 }).score)";
  expect(
    execFileSync(process.execPath, ["--input-type=module", "-e", program], {
      encoding: "utf8",
    }).trim(),
  ).toBe("40");
});
