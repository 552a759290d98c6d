/**
 * Measures how fast the models are fitted and customers scored, beside Python's lifetimes: one
 * table.
 */
import type { Figure } from "./figure.ts";
import * as demo from "./scoring-demo.ts";
import * as fitted from "./scoring-figures.ts";
import { fitFigures } from "./scoring-fits.ts";
import * as review from "./scoring-review.ts";
import * as worker from "./scoring-worker.ts";

export async function run(): Promise<Figure[]> {
  const fits = fitFigures();
  console.error("  scoring");
  return [
    ...fits,
    ...fitted.figures(),
    ...demo.figures(),
    ...(await review.figures()),
    ...(await worker.figures()),
  ];
}
