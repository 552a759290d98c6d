/** Chromium's own record of what its main thread does: the same that its developer tools draw. */
import type { Page } from "@playwright/test";

/**
 * A stretch of time on a thread, microseconds: `dur` by the clock, `tdur` of the processor's time.
 */
export type Event = {
  name: string;
  ts: number;
  dur?: number;
  tdur?: number;
  pid: number;
  tid: number;
  args: { data?: { url?: string; functionName?: string; isOutermostMainFrame?: boolean } };
};

const categories = [
  "devtools.timeline",
  "disabled-by-default-devtools.timeline",
  "v8.execute",
  "v8",
];

/**
 * Everything recorded of all threads while `during` runs, by the categories of Chromium's
 * `chrome://tracing`.
 */
export async function record(
  page: Page,
  during: () => Promise<unknown>,
  includedCategories = categories,
): Promise<Event[]> {
  const session = await page.context().newCDPSession(page);
  try {
    await session.send("Tracing.start", {
      transferMode: "ReturnAsStream",
      traceConfig: {
        recordMode: "recordAsMuchAsPossible",
        includedCategories,
        excludedCategories: ["*"],
      },
    });
    await during();
    const complete = new Promise<string>((resolve) => {
      session.once("Tracing.tracingComplete", ({ stream }) => resolve(stream ?? ""));
    });
    await session.send("Tracing.end");
    const handle = await complete;
    const parts: string[] = [];
    for (let eof = false; !eof;) {
      const part = await session.send("IO.read", { handle, size: 1 << 24 });
      parts.push(part.data);
      ({ eof } = part);
    }
    await session.send("IO.close", { handle });
    return (JSON.parse(parts.join("")) as { traceEvents: Event[] }).traceEvents;
  } finally {
    await session.detach();
  }
}
