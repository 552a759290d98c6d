/** A Vite plugin: reads the limits when the portfolio is built, and puts them in as plain data. */
import type { Plugin } from "vite";
import { limits } from "./limits.ts";

export function policyLimits(): Plugin {
  return {
    name: "regards-policy-limits",
    enforce: "pre",
    transform(_code, id) {
      if (!id.split("?")[0]?.endsWith("/policy/limits.ts")) return null;
      return { code: `export const limits = ${JSON.stringify(limits)};`, map: null };
    },
  };
}
