/** Words for why somebody is not asked. */
import type { Refusal } from "../../../shared/contract/survey.ts";
import { useTools } from "../tools.ts";

/** Returns what says a refusal: why, since when, and from when they may be asked. */
export function useRefusal(): (refusal: Refusal) => string {
  const { t, day } = useTools();
  return ({ code, askedAt, until }) =>
    t(`codes.refusal.${code}`, {
      asked: askedAt === null ? "" : day(askedAt),
      until: until === null ? "" : day(until),
    });
}
