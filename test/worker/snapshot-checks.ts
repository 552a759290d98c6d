/**
 * Compares every number of a snapshot with what `shared/scoring` makes of the same facts: the whole
 * book in lists, by the plain definitions, and not by the sums that a review adds up.
 */
import { expect } from "vitest";
import type { DimensionName } from "../../shared/contract/fields.ts";
import type { Snapshot, SnapshotPage } from "../../shared/contract/snapshot.ts";
import { cohortTable } from "../../shared/scoring/cohorts.ts";
import { customerSatisfaction, gini, keyDrivers, topShare } from "../../shared/scoring/index.ts";
import { netPromoterScore } from "../../shared/scoring/net-promoter-score.ts";
import { wilson } from "../../shared/scoring/numerics/proportion.ts";
import type { Book, Recomputed } from "./recomputed.ts";

const day = 86_400_000;
type Of<P extends SnapshotPage> = Extract<Snapshot, { page: P }>;
const sum = (values: readonly number[]) => values.reduce((total, v) => total + v, 0);
const least = (a: number, b: number) => a - b;

export function checkValue({ body }: Of<"value">, { customers }: Book): void {
  const known = customers.flatMap(({ scores }) => scores.value.lifetimeValue ?? []).sort(least);
  expect(body).toMatchObject({
    customers: customers.length,
    known: known.length,
    total: sum(known),
    mean: sum(known) / known.length,
  });
  expect(body.gini).toBeCloseTo(gini(known)!, 2);
  expect(Math.abs(body.gini! - gini(known)!)).toBeLessThan(0.003);
  const middle = known[Math.floor(known.length / 2)]!;
  expect(Math.abs(body.median! - middle)).toBeLessThanOrEqual(0.02 * middle + 1);
  expect(body.lorenz.length).toBeLessThanOrEqual(101);
  for (const { customers: share, value } of body.lorenz.slice(1)) {
    const count = Math.round(share * known.length);
    expect(value).toBeCloseTo(sum(known.slice(0, count)) / sum(known), 9);
  }
  const { pareto } = body;
  expect(pareto!.share).toBeCloseTo(topShare(known, pareto!.customers / known.length)!, 9);
  expect(pareto!.share).toBeGreaterThanOrEqual(0.8);
  for (const { class: name, customers: n, sales } of body.abc) {
    const own = customers.filter(({ scores }) => scores.abc?.class === name);
    expect([n, sales]).toEqual([own.length, sum(own.map(({ seen }) => seen.abcSales))]);
  }
  expect(sum(body.histogram.map((bin) => bin.customers))).toBe(known.length);
  for (const { from, below, customers: n, total } of body.histogram) {
    const own = known.filter((v) => v >= from && v < below);
    expect([n, total]).toEqual([own.length, sum(own)]);
  }
  for (const [by, groups] of [["segment", body.segments] as const, ["owner", body.owners] as const])
    for (const { key, customers: n, total, share } of groups) {
      const own = customers.filter((one) => one[by] === key);
      const worth = own.flatMap(({ scores }) => scores.value.lifetimeValue ?? []);
      expect([n, total]).toEqual([own.length, sum(worth)]);
      expect(share).toBeCloseTo(sum(worth) / sum(known), 9);
    }
}

export function checkRfm({ body }: Of<"rfm">, { customers, model }: Book): void {
  const bought = customers.filter(({ scores }) => scores.rfm !== null);
  expect(body.customers).toBe(bought.length);
  expect(body.cuts).toEqual(model.rfm);
  expect(body.cells).toHaveLength(25);
  for (const { recency, frequency, segment, customers: n, total } of body.cells) {
    const own = bought.filter(
      ({ scores: { rfm } }) => rfm!.recency === recency && rfm!.frequency === frequency,
    );
    expect([n, total]).toEqual([own.length, sum(own.map(({ scores }) => scores.rfm!.total))]);
    for (const { scores } of own) expect(scores.rfm!.segment).toBe(segment);
  }
  expect(sum(body.segments.map((one) => one.customers))).toBe(bought.length);
  expect(sum(body.clusters.map((one) => one.customers))).toBe(bought.length);
  for (const { name, customers: n } of body.clusters)
    expect(n).toBe(bought.filter(({ seen }) => seen.cluster === name).length);
}

/** The quarter of a day since 1970: `2026-Q4`. */
const quarterOf = (at: number) => {
  const date = new Date(at * day);
  return `${date.getUTCFullYear()}-Q${1 + Math.floor(date.getUTCMonth() / 3)}`;
};
const monthOf = (at: number) => new Date(at).toISOString().slice(0, 7);
const worthOf = ({ scores }: Recomputed) => scores.value.lifetimeValue ?? 0;

function checkCohorts({ body }: Of<"loyalty">, { customers, now }: Book): void {
  const buyers = customers
    .filter(({ seen }) => seen.days.length > 0)
    .map(({ seen: { days } }) => ({
      days: days.length,
      periods: [
        ...new Set(
          days.map(({ day: at }) => {
            const date = new Date(at * day);
            return Math.floor((date.getUTCFullYear() * 12 + date.getUTCMonth()) / 3);
          }),
        ),
      ],
    }));
  const table = cohortTable(buyers, now, "quarter", () => ({})).slice(-24);
  expect(body.cohorts.map(({ name, customers: n }) => [name, n])).toEqual(
    table.map(({ name, customers: n }) => [name, n]),
  );
  body.cohorts.forEach(({ name, customers: n, periods }, at) => {
    const { active } = table[at]!;
    const members = customers.filter(
      ({ seen: { days } }) => days.length > 0 && quarterOf(days[0]!.day) === name,
    );
    expect(periods.map(({ k }) => k)).toEqual(active.map((_, k) => k));
    // The quarter of the first purchase counts from its beginning on.
    for (const { k, complete, retention, revenue, revenuePerCustomer } of periods) {
      if (k > 0) expect(complete).toBe(active[k] !== null);
      if (active[k] !== null) expect(retention.share).toBeCloseTo(active[k]!, 12);
      const { low, high } = wilson(retention.count, n);
      expect([retention.of, retention.low, retention.high]).toEqual([n, low, high]);
      const spent = members.flatMap(({ seen: { days } }) => {
        const [year, quarter] = name.split("-Q").map(Number) as [number, number];
        const index = year * 4 + quarter - 1 + k;
        const wanted = `${Math.floor(index / 4)}-Q${1 + (index % 4)}`;
        return days.filter((d) => quarterOf(d.day) === wanted).map(({ amount }) => amount);
      });
      expect(revenue).toBe(sum(spent));
      expect(revenuePerCustomer).toBeCloseTo(sum(spent) / n, 9);
    }
  });
  for (const { k, retention, revenuePerCustomer } of body.means) {
    const known = body.cohorts.filter(({ periods }) => periods[k]?.complete);
    const of = sum(known.map(({ customers: n }) => n));
    expect(retention.of).toBe(of);
    expect(retention.share).toBeCloseTo(
      sum(known.map(({ periods }) => periods[k]!.retention.count)) / of,
      12,
    );
    expect(revenuePerCustomer).toBeCloseTo(
      sum(known.map(({ periods }) => periods[k]!.revenue)) / of,
      6,
    );
  }
}

/** Days on which a customer was lost and won back, by walking through every day of theirs. */
function turns({ seen: { days } }: Recomputed, { model, policy, now }: Book) {
  const today = Math.floor(now / day);
  const book = model.intervalDays ?? policy.lifecycle.intervalDays;
  const [lost, back]: [number[], number[]] = [[], []];
  let isLost = false;
  for (let at = days[0]!.day, last = 0; at <= today; at++) {
    const bought = days.findLastIndex((d) => d.day === at);
    if (bought >= 0) {
      if (isLost) back.push(at);
      isLost = false;
      last = bought;
      continue;
    }
    const { day: then } = days[last]!;
    const own = Math.max(1, Math.round((then - days[0]!.day + book) / (last + 1)));
    const limit = Math.min(
      policy.lifecycle.lapsedDays,
      Math.ceil(policy.lifecycle.churnedIntervals * own),
    );
    if (!isLost && at - then >= limit) {
      isLost = true;
      lost.push(at);
    }
  }
  return { first: days[0]!.day, lost, back };
}

function checkMonths({ body }: Of<"loyalty">, book: Book): void {
  const all = book.customers
    .filter(({ seen }) => seen.days.length > 0)
    .map((customer) => turns(customer, book));
  expect(body.months.length).toBeLessThanOrEqual(24);
  for (const { month, firstBuyers, churn, wonBack } of body.months) {
    const start = Date.parse(`${month}-01`) / day;
    const isIn = (at: number) => monthOf(at * day) === month;
    const before = (turned: number[]) => turned.filter((at) => at < start).length;
    const known = all.filter(({ first }) => first < start);
    const active = known.filter(({ lost, back }) => before(lost) === before(back));
    const gone = known.filter(({ lost, back }) => before(lost) > before(back));
    expect(firstBuyers).toBe(all.filter(({ first }) => isIn(first)).length);
    expect([churn.of, churn.count]).toEqual([
      active.length,
      active.filter(({ lost }) => lost.some(isIn)).length,
    ]);
    expect([wonBack.of, wonBack.count]).toEqual([
      gone.length,
      gone.filter(({ back }) => back.some(isIn)).length,
    ]);
  }
}

export function checkLoyalty(page: Of<"loyalty">, book: Book): void {
  checkCohorts(page, book);
  checkMonths(page, book);
  for (const { level, customers: n, value, signs } of page.body.warnings) {
    const own = book.customers.filter(({ scores }) => scores.warning?.level === level);
    expect([n, value]).toEqual([own.length, sum(own.map(worthOf))]);
    for (const one of signs) {
      const led = own.filter(({ scores }) => scores.warning!.signs[0]!.code === one.sign);
      expect([one.customers, one.value]).toEqual([led.length, sum(led.map(worthOf))]);
    }
  }
}

type Voice = Of<"satisfaction">["body"]["series"][number]["all"];
type Answer = { customerId: string; value: number };

/** The figure of some answers by the plain formulas; CES has a mean alone. */
function checkVoice(metric: string, voice: Voice, answers: readonly Answer[]): void {
  const close = (known: { score: number; low: number; high: number } | null, scale: number) => {
    expect(voice.value).toBeCloseTo(scale * known!.score, 8);
    expect(voice.low).toBeCloseTo(scale * known!.low, 8);
    expect(voice.high).toBeCloseTo(scale * known!.high, 8);
  };
  expect(voice.n).toBe(answers.length);
  expect(voice.customers).toBe(new Set(answers.map(({ customerId }) => customerId)).size);
  if (answers.length === 0) expect(voice.value).toBeNull();
  else if (metric === "nps") close(netPromoterScore(answers), 1);
  else if (metric === "csat") close(customerSatisfaction(answers), 100);
  else {
    const means = [...Map.groupBy(answers, ({ customerId }) => customerId).values()].map(
      (own) => sum(own.map(({ value }) => value)) / own.length,
    );
    expect(voice.value).toBeCloseTo(sum(means) / means.length, 8);
  }
}

function checkTrust({ body }: Of<"satisfaction">, { customers }: Book): void {
  const mean = (figure: { value: number | null; n: number }, known: readonly number[]) => {
    expect(figure.n).toBe(known.length);
    if (known.length === 0) expect(figure.value).toBeNull();
    else expect(figure.value).toBeCloseTo(sum(known) / known.length, 8);
  };
  for (const side of ["customer", "ours"] as const) {
    const trusted = customers.map(({ scores: { trust } }) =>
      side === "customer" ? trust : trust.ours!,
    );
    mean(
      body.trust[side].overall,
      trusted.flatMap(({ score }) => score ?? []),
    );
    for (const { dimension, ...figure } of body.trust[side].dimensions)
      mean(
        figure,
        trusted.flatMap(
          ({ dimensions }) => dimensions.find((d) => d.dimension === dimension)?.score ?? [],
        ),
      );
  }
  for (const { from, below, customers: n } of body.trustBands)
    expect(n).toBe(
      customers.filter(({ scores: { trust } }) => {
        const { score } = trust;
        return score !== null && score >= from && (score < below || below === 100);
      }).length,
    );
}

const driverNames: DimensionName[] = ["professionalism", "expertise", "rapport", "benefit"];

function checkDrivers({ body }: Of<"satisfaction">, { customers }: Book): void {
  const rows = customers.flatMap(({ scores, seen: { facts } }) => {
    const satisfaction = scores.satisfaction.customer.score;
    const asked = facts.trust.filter(({ source }) => source === "customer");
    const means = driverNames.map((name) => {
      const points = asked.flatMap(({ answers }) =>
        answers[name] === undefined ? [] : [(100 * (answers[name] - 1)) / 6],
      );
      return [name, sum(points) / points.length] as const;
    });
    return satisfaction === null ? [] : [{ ...Object.fromEntries(means), satisfaction }];
  });
  for (const found of body.drivers) {
    const known = keyDrivers(rows, "satisfaction", {
      method: found.method,
      bootstrap: 0,
      seed: 1,
    });
    expect([found.refused, found.rows]).toEqual([known.refused, known.rows]);
    if (known.refused !== null) continue;
    expect(found.rSquared).toBeCloseTo(known.rSquared, 9);
    for (const { driver, share, coefficient, low, high } of found.drivers) {
      const one = known.drivers.find((other) => other.driver === driver)!;
      expect(share).toBeCloseTo(one.share, 9);
      expect(coefficient).toBeCloseTo(one.coefficient, 9);
      expect(low!).toBeLessThanOrEqual(high!);
    }
  }
}

export function checkSatisfaction(page: Of<"satisfaction">, book: Book): void {
  const { series, groups } = page.body;
  const answers = book.customers.flatMap(({ scores, segment, id, seen: { facts } }) =>
    facts.satisfaction.map((fact) => ({
      ...fact,
      customerId: id,
      tier: scores.tier.tier,
      segment,
      month: monthOf(fact.occurredAt),
    })),
  );
  const monthsAgo = (count: number) => {
    const date = new Date(book.now);
    return monthOf(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - count));
  };
  for (const { metric, source, all, months } of series) {
    const own = answers.filter(
      (one) => one.metric === metric && one.source === source && one.month > monthsAgo(24),
    );
    checkVoice(metric, all, own);
    for (const { month, ...voice } of months)
      checkVoice(
        metric,
        voice,
        own.filter((one) => one.month === month),
      );
  }
  for (const { metric, source, by, key, size, filter: _, ...voice } of groups) {
    const own = answers.filter(
      (one) =>
        one.metric === metric &&
        one.source === source &&
        one[by] === key &&
        one.month > monthsAgo(12),
    );
    checkVoice(metric, voice, own);
    const members = book.customers.filter(
      (one) => (by === "tier" ? one.scores.tier.tier : one.segment) === key,
    );
    expect(size).toBe(members.length);
  }
  checkTrust(page, book);
  checkDrivers(page, book);
}

export function checkActions(
  { body }: Of<"actions">,
  { customers, policy, model, now }: Book,
): void {
  const { effectDays } = policy.actions;
  const exposures = customers.flatMap(({ seen }) =>
    (seen.facts.exposures ?? []).map((exposure) => {
      const at = Math.floor(exposure.occurredAt / day);
      return {
        ...exposure,
        isOver: Math.floor(now / day) > at + effectDays,
        bought: seen.days.some((d) => d.day > at && d.day <= at + effectDays),
      };
    }),
  );
  expect(sum(body.actions.filter(({ tier }) => tier === null).map((row) => row.shown))).toBe(
    exposures.filter(({ shown }) => shown).length,
  );
  for (const row of body.actions) {
    const own = exposures.filter(
      (one) => one.action === row.action && (row.tier === null || one.tier === row.tier),
    );
    const [shown, held] = [own.filter((one) => one.shown), own.filter((one) => !one.shown)];
    expect([row.shown, row.heldBack]).toEqual([shown.length, held.length]);
    for (const [rate, side] of [
      [row.followed, shown],
      [row.followedHeldBack, held],
    ] as const) {
      const over = side.filter(({ isOver }) => isOver);
      expect([rate.of, rate.count]).toEqual([
        over.length,
        over.filter(({ bought }) => bought).length,
      ]);
    }
    if (row.tier === null) {
      const outcomes = customers.flatMap(({ seen }) =>
        seen.facts.outcomes.filter(({ action }) => action === row.action),
      );
      const count = (name: string) => outcomes.filter(({ outcome }) => outcome === name).length;
      expect([row.done, row.later, row.notUseful]).toEqual([
        count("done"),
        count("later"),
        count("not_useful"),
      ]);
      const effect = model.actions.byKey[row.action]?.all ?? null;
      expect(row.result?.kind === "effect").toBe(effect !== null);
      if (effect) expect(row.result!.value).toBe(effect.estimate);
    }
  }
}

export function checkResources({ body }: Of<"resources">, { customers, now }: Book): void {
  const contacts = (own: readonly Recomputed[]) =>
    own.flatMap(({ seen }) =>
      seen.facts.interactions.filter(
        ({ kind, direction, occurredAt }) =>
          kind !== "note" &&
          (direction !== null || !["email", "social"].includes(kind)) &&
          occurredAt > now - 365 * day &&
          occurredAt <= now,
      ),
    );
  const minutes = (own: readonly Recomputed[]) =>
    sum(contacts(own).flatMap((one) => one.minutes ?? []));
  const check = (
    row: Of<"resources">["body"]["owners"][number] | Of<"resources">["body"]["tiers"][number],
    own: Recomputed[],
  ) => {
    expect(row).toMatchObject({
      customers: own.length,
      contacts: contacts(own).length,
      minutes: minutes(own),
      sales: sum(own.map(({ seen }) => seen.recentSales)),
      value: sum(own.map(worthOf)),
    });
    expect(row.valueShare).toBeCloseTo(sum(own.map(worthOf)) / sum(customers.map(worthOf)), 9);
    const all = contacts(customers).length;
    expect(row.contactShare).toBeCloseTo(all === 0 ? 0 : contacts(own).length / all, 9);
  };
  for (const row of body.owners)
    check(
      row,
      customers.filter(({ owner }) => owner === row.owner),
    );
  for (const row of body.tiers) {
    const own = customers.filter(({ scores }) => scores.tier.tier === row.tier);
    check(row, own);
    expect(sum(row.lastContact.map((range) => range.customers))).toBe(own.length);
  }
}
