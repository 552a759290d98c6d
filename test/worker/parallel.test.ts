/**
 * The kind: any writes that re-score one customer, all different, at the same moment; beside them a
 * review and an import of the same customer.
 */
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { scoreCustomers } from "../../worker/scoring/rescore.ts";
import { sealer } from "../../worker/security/seal.ts";
import { call, signedIn } from "./client.ts";
import { imported } from "./importing.ts";
import { reviewed } from "./queue.ts";
import { storedCard } from "./sealed.ts";
import { ago, buys, figures, profileOf, rows, undo, write } from "./writing.ts";
import { cardOnly, interactionAnswer } from "../../shared/contract/answers.ts";

let reps: string[];
beforeAll(async () => {
  reps = await Promise.all(
    ["one", "two", "three"].map((name) => signedIn("rep", `${name}@own.example`)),
  );
  for (let at = 0; at < 20; at++) {
    const { card } = await write(cardOnly, reps[0]!, "/v1/customers", { name: `Beside ${at}` });
    await buys(card.customer.id, [
      [200 - at, 3000 + at],
      [20 + at, 5000],
    ]);
  }
});

async function newcomer(externalId: string): Promise<string> {
  const { card } = await write(cardOnly, reps[0]!, "/v1/customers", {
    name: externalId,
    externalId,
  });
  await buys(card.customer.id, [
    [300, 9000],
    [100, 9000],
  ]);
  return card.customer.id;
}

const path = { log: "/v1/interactions", satisfaction: "/v1/satisfaction", trust: "/v1/trust" };
const bodies = (customerId: string, count: number) =>
  Array.from({ length: count }, (_, at) => {
    const of = { customerId, occurredAt: ago(at + 1) };
    switch (at % 5) {
      case 0:
        return {
          path: path.log,
          body: { ...of, kind: "call", direction: "out", note: `Call ${at}`, minutes: at },
        };
      case 1:
        return {
          path: path.satisfaction,
          body: {
            ...of,
            metric: "csat",
            value: 1 + (at % 5),
            source: "rep",
            comment: `Said ${at}`,
          },
        };
      case 2:
        return {
          path: path.trust,
          body: { ...of, source: "rep", answers: { rapport: 1 + (at % 7), benefit: 4 } },
        };
      case 3:
        return {
          path: `/v1/actions/${customerId}.greeting/outcome`,
          body: { outcome: "done", reason: `Done ${at}` },
        };
      default:
        return {
          path: `/v1/customers/${customerId}/contacts`,
          body: { name: `Person ${at}`, addresses: [`p${at}.${customerId}@buyers.example`] },
        };
    }
  });

const all = (writes: { path: string; body: unknown }[]) =>
  Promise.all(
    writes.map(({ path, body }, at) =>
      call("POST", path, { token: reps[at % reps.length] ?? "", body, key: crypto.randomUUID() }),
    ),
  );

/**
 * The card counts every fact that is stored: scored anew at the moment of its scoring, nothing
 * changes.
 */
async function expectWhole(id: string): Promise<void> {
  const stored = await storedCard(id);
  await scoreCustomers(env.DB, await sealer(env), env, [id], Date.parse(stored.scoredAt));
  expect(figures(await storedCard(id))).toEqual(figures(stored));
}

describe("writes about one customer", { timeout: 90_000 }, () => {
  test("are all stored and all counted when thirty come at once", async () => {
    const id = await newcomer("N-30");
    const answers = await all(bodies(id, 30));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 30 }, () => 200));
    const {
      facts: { items },
      contacts,
    } = await profileOf(reps[0]!, id, "?limit=200");
    expect(items.filter(({ type }) => type !== "transaction")).toHaveLength(24);
    expect(contacts).toHaveLength(6);
    await expectWhole(id);
  });

  test("are all stored and all counted when a review and an import of the same customer run beside them", async () => {
    const id = await newcomer("N-31");
    const file =
      "external id,customer,kind,date\n" +
      `${Array.from({ length: 40 }, (_, at) => `I-${at},N-31,email,${ago(at + 1)}`).join("\n")}\n`;
    const [answers, review, report] = await Promise.all([
      all(bodies(id, 30)),
      reviewed(),
      imported("interactions", file),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 30 }, () => 200));
    expect(review).toMatchObject({ status: "finished", scored: review.customers });
    expect(report).toMatchObject({ stored: 40, refused: 0 });
    expect(await rows("interactions", id)).toBe(46);
    await expectWhole(id);
  });

  test("come to nothing in any figure when what thirty wrote is undone by thirty", async () => {
    const id = await newcomer("N-32");
    const before = figures(await storedCard(id));
    const logs = await Promise.all(
      Array.from({ length: 30 }, (_, at) =>
        write(interactionAnswer, reps[at % 3]!, "/v1/interactions", {
          customerId: id,
          kind: "email",
          direction: "in",
          occurredAt: ago(at),
        }),
      ),
    );
    await Promise.all(
      logs.map(({ interaction }, at) => undo(reps[at % 3]!, "interactions", interaction.id)),
    );
    await expectWhole(id);
    const { touches, scores } = figures(await storedCard(id));
    expect(touches).toEqual(before.touches);
    expect(scores.trust).toEqual(before.scores.trust);
  });
});
