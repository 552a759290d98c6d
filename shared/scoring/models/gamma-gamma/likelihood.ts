/** The likelihood of Gamma-Gamma spend with slopes and curvatures, from sums, for a fit. */
import type { GammaGammaParameters } from "./density.ts";
import { sumsOf, type SpendData } from "./sums.ts";
import type { Point } from "../../numerics/optimise.ts";
import { digamma, logBeta } from "../../numerics/special.ts";
import { trigamma } from "../../numerics/trigamma.ts";

/**
 * Log-likelihood, its slopes and second derivatives by p, q and γ. The sums at γ are all that is
 * needed of the customers; what is left goes by x. With w = γ/(γ + xz): γ ∂/∂γ of ln(1 + xz/γ) is
 * −(1 − w), of ln(1 + γ/(xz)) it is w, of w it is w(1 − w).
 */
export function evaluate({ p, q, gamma }: GammaGammaParameters, data: SpendData): Point {
  const n = data.totals.length;
  let value = data.constant;
  let [byP, byQ, byGamma] = [0, -n * digamma(q), 0];
  let [pp, pq, qq, pGamma, qGamma, gammaGamma] = [0, 0, -n * trigamma(q), 0, 0, 0];
  for (const group of data.groups) {
    const { x } = group;
    const count = group.to - group.from;
    const { above, below, weight, spread } = sumsOf(data, group, gamma);
    const [slope, curve] = [digamma(p * x + q), trigamma(p * x + q)];
    value -= count * logBeta(p * x, q) + q * above + p * x * below;
    byP += x * (count * (slope - digamma(p * x)) - below);
    byQ += count * slope - above;
    byGamma += q * (count - weight) - p * x * weight;
    pp += count * x * x * (curve - trigamma(p * x));
    pq += count * x * curve;
    qq += count * curve;
    pGamma -= x * weight;
    qGamma += count - weight;
    gammaGamma -= (q + p * x) * spread;
  }
  return {
    value,
    gradient: [byP, byQ, byGamma / gamma],
    hessian: [
      [pp, pq, pGamma / gamma],
      [pq, qq, qGamma / gamma],
      [pGamma / gamma, qGamma / gamma, (gammaGamma - byGamma) / gamma ** 2],
    ],
  };
}
