/**
 * Has property tests draw the same cases in every run, so that a red run is red again. `SEED` draws
 * others; a seed that failed stands in the failure's own words.
 */
import fc from "fast-check";
import { inject } from "vitest";

declare module "vitest" {
  export interface ProvidedContext {
    seed: number;
  }
}

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: inject("seed") });
