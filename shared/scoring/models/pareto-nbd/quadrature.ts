/**
 * Gauss–Legendre quadrature: where to evaluate a smooth function on [0, 1] and with which weights
 * to add.
 */

export type Rule = { nodes: Float64Array; weights: Float64Array };

/** Pₙ(z) and Pₙ′(z) by Bonnet's recursion (Abramowitz & Stegun 22.7.10, 22.8.5). */
function legendre(n: number, z: number): { value: number; slope: number } {
  let value = 1;
  let before = 0;
  for (let k = 1; k <= n; k++)
    [value, before] = [((2 * k - 1) * z * value - (k - 1) * before) / k, value];
  return { value, slope: (n * (before - z * value)) / ((1 - z) * (1 + z)) };
}

/**
 * The roots of Pₙ by Newton's method from Tricomi's approximation, moved from [−1, 1] to [0, 1];
 * 2/[(1−z²) Pₙ′²] weighs them.
 */
function construct(n: number): Rule {
  const rule = { nodes: new Float64Array(n), weights: new Float64Array(n) };
  for (let i = 0; i < n; i++) {
    let z = Math.cos((Math.PI * (i + 0.75)) / (n + 0.5)) * (1 - (n - 1) / (8 * n ** 3));
    for (let step = 0; step < 5; step++) {
      const { value, slope } = legendre(n, z);
      z -= value / slope;
    }
    rule.nodes[i] = (1 - z) / 2;
    rule.weights[i] = 1 / ((1 - z) * (1 + z) * legendre(n, z).slope ** 2);
  }
  return rule;
}

const rules: (Rule | undefined)[] = [];

/** The rule of n nodes, exact for polynomials to degree 2n − 1; made once. */
export function gaussLegendre(n: number): Rule {
  return (rules[n] ??= construct(n));
}
