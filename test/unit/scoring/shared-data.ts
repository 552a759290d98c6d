/** The reference values and data sets beside the project, for tests alone. */
import { existsSync, readFileSync } from "node:fs";

const folder = new URL("../../../../shared/", import.meta.url);
export const dataIsHere = existsSync(new URL("reference/reference.json", folder));
export const whyNot = dataIsHere
  ? ""
  : " (skipped: ../shared with the reference values is not here)";
export const dataFile = (name: string): URL => new URL(`data/${name}`, folder);

type Named = {
  p_alive: number;
  e_purchases_39w: number;
  e_purchases_52w: number;
  e_spend_per_txn: number;
  clv_12m_1pct_month: number;
};
type BgNbd = { r: number; alpha: number; a: number; b: number };
export type Reference = {
  cdnow_sample: {
    bgnbd: { MLE: BgNbd; LL: number; se: BgNbd; MLE_exact_days: BgNbd; LL_exact_days: number };
    gamma_gamma: {
      MLE: { p: number; q: number; gamma: number };
      LL: number;
      se: { p: number; q: number; gamma: number };
    };
    customers: {
      id: number;
      x: number;
      t_x: number;
      T: number;
      mean_spend: number;
      bgnbd_gg_at_published_rounded_params: Named;
      bgnbd_gg_at_MLE: Named;
    }[];
    aggregate_bgnbd: { sum_p_alive: number; sum_e_purchases_39w: number };
    sum_clv_12m: number;
  };
  key_drivers: Record<
    string,
    {
      n: number;
      y: string;
      drivers: string[];
      R2: number;
      lmg_shapley: Record<string, number>;
      johnson_relative_weights: Record<string, number>;
      std_beta: Record<string, number>;
    }
  >;
  nps: {
    promoters: number;
    passives: number;
    detractors: number;
    nps: number;
    se: number;
    wald95: [number, number];
    adjusted_wald95: [number, number];
    "dirichlet_jeffreys_0.5": { post_mean: number; post_sd: number };
    dirichlet_uniform_1: { post_mean: number; post_sd: number };
  }[];
  csat_proportions95: {
    k: number;
    n: number;
    wilson: [number, number];
    agresti_coull: [number, number];
    clopper_pearson: [number, number];
    jeffreys: [number, number];
  }[];
  beta_reputation: {
    events: number[];
    lam: number;
    r: number;
    s: number;
    expectation: number;
    beta_sd: number;
  }[];
  rfm_online_retail: {
    customers: number;
    revenue: number;
    gini: number;
    top20pct_revenue_share: number;
    abc_80_95: { A: number; B: number; C: number };
    customers_sample: { id: number; recency_days: number; frequency: number; monetary: number }[];
    quantiles_type7: { R: number[]; F: number[]; M: number[] };
  };
  degenerate_fit: Record<
    string,
    { n: number; bgnbd_MLE: BgNbd; LL: number; nbd: { r: number; alpha: number; LL: number } }
  >;
};

export const reference = (): Reference =>
  JSON.parse(readFileSync(new URL("reference/reference.json", folder), "utf8"));

/** The CDNOW sample's purchase summaries: weeks, dollars. */
export function cdnow() {
  return readFileSync(dataFile("cdnow_customers_summary_with_transactions.csv"), "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => {
      const [id, x, recency, age, spend] = line.split(",");
      return {
        id: id!,
        frequency: Number(x),
        recency: Number(recency),
        age: Number(age),
        monetary: Number(spend),
      };
    });
}
