/**
 * Limits of the policy's settings, from the schema that the API checks them by. The portfolio's
 * build replaces this module by what it exports, so that no zod (90 kB) gets into the page.
 */
import { limitsOf, type Limit } from "./limits-of.ts";
import { policySettings } from "../../../../shared/contract/requests.ts";

/** By path: `*` stands for a key, and a cut's method stands behind its path (`tier.cut.high@…`). */
export const limits: Readonly<Record<string, Limit>> = limitsOf(policySettings);
