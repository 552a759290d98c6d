import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import { snapshot } from "../../shared/contract/snapshot.ts";
import { startReview } from "../../worker/jobs/review.ts";
import { adminKey, call, refusal, signedIn } from "./client.ts";
import { longCrowd } from "./crowd.ts";
import { query } from "./importing.ts";
import { drain, kept, reviewed } from "./queue.ts";
import { recomputedBook } from "./recomputed.ts";
import { checkLoyalty, checkRfm, checkValue } from "./snapshot-checks.ts";

const day = 86_400_000;
const now = Math.floor(Date.now() / day) * day;
const asOf = now - 100 * day;
const month = (at: number) => new Date(at).toISOString().slice(0, 7);
let manager: string;
type Flow = { from: string | null; to: string | null; customers: number; filter: unknown };
/** The list that a flow between two RFM segments opens. */
const filterOf = (from: string, to: string) => ({
  all: [
    { field: "rfmBefore", in: [from] },
    { field: "rfmSegment", in: [to] },
  ],
});

const read = async (page: string, at: string) => {
  const path = `/v1/snapshots/${page}?at=${at}`;
  return snapshot.parse(await (await call("GET", path, { token: manager })).json());
};

beforeAll(async () => {
  manager = await signedIn("manager");
  await longCrowd(300, now);
});

test("a review of the past looks at the book as it was known then, and leaves that month", async () => {
  const queue = kept();
  await startReview(queue.on, Date.now(), asOf);
  await drain(queue, 2);
  expect(await query("SELECT DISTINCT scored_at AS at FROM cards")).toEqual([{ at: asOf }]);
  const exposures = await query<{ at: number }>("SELECT DISTINCT at FROM exposures");
  expect(exposures).toEqual([{ at: asOf }]);
  const book = await recomputedBook();
  expect(book.now).toBe(asOf);
  for (const { seen } of book.customers)
    for (const bought of seen.days) expect(bought.day * day).toBeLessThanOrEqual(asOf);
  checkValue((await read("value", month(asOf))) as never, book);
  checkRfm((await read("rfm", month(asOf))) as never, book);
  checkLoyalty((await read("loyalty", month(asOf))) as never, book);
});

test("the next review of today tells who went from which segment to which since then", async () => {
  const before = new Map((await recomputedBook()).customers.map((one) => [one.id, one]));
  await reviewed(Date.now());
  const { customers } = await recomputedBook();
  const { body, months } = (await read("rfm", month(Date.now()))) as {
    body: { flows: { since: string; rfm: Flow[] } };
    months: string[];
  };
  expect(months).toEqual([month(Date.now()), month(asOf)]);
  expect(body.flows.since).toBe(month(asOf));
  const flows = Map.groupBy(customers, (one) => {
    const segments = [before.get(one.id)!, one].map(({ scores }) => scores.rfm?.segment ?? null);
    return JSON.stringify(segments);
  });
  const expected = [...flows].map(([way, own]) => {
    const [from, to] = JSON.parse(way) as (string | null)[];
    return { from, to, customers: own.length };
  });
  const bare = body.flows.rfm.map(({ from, to, customers: count }) => ({
    from,
    to,
    customers: count,
  }));
  expect(bare).toHaveLength(expected.length);
  expect(bare).toEqual(expect.arrayContaining(expected));
  for (const { from, to, filter } of body.flows.rfm)
    if (from !== null && to !== null) expect(filter).toEqual(filterOf(from, to));
});

test("a review of the past is refused when one has looked from later, and of the future always", async () => {
  const at = (time: number) =>
    call("POST", `/v1/review?asOf=${new Date(time).toISOString()}`, { token: adminKey });
  expect(await refusal(await at(asOf - day))).toMatchObject({ status: 409, field: "asOf" });
  expect(await refusal(await at(Date.now() + 9 * day))).toMatchObject({ status: 400 });
  const ended = await env.DB.prepare("SELECT count(*) AS n FROM reviews").first("n");
  expect(ended).toBe(2);
});
