/** The time that a customer who is there stays, as far as it matters for a horizon's purchases. */
import type { Part } from "../mixture.ts";
import type { History } from "../purchase-histories.ts";
import type { ParetoNbdParameters } from "./departure.ts";
import { gaussLegendre } from "./quadrature.ts";

/** The longest panel of y, as in `depart`. */
const LONGEST = 3;
/** The end of s y: nobody stays as long and leaves then, e^(−36) of all. */
const LATEST = 36;
/** The steepest panel in s y. */
const STEEPEST = 12;
/** Nodes of a panel: what is integrated is the steeper the surer the rate is, by √shape. */
const nodesFor = (length: number, shape: number): number =>
  Math.min(64, Math.ceil(9 + 2 * length * Math.sqrt(1 + shape)));

/**
 * The purchases within the horizon by how long the customer stays: all of it with probability
 * ((β+T)/(β+T+t))^s, or τ of it. In y = ln (1 + τ/(β+T)), of density s e^(−sy), by Gauss–Legendre.
 */
export function staysOf(
  { r, alpha, s, beta }: ParetoNbdParameters,
  { frequency, age }: History,
  horizon: number,
): Part[] {
  const [shape, scale, until] = [r + frequency, alpha + age, Math.max(0, horizon)];
  const whole = Math.log1p(until / (beta + age));
  const parts = [{ weight: Math.exp(-s * whole), shape, u: until / scale, ticks: 0 }];
  const end = Math.min(whole, LATEST / s);
  const panels = Math.max(1, Math.ceil(Math.max(end / LONGEST, (s * end) / STEEPEST)));
  const { nodes, weights } = gaussLegendre(nodesFor(end / panels, shape));
  for (let panel = 0; panel < panels; panel++) {
    for (let i = 0; i < nodes.length; i++) {
      const y = (end * (panel + nodes[i]!)) / panels;
      const weight = ((weights[i]! * end) / panels) * s * Math.exp(-s * y);
      parts.push({ weight, shape, u: ((beta + age) * Math.expm1(y)) / scale, ticks: 0 });
    }
  }
  return parts;
}
