/**
 * MBG/NBD against its precise evaluation, all over the space of its parameters, customers and
 * horizons.
 */
import { mbgNbd } from "../../../../shared/scoring/models/mbg-nbd.ts";
import { integralCount, pointCount, testEverywhere } from "./everywhere.ts";
import { geometricGrid } from "./grid.ts";
import * as precise from "./geometric.ts";

testEverywhere("mbgNbd", mbgNbd, precise.mbgNbd, geometricGrid(22, pointCount), {
  expectations: integralCount,
});
