import { order, sub, type Real } from "./number.ts";

/** Returns how many decimal digits `p` shares with `q`. */
export const sharedDigits = (p: Real, q: Real): number => {
  const gap = order(sub(p, q));
  return gap === -Infinity ? Infinity : -Math.log10(2) * (gap - order(q));
};
