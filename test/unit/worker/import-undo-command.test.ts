/**
 * npm run import -- undo and list, against a server that answers as the Worker does: in one call,
 * in several, refused, broken off.
 */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test, vi } from "vitest";
import {
  listImports,
  reportOf,
  undoImport,
  type Withdrawn,
} from "../../../worker/commands/import/undo.ts";

const id = "0199a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b";
const report = (part: Partial<Withdrawn> = {}): Withdrawn => ({
  type: "withdrawn",
  done: true,
  import: id,
  kind: "transactions",
  facts: 3,
  customers: 1,
  contacts: 0,
  addresses: 0,
  changes: 0,
  customersKept: 0,
  contactsKept: 0,
  scored: 2,
  milliseconds: 1,
  ...part,
});
let server: Server | undefined;
afterEach(() => {
  server?.close();
  vi.restoreAllMocks();
});

/** Serves these answers one after another; answers where, and what was asked. */
async function serving(...answers: { status?: number; lines: unknown[] }[]) {
  const asked: string[] = [];
  server = createServer(({ method, url }, response) => {
    asked.push(`${method} ${url}`);
    const { status = 200, lines = [] } = answers.shift() ?? {};
    response.writeHead(status).end(lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server?.once("listening", resolve));
  return {
    at: { worker: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, token: "t" },
    asked,
  };
}

test("an import is asked to be taken back until it is done, with progress that only grows", async () => {
  const { at, asked } = await serving(
    {
      lines: [
        { type: "progress", rows: 2, scored: 0 },
        report({ done: false, facts: 2, customers: 0, scored: 0 }),
      ],
    },
    {
      lines: [
        { type: "progress", rows: 1, scored: 0 },
        { type: "progress", rows: 2, scored: 2 },
        report(),
      ],
    },
  );
  const told: number[][] = [];
  expect(await undoImport(id, at, (rows, scored) => told.push([rows, scored]))).toMatchObject({
    done: true,
    facts: 3,
  });
  expect(asked).toEqual([`POST /v1/imports/${id}/withdraw`, `POST /v1/imports/${id}/withdraw`]);
  expect(told).toEqual([
    [2, 0],
    [3, 0],
    [4, 2],
  ]);
});

test("the Worker's own sentence is told when it refuses, fails or breaks off", async () => {
  const refused = await serving({
    status: 404,
    lines: [
      {
        error: {
          code: "not_found",
          message: "There is no such import.",
          field: "id",
          requestId: "r",
        },
      },
    ],
  });
  await expect(undoImport(id, refused.at, () => undefined)).rejects.toThrow(
    "There is no such import.",
  );
  server?.close();
  const failed = await serving({
    lines: [{ type: "failed", message: "The book could not be written." }],
  });
  await expect(undoImport(id, failed.at, () => undefined)).rejects.toThrow(
    "The book could not be written.",
  );
  server?.close();
  const broken = await serving({ lines: [{ type: "progress", rows: 1, scored: 0 }] });
  await expect(undoImport(id, broken.at, () => undefined)).rejects.toThrow("broke off");
  await expect(
    undoImport(id, { worker: "http://127.0.0.1:9", token: "t" }, () => undefined),
  ).rejects.toThrow("does not answer");
});

test("the report says what went, what stayed and why", () => {
  expect(reportOf(report())).toEqual([
    "Taken back: 3 transactions, 1 customer.",
    "2 customers scored again. The same file can be imported again.",
  ]);
  expect(
    reportOf(
      report({
        kind: "contacts",
        facts: 0,
        customers: 0,
        contacts: 2,
        addresses: 1,
        changes: 1,
        contactsKept: 1,
        customersKept: 2,
        scored: 1,
      }),
    ),
  ).toEqual([
    "Taken back: 2 contacts, 1 address.",
    "1 changed row became what it was.",
    "2 customers and 1 contact stayed: something that came later hangs on them. Take that back, then run this again.",
    "1 customer scored again. The same file can be imported again.",
  ]);
  expect(reportOf(report({ facts: 0, customers: 0 }))[0]).toBe(
    "Nothing of this import was left to take back.",
  );
});

test("the list names each import with its state and how to take one back", async () => {
  const said: string[] = [];
  vi.spyOn(console, "log").mockImplementation((line: string) => {
    said.push(line);
  });
  const one = {
    id,
    kind: "contacts",
    status: "finished",
    by: "Ada",
    startedAt: "2026-11-02T14:02:00.000Z",
    finishedAt: null,
    lines: 3,
    stored: 2,
    refused: 1,
    withdrawnAt: null,
    withdrawing: false,
  };
  const { at } = await serving({
    lines: [
      {
        imports: [
          one,
          { ...one, withdrawnAt: "2026-11-03T10:00:00.000Z", by: null },
          { ...one, withdrawing: true },
        ],
        next: null,
      },
    ],
  });
  await listImports(at);
  expect(said).toEqual([
    `${id}  2026-11-02 14:02  contacts     2 of 3 rows stored  finished  by Ada`,
    `${id}  2026-11-02 14:02  contacts     2 of 3 rows stored  taken back 2026-11-03 10:00`,
    `${id}  2026-11-02 14:02  contacts     2 of 3 rows stored  half taken back: undo it again  by Ada`,
    "To take one back: npm run import -- undo ID",
  ]);
});
