/**
 * A Worker that fails on purpose, and answers as the contract says: keeps what it takes by
 * idempotency key as the real one does, and misbehaves as told.
 */
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * One fault for one request: `lost`: stored, its answer never arrives; `silent`: stored, and the
 * line stays open;
 * `down`: 503 before anything is stored; `refused`: 400; `signed_out`: 401; `walled`: a page of who
 * stands before it, 403;
 * `broken`: its platform's page, 500; `slow`: stored, and answered half a second later; `portal`: a
 * network's sign-in page, 200;
 * `something`: 200 with JSON of something else; `another`: stored, and answered as another write
 * was.
 */
export type Fault =
  | "none"
  | "lost"
  | "silent"
  | "down"
  | "refused"
  | "signed_out"
  | "walled"
  | "broken"
  | "slow"
  | "portal"
  | "something"
  | "another";
export type Stored = {
  key: string;
  path: string;
  body: { subject?: string; kind?: string; occurredAt?: string };
};
export type TestWorker = {
  url: string;
  /** Stored writes, once a key, in the order of arrival. */
  stored: Stored[];
  /** Every request's key. */
  asked: string[];
  /** Faults of the coming requests; "none" after these. */
  faults: Fault[];
  close(): Promise<void>;
};

const bodyOf = async (request: IncomingMessage) => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
};

function respond(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
}
const error = (code: string) => ({
  error: { code, message: `refused as told: ${code}`, field: null, requestId: "r" },
});

/** The id of the fact that a write stores: told from its key, so that tests can foresee it. */
export function factOf(key: string): string {
  const hex = createHash("sha256").update(key).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
export const customerId = "0199a1b2-7c3d-7e4f-8a5b-000000000001";

function answerTo({ path, key, body }: Stored): unknown {
  const card = {
    customer: { id: customerId },
    scores: {},
    version: { card: 1 },
    scoredAt: "2026-11-02T15:00:00Z",
  };
  const [, target] = /^\/v1\/\w+\/([^/]+)\/(?:amend|withdraw)$/.exec(path) ?? [];
  const id = target ?? factOf(key);
  if (path !== "/v1/interactions" && !path.endsWith("/amend")) return { id, card };
  const interaction = {
    id,
    customerId,
    contactId: null,
    kind: body.kind,
    direction: null,
    at: body.occurredAt,
    subject: body.subject ?? null,
    note: null,
    minutes: null,
    behaviours: [],
    by: null,
    loggedAt: "2026-11-02T15:00:00Z",
    own: true,
    alreadyLogged: false,
  };
  return { interaction, card };
}
const page = "<!doctype html><title>No way through</title>";

/** Starts it on 127.0.0.1; `script` is the page's own. */
export async function startTestWorker(script: string): Promise<TestWorker> {
  const state: Pick<TestWorker, "stored" | "asked" | "faults"> = {
    stored: [],
    asked: [],
    faults: [],
  };
  const server = createServer((request, response) => {
    void (async () => {
      if (request.method === "GET") {
        const isScript = request.url === "/harness.js";
        response.writeHead(200, { "Content-Type": isScript ? "text/javascript" : "text/html" });
        response.end(
          isScript
            ? script
            : `<!doctype html><meta charset="utf-8"><title>harness</title><script src="/harness.js"></script>`,
        );
        return;
      }
      const path = request.url ?? "";
      const key = String(request.headers["idempotency-key"]);
      const body = JSON.parse(await bodyOf(request)) as Stored["body"];
      state.asked.push(key);
      const fault = state.faults.shift() ?? "none";
      if (fault === "down") return respond(response, 503, error("unavailable"));
      if (fault === "refused") return respond(response, 400, error("invalid_request"));
      if (fault === "signed_out") return respond(response, 401, error("unauthorised"));
      if (fault === "walled" || fault === "broken")
        return void response
          .writeHead(fault === "walled" ? 403 : 500, { "Content-Type": "text/html" })
          .end(page);
      if (fault === "portal")
        return void response.writeHead(200, { "Content-Type": "text/html" }).end(page);
      if (fault === "something")
        return respond(response, 200, { ok: true, card: { title: "Weather" } });
      if (!state.stored.some((each) => each.key === key)) state.stored.push({ key, path, body });
      const answer = answerTo({ path, key, body });
      if (fault === "another")
        return respond(
          response,
          200,
          answerTo({ path: "/v1/interactions", key: "another", body: { ...body, kind: "call" } }),
        );
      if (fault === "slow") setTimeout(() => respond(response, 200, answer), 500);
      if (fault === "lost") response.destroy();
      else if (fault === "none") respond(response, 200, answer);
    })();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    ...state,
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
