/** A page or a service worker over Chromium's debugging protocol. */
import type { BrowserContext, Page } from "@playwright/test";

export type Debugged = {
  send(method: string, parameters?: object): Promise<Record<string, unknown>>;
  /** One listener an event: the last. */
  on(event: string, heard: (parameters: Record<string, unknown>) => void): void;
  detach(): Promise<void>;
};
type Message = {
  id?: number;
  method?: string;
  params?: Record<string, unknown>;
  result?: Record<string, unknown>;
  error?: { message: string };
};

export async function debugPage(page: Page): Promise<Debugged> {
  const session = await page.context().newCDPSession(page);
  const heard = new Map<string, (parameters: Record<string, unknown>) => void>();
  return {
    send: (method, parameters = {}) => session.send(method as never, parameters as never),
    on(event, hear) {
      if (!heard.has(event))
        session.on(event as "HeapProfiler.addHeapSnapshotChunk", (parameters) =>
          heard.get(event)?.(parameters),
        );
      heard.set(event, hear);
    },
    detach: () => session.detach(),
  };
}

/**
 * The extension's service worker, for which Playwright has no session: through the browser's own,
 * in whose messages its messages are. Throws where it does not run.
 */
export async function debugBackground(context: BrowserContext): Promise<Debugged> {
  const session = await context.browser()?.newBrowserCDPSession();
  const targets = await session?.send("Target.getTargets");
  const worker = targets?.targetInfos.find(
    ({ type, url }) => type === "service_worker" && url.startsWith("chrome-extension://"),
  );
  if (session === undefined || worker === undefined)
    throw new Error("The extension's service worker does not run.");
  const { sessionId } = await session.send("Target.attachToTarget", {
    targetId: worker.targetId,
    flatten: false,
  });
  const heard = new Map<string, (parameters: Record<string, unknown>) => void>();
  const waiting = new Map<number, (message: Message) => void>();
  session.on("Target.receivedMessageFromTarget", ({ message: text }) => {
    const message = JSON.parse(text) as Message;
    if (message.id === undefined) heard.get(message.method ?? "")?.(message.params ?? {});
    else waiting.get(message.id)?.(message);
  });
  let sent = 0;
  return {
    async send(method, params = {}) {
      const id = ++sent;
      const answer = new Promise<Message>((resolve) => {
        waiting.set(id, resolve);
      });
      await session.send("Target.sendMessageToTarget", {
        sessionId,
        message: JSON.stringify({ id, method, params }),
      });
      const { result, error } = await answer;
      waiting.delete(id);
      if (error !== undefined) throw new Error(`${method}: ${error.message}`);
      return result ?? {};
    },
    on: (event, hear) => {
      heard.set(event, hear);
    },
    detach: () => session.detach(),
  };
}
