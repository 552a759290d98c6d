/** The policy's word on subjects: whether logs may hold them. */
import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { interactionAnswer, me as meSchema } from "../../shared/contract/answers.ts";
import { defaultPolicy } from "../../shared/scoring/index.ts";
import { call, signedIn } from "./client.ts";
import { imported, query } from "./importing.ts";
import { added, ago, log, profileOf, write } from "./writing.ts";

let admin: string;
let rep: string;
let customer: string;

beforeAll(async () => {
  [admin, rep] = await Promise.all([signedIn("admin"), signedIn("rep")]);
  customer = (await added(rep, "Harlow Marine")).customer.id;
});

async function policySays(logging: { subjects: boolean }): Promise<void> {
  const { version } = (await (await call("GET", "/v1/policy", { token: admin })).json()) as {
    version: number;
  };
  const { version: _, ...settings } = defaultPolicy;
  const response = await call("PUT", "/v1/policy", {
    token: admin,
    key: crypto.randomUUID(),
    body: { ...settings, logging, basedOn: version },
  });
  expect(response.status, await response.clone().text()).toBe(200);
}
const told = async () =>
  meSchema.parse(await (await call("GET", "/v1/me", { token: rep })).json()).book.subjects;
const stored = async (id: string) =>
  (
    await query<{ subject: string | null }>(
      "SELECT subject_sealed AS subject FROM interactions WHERE root_id = ? ORDER BY recorded_at, rowid",
      id,
    )
  ).map((row) => row.subject !== null);
const amend = (id: string) =>
  write(interactionAnswer, rep, `/v1/interactions/${id}/amend`, {
    kind: "email",
    occurredAt: ago(1),
    subject: "Another",
    note: "Agreed",
  });

beforeEach(() => policySays({ subjects: true }));

test("subjects are logged, amended and imported when the policy, or an older one by silence, allows it", async () => {
  expect(await told()).toBe(true);
  const { interaction } = await log(rep, customer, { subject: "Mooring rings" });
  expect((await amend(interaction.id)).interaction.subject).toBe("Another");
  expect(await stored(interaction.id)).toEqual([true, true]);
  await env.DB.prepare("UPDATE policies SET body = json_remove(body, '$.logging')").run();
  expect(await told()).toBe(true);
  expect((await log(rep, customer, { subject: "Mooring rings" })).interaction.subject).toBe(
    "Mooring rings",
  );
});

test("everything but subjects is logged, amended and imported when the policy forbids them", async () => {
  const before = await log(rep, customer, { subject: "Mooring rings" });
  await policySays({ subjects: false });
  expect(await told()).toBe(false);

  const { interaction, card } = await log(rep, customer, {
    subject: "Secret",
    note: "Wants a quote",
  });
  expect(interaction).toMatchObject({ subject: null, note: "Wants a quote" });
  expect(card.touches.find(({ id }) => id === interaction.id)).toMatchObject({
    subject: null,
    note: "Wants a quote",
  });
  expect((await amend(before.interaction.id)).interaction).toMatchObject({
    subject: null,
    note: "Agreed",
  });
  expect([await stored(interaction.id), await stored(before.interaction.id)]).toEqual([
    [false],
    [true, false],
  ]);

  await imported("customers", "external_id,name\nS1,Kestrel Foods\n");
  expect(
    (
      await imported(
        "interactions",
        "external_id,customer,kind,date,subject,note\nI1,S1,email,2025-01-02,Secret,Agreed\n",
      )
    ).rows,
  ).toEqual([]);
  expect(
    await query(
      `SELECT i.subject_sealed IS NULL AS bare, i.note_sealed IS NULL AS mute FROM interactions i
        WHERE i.import_id IS NOT NULL`,
    ),
  ).toEqual([{ bare: 1, mute: 0 }]);
  expect(JSON.stringify(await profileOf(rep, customer))).not.toContain("Secret");
});
