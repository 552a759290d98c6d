import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { createGunzip } from "node:zlib";
import { describe, expect, test } from "vitest";
import { dataFile, dataIsHere, reference, whyNot } from "../scoring/shared-data.ts";
import { printed, scoreProcess } from "./score-command.ts";

const path = (name: string) => fileURLToPath(dataFile(name));

describe.skipIf(!dataIsHere)(`npm run score on CDNOW${whyNot}`, () => {
  test("reaches the reference to its digits when scored up to 1997-09-30", async () => {
    const ran = await scoreProcess([
      path("CDNOW_sample.txt"),
      "--until",
      "1997-09-30",
      "--currency",
      "USD",
      "--json",
    ]);
    expect(ran.code).toBe(0);
    const { summary, customers } = printed(ran);
    const { bgnbd, gamma_gamma: gg } = reference().cdnow_sample;
    expect(summary).toMatchObject({
      customers: 2357,
      buyers: 2357,
      repeatBuyers: 946,
      identified: true,
    });
    expect(summary.lines).toMatchObject({ lines: 6919, taken: 4960, later: 1959, refused: 0 });
    const bg = summary.compared.find(({ model }) => model === "bg_nbd")!;
    for (const [name, value] of Object.entries(bgnbd.MLE_exact_days))
      expect(bg.parameters![name]! / value).toBeCloseTo(1, 5);
    expect(bg.logLikelihood).toBeGreaterThan(bgnbd.LL_exact_days - 1e-6);
    expect(summary.spend!.p / gg.MLE.p).toBeCloseTo(1, 3);
    expect(summary.spend!.q / gg.MLE.q).toBeCloseTo(1, 3);
    expect(summary.spend!.gamma / gg.MLE.gamma).toBeCloseTo(1, 3);
    const [chosen] = summary.contenders;
    expect(chosen!.brier).toBe(Math.min(...summary.contenders.map(({ brier }) => brier)));
    const best = summary.compared.find(({ model }) => chosen!.name.startsWith(model))!;
    expect(summary.purchases).toEqual({ model: best.model, parameters: best.parameters });
    expect(customers.every(({ model }) => model === best.model)).toBe(true);
  });

  test("gives the named customers the figures of the reference when BG/NBD is asked for", async () => {
    const { customers } = printed(
      await scoreProcess([
        path("CDNOW_sample.txt"),
        "--until",
        "1997-09-30",
        "--map",
        "customer=2",
        "--model",
        "bg_nbd",
        "--json",
      ]),
    );
    for (const { id, x, t_x: recency, T: age, bgnbd_gg_at_MLE: known } of reference().cdnow_sample
      .customers) {
      const own = customers.find((customer) => Number(customer.id) === id)!;
      expect(own.frequency).toBe(x);
      expect(own.recency).toBeCloseTo(recency, 2);
      expect(own.age).toBeCloseTo(age, 2);
      // The reference is at times rounded to hundredths of a week, and a year there is 52 weeks.
      if (x > 0) expect(own.probabilityAlive! / known.p_alive).toBeCloseTo(1, 2);
      expect(own.lifetimeValue! / known.clv_12m_1pct_month).toBeCloseTo(1, 2);
    }
  });
});

describe.skipIf(!dataIsHere)(`npm run score on Online Retail${whyNot}`, () => {
  test("tells of every line left out, and P(alive) of everybody, when the whole file is scored", async () => {
    const ran = await scoreProcess([
      path("online_retail.csv.gz"),
      "--until",
      "2011-12-09",
      "--json",
    ]);
    const { summary, customers } = printed(ran);
    expect(summary.lines.lines).toBe(541_909);
    expect(summary.lines.taken + summary.lines.later + summary.lines.refused).toBe(541_909);
    expect(ran.told).toMatch(/line \d+: customer: missing/);
    expect(summary.customers).toBe(customers.length);
    expect(summary).toMatchObject({ identified: true, purchases: { model: "mbg_cnbd_k" } });
    const buyers = customers.filter((one) => one.probabilityAlive !== null);
    expect(buyers.length / customers.length).toBeGreaterThan(0.98);
    expect(buyers.every((one) => one.probabilityAlive! > 0 && one.probabilityAlive! < 1)).toBe(
      true,
    );
    console.log(
      `Online Retail: ${summary.purchases?.model}, identified ${summary.identified}, ` +
        `${summary.chosenBecause}, at most ${summary.peakMegabytes} MB`,
    );
  }, 120_000);

  test("gives the reference counts, Gini and classes when cancellations are left out", async () => {
    const lines = createInterface({
      input: createReadStream(path("online_retail.csv.gz")).pipe(createGunzip()),
    });
    const sales = Readable.from(
      (async function* () {
        let text = "";
        for await (const line of lines) {
          if (line.startsWith('"C')) continue;
          text += `${line}\n`;
          if (text.length > 65_536) {
            yield text;
            text = "";
          }
        }
        yield text;
      })(),
    );
    const { summary, customers } = printed(
      await scoreProcess(["-", "--until", "2011-12-10", "--json"], sales),
    );
    const known = reference().rfm_online_retail;
    expect(summary).toMatchObject({
      buyers: known.customers,
      abc: { a: known.abc_80_95.A, b: known.abc_80_95.B, c: known.abc_80_95.C },
    });
    expect(summary.total).toBeCloseTo(known.revenue, 0);
    expect(summary.gini).toBeCloseTo(known.gini, 5);
    expect(summary.topFifth).toBeCloseTo(known.top20pct_revenue_share, 5);
    for (const {
      id,
      recency_days: recencyDays,
      frequency: orders,
      monetary,
    } of known.customers_sample) {
      const own = customers.find((customer) => customer.id === String(id))!;
      expect(own).toMatchObject({ recencyDays, orders });
      expect(own.total).toBeCloseTo(monetary, 1);
    }
  }, 120_000);
});
