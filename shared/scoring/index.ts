/**
 * Scoring: pure functions of facts, policy, model and now. What the rest of the product, and anyone
 * else, may call.
 */
export { abc, type AbcCuts, type AbcShares } from "./abc.ts";
export { actionId, parseActionId } from "./actions/action-id.ts";
export { affinity, type AffinityRule } from "./affinity.ts";
export { backTest, type BackTest } from "./backtest/back-test.ts";
export { bgNbd, type BgNbdParameters } from "./models/bg-nbd/bg-nbd.ts";
export { chooseModel, type Choice, type Compared } from "./models/choose-model.ts";
export { customerLifetimeValue } from "./clv.ts";
export { customerSatisfaction } from "./customer-satisfaction.ts";
export { defaultPolicy } from "./default-policy.ts";
export { earlyWarning, earlyWarnings } from "./early-warning.ts";
export { gammaGamma, type GammaGammaParameters } from "./models/gamma-gamma/gamma-gamma.ts";
export { gini } from "./numerics/gini.ts";
export { keyDrivers, type KeyDrivers } from "./key-drivers/key-drivers.ts";
export { lifecycleStage } from "./lifecycle-stage.ts";
export { lorenz, topShare, type LorenzPoint } from "./numerics/lorenz.ts";
export { loyalty } from "./loyalty.ts";
export { mbgCnbdK, type MbgCnbdKParameters } from "./models/mbg-cnbd-k/mbg-cnbd-k.ts";
export { mbgNbd, type MbgNbdParameters } from "./models/mbg-nbd.ts";
export { measures, type Measures } from "./measures.ts";
export { fitModel, type Model } from "./model.ts";
export { nbd, type NbdParameters } from "./models/nbd.ts";
export { netPromoterScore } from "./net-promoter-score.ts";
export { nextBestAction } from "./actions/next-best-action.ts";
export { paretoNbd, type ParetoNbdParameters } from "./models/pareto-nbd/pareto-nbd.ts";
export { actionKeys, policySchema, type ActionKey, type Policy } from "./policy.ts";
export type { History } from "./models/purchase-histories.ts";
export type { Fitted, PurchaseFit, PurchaseModel } from "./models/purchase-model.ts";
export { modelOf, purchaseModels } from "./models/purchase-models.ts";
export { keptPurchases, settle, type Return } from "./purchases.ts";
export { purchasesShown, returnsShown } from "./purchases-shown.ts";
export { information } from "./relationship-information.ts";
export { relationshipType } from "./relationship-type.ts";
export { relationshipValue } from "./relationship-value.ts";
export { rfm } from "./rfm.ts";
export { scoreCustomer, scoreForReview, type ScoringContext } from "./score.ts";
export { segments, type Segments } from "./segments.ts";
export { shiftedBetaGeometric } from "./models/shifted-beta-geometric.ts";
export { summarise } from "./summarise.ts";
export { tier } from "./tier.ts";
export { fitTrustBook, type TrustBook } from "./trust/trust-book.ts";
export type { TrustScale } from "./trust/shrinkage.ts";
export { trust } from "./trust/trust.ts";
export type * from "./types.ts";
export { valueOf } from "./value.ts";
