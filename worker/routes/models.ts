/** The models that reviews fitted, and what their back-tests found. */
import type { z } from "zod";
import type { model as modelSchema } from "../../shared/contract/model-answers.ts";
import * as routes from "../../shared/contract/routes.ts";
import type { BackTest } from "../../shared/scoring/index.ts";
import { DAY } from "../../shared/scoring/summarise.ts";
import { router } from "../router.ts";
import { instant } from "../scoring/card.ts";
import { newestModels, type ModelRow } from "../store/models.ts";

export const models = router();

models.openapi(routes.listModels, async (c) => {
  const rows = await newestModels(c.var.db, c.req.valid("query").limit);
  return c.json({ models: rows.map(answerOf) }, 200);
});

/** The test of tiers, of the same window as the rest. */
function tiersOf({ tiers }: BackTest) {
  if (!tiers) return null;
  const { at: _, to: __, ...rest } = tiers;
  return rest;
}

/** A model as the API answers it; what those of before did not have is null or empty. */
function answerOf({ policy, model }: ModelRow): z.infer<typeof modelSchema> {
  const { chance = null, meanChance, backTest = null, contenders = [], season: told } = model;
  return {
    version: model.version,
    fittedAt: instant(model.fittedAt),
    policy,
    customers: model.customers,
    buyers: model.buyers,
    purchases: model.purchases,
    identified: model.identified,
    because: model.chosenBecause,
    chance: chance && { horizonDays: chance.horizonDays, mean: meanChance ?? 0 },
    season: told
      ? { months: told.months, indices: told.season?.indices ?? null, isUsed: told.isUsed }
      : null,
    contenders,
    backTest: backTest && {
      ...backTest,
      at: instant(backTest.at * DAY),
      to: instant(backTest.to * DAY),
      tiers: tiersOf(backTest),
    },
  };
}
