import { CallFailed } from "./api.ts";
import type { Tools } from "./tools.ts";

/**
 * Returns what went wrong in words: the Worker's own, which say what to do, or by the kind of
 * failure where there are none, as without a connection. Never empty.
 */
export function failureWords(thrown: unknown, t: Tools["t"]): string {
  const { code, message } = thrown instanceof CallFailed ? thrown : new CallFailed("internal", "");
  return code === "offline" || message === "" ? t(`portfolio.failed.${code}`) : message;
}
