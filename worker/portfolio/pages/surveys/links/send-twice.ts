/** A write that is sent once more where its answer may have been lost. */
import { CallFailed, writing } from "../../../api.ts";

/** Failures that may pass by themselves. */
const passing = new Set<string>(["offline", "internal", "unavailable"]);
const pauseMs = 1000;

/** Sends a write; a repeat has the same key, so that it answers what the first one did. */
export async function sendTwice<T>(
  send: (header: ReturnType<typeof writing>) => Promise<T>,
): Promise<T> {
  const header = writing();
  try {
    return await send(header);
  } catch (thrown) {
    if (!(thrown instanceof CallFailed && passing.has(thrown.code))) throw thrown;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    return send(header);
  }
}
