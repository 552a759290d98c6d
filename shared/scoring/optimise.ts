/** Minimising a smooth function of a few variables, within bounds. */

export type Point = { value: number; gradient: number[] };
export type Minimum = {
  x: number[]; value: number; hessian: number[][]; iterations: number; converged: boolean;
  /** For each variable, whether the minimum lies on its bound. */
  atBound: boolean[];
};

/** The lower triangle L with L·Lᵀ = m, or null where m is not positive definite. */
function cholesky(m: number[][]): number[][] | null {
  const l = m.map((row) => row.map(() => 0));
  for (let i = 0; i < m.length; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = m[i]![j]!;
      for (let k = 0; k < j; k++) sum -= l[i]![k]! * l[j]![k]!;
      if (i === j && !(sum > 1e-14)) return null;
      l[i]![j] = i === j ? Math.sqrt(sum) : sum / l[j]![j]!;
    }
  }
  return l;
}

function substitute(l: number[][], right: number[]): number[] {
  const y = [...right];
  for (let i = 0; i < y.length; i++) {
    for (let k = 0; k < i; k++) y[i]! -= l[i]![k]! * y[k]!;
    y[i]! /= l[i]![i]!;
  }
  for (let i = y.length - 1; i >= 0; i--) {
    for (let k = i + 1; k < y.length; k++) y[i]! -= l[k]![i]! * y[k]!;
    y[i]! /= l[i]![i]!;
  }
  return y;
}

/** The inverse of a positive definite matrix; null where it is not one. */
export function inverse(m: number[][]): number[][] | null {
  const l = cholesky(m);
  return l && m.map((_, i) => substitute(l, m.map((_, j) => (i === j ? 1 : 0))));
}

/** Second derivatives from differences of the analytic gradient, made symmetric. */
function hessianAt(f: (x: number[]) => Point, x: number[]): number[][] {
  const h = 1e-4;
  const rows = x.map((_, i) => {
    const ahead = f(x.map((v, j) => (j === i ? v + h : v))).gradient;
    const behind = f(x.map((v, j) => (j === i ? v - h : v))).gradient;
    return ahead.map((g, j) => (g - behind[j]!) / (2 * h));
  });
  return rows.map((row, i) => row.map((v, j) => (v + rows[j]![i]!) / 2));
}

/**
 * Damped Newton (Levenberg 1944, Marquardt 1963) within a box: where the surface is not convex the damping grows until the
 * step leads downhill; a variable pushed against its bound rests there. `f` gives value and exact gradient; both should be
 * of the order of 1.
 */
export function minimise(f: (x: number[]) => Point, start: number[], lower: number[], upper: number[]): Minimum {
  const inside = (v: number, i: number) => Math.min(upper[i]!, Math.max(lower[i]!, v));
  let x = start.map(inside);
  let here = f(x);
  let damping = 1e-3;
  let converged = false;
  let iterations = 0;
  const held = (i: number) => (x[i] === lower[i] && here.gradient[i]! > 0) || (x[i] === upper[i] && here.gradient[i]! < 0);
  for (; iterations < 200 && !converged; iterations++) {
    const free = x.map((_, i) => i).filter((i) => !held(i));
    if (free.every((i) => Math.abs(here.gradient[i]!) < 1e-10)) { converged = true; break; }
    const hessian = hessianAt(f, x);
    let moved = false;
    while (!moved && damping < 1e12) {
      const l = cholesky(free.map((i) => free.map((j) => hessian[i]![j]! + (i === j ? damping : 0))));
      if (l) {
        const step = substitute(l, free.map((i) => -here.gradient[i]!));
        const longest = Math.max(...step.map(Math.abs));
        const shorten = longest > 2 ? 2 / longest : 1;
        const next = x.map((v, i) => (free.includes(i) ? inside(v + shorten * step[free.indexOf(i)]!, i) : v));
        const there = f(next);
        if (there.value < here.value) {
          // No digit of the value is left to gain.
          converged = here.value - there.value <= 1e-15 * Math.abs(here.value);
          x = next;
          here = there;
          damping = damping < 1e-9 ? 0 : damping / 10;
          moved = true;
          continue;
        }
      }
      damping = Math.max(damping * 10, 1e-9);
    }
    if (!moved) converged = free.every((i) => Math.abs(here.gradient[i]!) < 1e-6);
    if (!moved) break;
  }
  const atBound = x.map((v, i) => v === lower[i] || v === upper[i]);
  return { x, value: here.value, hessian: hessianAt(f, x), iterations, converged, atBound };
}
