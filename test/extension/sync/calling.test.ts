/**
 * Calls as who is signed in, over HTTP to a Worker on this computer, with the sessions they are
 * made under.
 */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { openCalling } from "../../../extension/sync/calling.ts";
import { CallFailed } from "../../../extension/sync/failure.ts";
import { memory } from "../../../extension/sync/memory.ts";
import { openSessions, ownerOf } from "../../../extension/sync/session.ts";
import type { Vault } from "../../../extension/sync/vault.ts";
import { area } from "./area.ts";

/**
 * Questions with their token and bookmark; how the next question for a token is answered, and when.
 */
let asked: { token: string; bookmark: string | undefined }[];
let answers: Map<string, { status: number; bookmark?: string; when?: Promise<void> }>;
let server: Server;
let base: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => {
      parts.push(part);
    });
    request.on("end", () => {
      if (request.url === "/v1/sessions") {
        const code = (JSON.parse(Buffer.concat(parts).toString()) as { code: string }).code;
        const [id, expiresAt = "2126-01-01T00:00:00Z"] = code.split(" until ");
        const user = { id, name: id, address: `${id}@own.example`, role: "rep" };
        response.end(
          JSON.stringify({
            token: code,
            expiresAt,
            me: { user, book: { name: "Book", ownDomains: [] } },
            signalsKey: null,
          }),
        );
        return;
      }
      const token = request.headers.authorization?.replace("Bearer ", "") ?? "";
      asked.push({ token, bookmark: request.headers["x-bookmark"] as string | undefined });
      const { status, bookmark, when } = answers.get(token) ?? { status: 200 };
      void (when ?? Promise.resolve()).then(() => {
        response.writeHead(status, {
          "Content-Type": "application/json",
          ...(bookmark === undefined ? {} : { "X-Bookmark": bookmark }),
        });
        response.end(
          JSON.stringify(
            status === 200
              ? {
                  cards: [],
                  user: { id: "u", address: "u@own.example", role: "rep" },
                  book: { name: "Book", ownDomains: [] },
                }
              : { error: { code: "unauthorised", message: "ended" } },
          ),
        );
      });
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(
  () =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(resolve);
    }),
);
beforeEach(() => {
  asked = [];
  answers = new Map();
  vi.stubGlobal("navigator", { onLine: true, userAgent: "" });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const vault: Vault = {
  seal: async (value) => ({
    iv: new Uint8Array(12),
    data: new TextEncoder().encode(JSON.stringify(value)).buffer,
  }),
  open: async ({ data }) => JSON.parse(new TextDecoder().decode(data)) as unknown,
};
function open(disk = area()) {
  let ended = 0;
  let ranOut = 0;
  const sessions = openSessions(disk as never, vault, () => {
    ranOut++;
  });
  const call = openCalling({
    sessions,
    bookmarks: memory<string>(area(), "bookmark", 4),
    ended: async () => {
      ended++;
    },
    noted: () => undefined,
  });
  const me = (owner?: string) =>
    call((api) => api.me(), { owner }).then(
      () => "answered",
      (error: unknown) => (error instanceof CallFailed ? error.failure.code : "broken"),
    );
  return { sessions, me, ended: () => ended, ranOut: () => ranOut };
}

describe("call", () => {
  test("is not made when it is another's than who is signed in", async () => {
    const { sessions, me, ended } = open();
    const robin = ownerOf(await sessions.pair(base, "robin"));
    await sessions.pair(base, "kim");
    expect([await me(robin), await me()]).toEqual(["unauthorised", "answered"]);
    expect(asked.map(({ token }) => token)).toEqual(["kim"]);
    // Whoever is signed in stays so.
    expect([(await sessions.current())?.token, ended()]).toEqual(["kim", 0]);
  });

  test("ends the session when the Worker does not know it any more", async () => {
    const { sessions, me, ended } = open();
    await sessions.pair(base, "robin");
    answers.set("robin", { status: 401 });
    expect(await me()).toBe("unauthorised");
    expect([await sessions.current(), ended()]).toEqual([null, 1]);
    expect(await me()).toBe("unauthorised");
    expect(ended()).toBe(1);
  });

  test("leaves the session alone when it was refused under the one before", async () => {
    const { sessions, me, ended } = open();
    await sessions.pair(base, "robin");
    let refuse: () => void = () => undefined;
    answers.set("robin", {
      status: 401,
      when: new Promise((resolve) => {
        refuse = resolve;
      }),
    });
    const late = me();
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    await sessions.pair(base, "kim");
    refuse();
    expect(await late).toBe("unauthorised");
    expect([(await sessions.current())?.token, ended()]).toEqual(["kim", 0]);
  });

  test("tells a Worker no bookmark of another's when who is signed in changes, also when it comes late", async () => {
    const { sessions, me } = open();
    await sessions.pair(base, "robin");
    let come: () => void = () => undefined;
    answers.set("robin", {
      status: 200,
      bookmark: "of robin's",
      when: new Promise((resolve) => {
        come = resolve;
      }),
    });
    const late = me();
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    await sessions.pair(base, "kim");
    answers.set("kim", { status: 200, bookmark: "of kim's" });
    await me();
    come();
    await late;
    await me();
    expect(asked.map(({ bookmark }) => bookmark)).toEqual([undefined, undefined, "of kim's"]);
  });
});

describe("session", () => {
  test("is nobody's, and told of once, when it has run out; back when the clock was wrong", async () => {
    const { sessions, ranOut } = open();
    await sessions.pair(base, `robin until ${new Date(Date.now() + 60_000).toISOString()}`);
    expect([(await sessions.current())?.me.user.name, ranOut()]).toEqual(["robin", 0]);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 61_000 });
    expect([await sessions.current(), await sessions.current(), ranOut()]).toEqual([null, null, 1]);
    vi.useRealTimers();
    expect((await sessions.current())?.me.user.name).toBe("robin");
  });

  test("is still there after a restart when an older one was forgotten at the same moment", async () => {
    const disk = area();
    const { sessions } = open(disk);
    await sessions.pair(base, "robin");
    await Promise.all([sessions.pair(base, "kim"), sessions.forget("robin")]);
    expect((await open(disk).sessions.current())?.token).toBe("kim");
  });
});
