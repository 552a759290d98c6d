/** Purchase histories grouped for likelihoods: equal ones are evaluated once. */
import type { PurchaseSummary } from "./types.ts";

export type History = Pick<PurchaseSummary, "frequency" | "recency" | "age">;

export type Grouped = {
  groups: { x: number; recency: number; age: number; count: number }[];
  /** How many customers have more than k repeat purchases: Σ ln Γ(r+x)/Γ(r) is Σₖ exceeding[k] ln(r+k), with no digit lost. */
  exceeding: number[];
  customers: number; purchases: number; time: number;
};

/** Groups equal (x, t_x, T), with time divided by `scale`; always in the same order, so that sums agree to the last digit. */
export function group(customers: readonly History[], scale = 1): Grouped {
  const counts = new Map<string, Grouped["groups"][number]>();
  for (const { frequency: x, recency, age } of customers) {
    const key = `${x} ${recency} ${age}`;
    const known = counts.get(key);
    if (known) known.count++;
    else counts.set(key, { x, recency: recency / scale, age: age / scale, count: 1 });
  }
  const groups = [...counts.values()].sort((p, q) => p.x - q.x || p.recency - q.recency || p.age - q.age);
  const exactly: number[] = [];
  for (const { x, count } of groups) exactly[x] = (exactly[x] ?? 0) + count;
  const exceeding: number[] = [];
  let more = 0;
  for (let k = exactly.length - 1; k >= 1; k--) exceeding[k - 1] = more += exactly[k] ?? 0;
  return {
    groups, exceeding, customers: customers.length,
    purchases: groups.reduce((sum, g) => sum + g.x * g.count, 0),
    time: groups.reduce((sum, g) => sum + g.age * g.count, 0),
  };
}

/** The mean age: fits run in this unit, so that weeks and days lead to the same answer. */
export function timeScale(customers: readonly History[]): number {
  const ages = customers.map((c) => c.age).sort((p, q) => p - q);
  return ages.reduce((sum, age) => sum + age, 0) / ages.length || 1;
}
