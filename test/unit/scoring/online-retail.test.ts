import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";
import { describe, expect, test } from "vitest";
import {
  bgNbd,
  defaultPolicy,
  fitModel,
  measures,
  nbd,
  rfm,
  scoreCustomer,
  summarise,
  type Transaction,
} from "../../../shared/scoring/index.ts";
import { chooseModel } from "../../../shared/scoring/models/choose-model.ts";
import { quantile } from "../../../shared/scoring/numerics/percentile.ts";
import { rfmCuts } from "../../../shared/scoring/rfm.ts";
import { dataFile, dataIsHere, reference, whyNot } from "./shared-data.ts";
import { customer } from "./some-facts.ts";

type Line = Transaction & { customerId: string };
const snapshot = Date.UTC(2011, 11, 10);

/**
 * The lines of purchases by the rule of the reference file; the book's currency in pence, tenths of
 * pence rounded line by line.
 */
async function load(): Promise<Line[]> {
  const lines: Line[] = [];
  const input = createReadStream(dataFile("online_retail.csv.gz")).pipe(createGunzip());
  for await (const text of createInterface({ input })) {
    const fields =
      /^"([^"]*)","([^"]*)",(?:"(?:[^"]|"")*"|[^,]*),(-?\d+),([^,]*),([-\d.]+),(\d+),/.exec(text);
    if (!fields) continue;
    const [, orderId, , quantity, time, price, customerId] = fields as unknown as [
      string,
      string,
      string,
      string,
      string,
      string,
      string,
    ];
    if (orderId.startsWith("C") || Number(quantity) <= 0 || Number(price) <= 0) continue;
    const occurredAt = Date.parse(`${time.replace(" ", "T")}Z`);
    lines.push({
      customerId,
      orderId,
      occurredAt,
      amount: Math.round(Number(quantity) * Number(price) * 100),
      category: null,
      kind: "purchase",
    });
  }
  return lines;
}

describe.skipIf(!dataIsHere)(`Online Retail${whyNot}`, async () => {
  const lines = dataIsHere ? await load() : [];
  const population = [...Map.groupBy(lines, (l) => l.customerId)].map(
    ([customerId, transactions]) => customer({ customerId, transactions }),
  );
  const at = (now: number) =>
    population.map((facts) => measures(facts, { policy: defaultPolicy, now }));
  const context = { policy: defaultPolicy, now: Date.UTC(2011, 11, 9, 23) };

  test("rfm gives the reference counts, values and quintile cuts", () => {
    const {
      customers,
      revenue,
      customers_sample,
      quantiles_type7: q,
    } = reference().rfm_online_retail;
    const values = at(snapshot).map((m) => ({ id: m.id, ...m.rfm! }));
    expect(values.length).toBe(customers);
    expect(values.reduce((sum, v) => sum + v.total, 0) / 100).toBeCloseTo(revenue, 0);
    for (const known of customers_sample) {
      const own = values.find((v) => v.id === String(known.id))!;
      expect(own).toMatchObject({ recencyDays: known.recency_days, purchases: known.frequency });
      expect(own.total / 100).toBeCloseTo(known.monetary, 1);
    }
    const quintiles = (of: (v: (typeof values)[number]) => number) => {
      const sorted = values.map(of).sort((a, b) => a - b);
      return [0.2, 0.4, 0.6, 0.8].map((share) => quantile(sorted, share));
    };
    quintiles((v) => v.recencyDays).forEach((cut, i) => expect(cut).toBeCloseTo(q.R[i]!, 6));
    quintiles((v) => v.purchases).forEach((cut, i) => expect(cut).toBeCloseTo(q.F[i]!, 6));
    quintiles((v) => v.total).forEach((cut, i) => expect(cut / 100).toBeCloseTo(q.M[i]!, 1));
  });

  test("rfm cuts where the quantiles of the reference do when values hardly repeat", () => {
    const cuts = rfmCuts(at(snapshot).map((m) => m.rfm!))!;
    const { M } = reference().rfm_online_retail.quantiles_type7;
    cuts.monetary.forEach((cut, i) => expect(cut / 100 / M[i]!).toBeCloseTo(1, 2));
  });

  test("rfm gives equal values equal scores and the best customers the best", () => {
    const scored = rfm(at(snapshot).map((m) => ({ id: m.id, ...m.rfm! })));
    for (const [, same] of Map.groupBy(scored, (s) => s.purchases)) {
      expect(new Set(same.map((s) => s.scores!.frequency)).size).toBe(1);
    }
    expect(scored.find((s) => s.id === "14646")!.scores).toEqual({
      recency: 5,
      frequency: 5,
      monetary: 5,
      segment: "champions",
    });
  });

  test("bgNbd.fit says that drop-out cannot be told, and reaches both likelihoods of the reference", () => {
    const known = Object.values(reference().degenerate_fit)[0]!;
    const summaries = summarise(lines, { until: context.now, unit: "week" });
    expect(summaries.length).toBe(known.n);
    const fit = bgNbd.fit(summaries);
    expect(fit.identified).toBe(false);
    expect(fit.warnings).toContain("drop_out_not_identified");
    expect(fit.logLikelihood).toBeGreaterThanOrEqual(known.LL - 1e-5);
    expect(fit.withoutDropOut!.logLikelihood).toBeCloseTo(known.nbd.LL, 4);
    expect(nbd.logLikelihood(known.nbd, summaries)).toBeCloseTo(known.nbd.LL, 5);
    // The trap: differences of log-gammas report −37619.84 here.
    expect(
      bgNbd.logLikelihood({ r: 0.8275585, alpha: 9.870365, a: 1.159, b: 8.2e11 }, summaries),
    ).toBeCloseTo(-37645.66, 1);
  });

  test("only the model of regular purchases can tell drop-out, and explains the book far better", () => {
    const choice = chooseModel(summarise(lines, { until: context.now, unit: "week" }));
    expect(choice).toMatchObject({
      model: "mbg_cnbd_k",
      identified: true,
      because: "only_identified",
    });
    expect([2, 3, 4]).toContain(choice.parameters!["k"]);
    expect(choice.fits.mbg_cnbd_k.logLikelihood).toBeGreaterThan(
      choice.fits.mbg_nbd.logLikelihood + 300,
    );
    for (const { model, identified, parameters, logLikelihood } of choice.compared) {
      expect(identified).toBe(model === "mbg_cnbd_k");
      expect(Object.values(parameters!).every(Number.isFinite)).toBe(true);
      expect(logLikelihood).toBeGreaterThanOrEqual(choice.fits.nbd.logLikelihood - 0.5);
    }
  });

  test("scores call churned those half as likely to buy as the mean, and a fifth are high", () => {
    const model = fitModel(at(context.now), { ...context, version: 1 });
    const scores = population.map((facts) =>
      scoreCustomer(facts, { ...context, model, currency: "GBP" }),
    );
    const churned = scores.filter((s) => s.stage.stage === "churned");
    expect(churned.length).toBeGreaterThan(0);
    expect(churned.every((s) => s.value.chance!.probability < model.meanChance! / 2)).toBe(true);
    expect(scores.filter((s) => s.tier.tier === "high").length / scores.length).toBeCloseTo(0.2, 1);
  });
});
