/**
 * Pareto/NBD against its precise evaluation, all over the space of its parameters, customers and
 * horizons.
 */
import { paretoNbd } from "../../../../shared/scoring/models/pareto-nbd/pareto-nbd.ts";
import { pointCount, testEverywhere } from "./everywhere.ts";
import { exponentialGrid } from "./grid.ts";
import * as precise from "./exponential.ts";

testEverywhere("paretoNbd", paretoNbd, precise.paretoNbd, exponentialGrid(23, pointCount), {
  expectations: pointCount,
});
