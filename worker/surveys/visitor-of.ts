/** Telling the visitors of a day apart, without keeping who they are. */
import type { Context } from "hono";
import type { App } from "../context.ts";
import { callerNetwork } from "../security/caller.ts";
import { DAY_MS } from "../../shared/time/days.ts";

/**
 * A keyed hash of the day, the caller's network and what their program tells of itself. Neither the
 * address nor the program can be read out of it; nightly it is forgotten.
 */
export function visitorOf(c: Context<App>): Promise<string> {
  const { sealer, now } = c.var;
  const told = (name: string) => c.req.header(name) ?? "";
  return sealer.index(
    "visitor",
    JSON.stringify([
      Math.floor(now / DAY_MS),
      callerNetwork(told("CF-Connecting-IP")),
      told("User-Agent"),
      told("Accept-Language"),
    ]),
  );
}
