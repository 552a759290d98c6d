/**
 * BG/NBD against its precise evaluation, all over the space of its parameters, customers and
 * horizons.
 */
import { bgNbd } from "../../../../shared/scoring/models/bg-nbd/bg-nbd.ts";
import { integralCount, pointCount, testEverywhere } from "./everywhere.ts";
import { geometricGrid } from "./grid.ts";
import * as precise from "./geometric.ts";

testEverywhere("bgNbd", bgNbd, precise.bgNbd, geometricGrid(21, pointCount), {
  expectations: integralCount,
});
