/** Minimising a smooth function of a few variables, within bounds. */
import { cholesky, substitute } from "./cholesky.ts";

/** A value with its exact slopes and second derivatives. */
export type Point = { value: number; gradient: number[]; hessian: number[][] };
export type Minimum = {
  x: number[];
  value: number;
  hessian: number[][];
  iterations: number;
  converged: boolean;
  /** For each variable, whether the minimum lies on its bound. */
  atBound: boolean[];
};

/**
 * Minus the mean log-likelihood of `customers` with its derivatives by the logarithms of the
 * parameters.
 */
export function inLogarithms(
  parameters: number[],
  { value, gradient, hessian }: Point,
  customers: number,
): Point {
  const slope = gradient.map((g, i) => (-g * parameters[i]!) / customers);
  return {
    value: -value / customers,
    gradient: slope,
    hessian: hessian.map((row, i) =>
      row.map(
        (h, j) => (-h * parameters[i]! * parameters[j]!) / customers + (i === j ? slope[i]! : 0),
      ),
    ),
  };
}

const steepest = ({ gradient }: Point, free: number[]): number =>
  Math.max(0, ...free.map((i) => Math.abs(gradient[i]!)));

/**
 * Damped Newton (Levenberg 1944, Marquardt 1963) within a box: where the surface is not convex the
 * damping grows until the step leads downhill; a variable pushed against its bound rests there.
 * Values and slopes should be of the order of 1.
 */
export function minimise(
  f: (x: number[]) => Point,
  start: number[],
  lower: number[],
  upper: number[],
): Minimum {
  const inside = (v: number, i: number) => Math.min(upper[i]!, Math.max(lower[i]!, v));
  let x = start.map(inside);
  let here = f(x);
  let damping = 1e-3;
  let converged = false;
  let iterations = 0;
  const held = (i: number) =>
    (x[i] === lower[i] && here.gradient[i]! > 0) || (x[i] === upper[i] && here.gradient[i]! < 0);
  for (; iterations < 200 && !converged; iterations++) {
    const free = x.map((_, i) => i).filter((i) => !held(i));
    if (steepest(here, free) < 1e-10) {
      converged = true;
      break;
    }
    let moved = false;
    while (!moved && damping < 1e12) {
      const l = cholesky(
        free.map((i) => free.map((j) => here.hessian[i]![j]! + (i === j ? damping : 0))),
      );
      if (l) {
        const step = substitute(
          l,
          free.map((i) => -here.gradient[i]!),
        );
        const longest = Math.max(...step.map(Math.abs));
        const shorten = longest > 2 ? 2 / longest : 1;
        const next = x.map((v, i) =>
          free.includes(i) ? inside(v + shorten * step[free.indexOf(i)]!, i) : v,
        );
        const there = f(next);
        const gain = -free.reduce((sum, i, k) => sum + here.gradient[i]! * step[k]!, 0) / 2;
        if (damping < 1e-6 && gain <= 1e-14 * Math.abs(here.value)) {
          // The value cannot tell any more; the slopes still can.
          if (steepest(there, free) < steepest(here, free)) [x, here] = [next, there];
          converged = moved = true;
        } else if (there.value < here.value) {
          // No digit of the value is left to gain.
          converged = here.value - there.value <= 1e-15 * Math.abs(here.value);
          x = next;
          here = there;
          damping = damping < 1e-9 ? 0 : damping / 100;
          moved = true;
        }
      }
      if (!moved) damping = Math.max(damping * 10, 1e-9);
    }
    if (!moved) {
      converged = steepest(here, free) < 1e-6;
      break;
    }
  }
  const atBound = x.map((v, i) => v === lower[i] || v === upper[i]);
  return { x, value: here.value, hessian: here.hessian, iterations, converged, atBound };
}
