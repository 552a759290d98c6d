/** ψ′, the slope of digamma. */

/** From here on the asymptotic series is exact to double precision. */
const ASYMPTOTIC = 12;

/**
 * ψ′(x) for x > 0: the recurrence ψ′(x) = ψ′(x + 1) + 1/x² up to where the series holds (Abramowitz
 * & Stegun 6.4.6, 6.4.12).
 */
export function trigamma(x: number): number {
  let sum = 0;
  let y = x;
  for (; y < ASYMPTOTIC; y++) sum += 1 / (y * y);
  const z = 1 / (y * y);
  return (
    sum +
    (1 +
      z *
        (1 / 6 -
          z *
            (1 / 30 -
              z * (1 / 42 - z * (1 / 30 - z * (5 / 66 - z * (691 / 2730 - (z * 7) / 6))))))) /
      y +
    z / 2
  );
}
