import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import {
  cardOnly,
  contactAnswer,
  factAnswer,
  interactionAnswer,
  viewAnswer,
} from "../../shared/contract/answers.ts";
import { signedIn } from "./client.ts";
import { reviewed } from "./queue.ts";
import { ago, buys, message, undo, write } from "./writing.ts";

/** Every personal field holds one of these, so that none can be in clear unseen. */
const personal = [
  "zanzibar-company",
  "yolanda-contact",
  "xylophonist",
  "xenia-domain",
  "winnifred-person",
  "victor-subject",
  "ursula-note",
  "theodora-comment",
  "seraphine-reason",
  "rosamund-participant",
  "quillon-message",
  "penelope-user",
  "octavia-regret",
  "noor-folder",
  "wilhelmina-promise",
  "leopoldine-reason",
  "clementine-",
];

async function dump(): Promise<string> {
  const tables = await env.DB.prepare(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_cf_%'",
  ).all<{ name: string }>();
  const lines: string[] = [];
  for (const { name } of tables.results) {
    const { results } = await env.DB.prepare(`SELECT * FROM "${name}"`).all();
    lines.push(...results.map((row) => `${name} ${JSON.stringify(row)}`));
  }
  return lines.join("\n");
}

test("a dump of the database shows no personal text when every personal field was written", async () => {
  const rep = await signedIn("rep", "penelope-user@own.example");
  const { card } = await write(cardOnly, rep, "/v1/customers", {
    name: "Zanzibar-Company",
    contact: { name: "Yolanda-Contact", addresses: ["xylophonist@xenia-domain.example"] },
  });
  const customerId = card.customer.id;
  await write(cardOnly, rep, "/v1/customers", { kind: "person", name: "Winnifred-Person" });
  const { contact } = await write(contactAnswer, rep, `/v1/customers/${customerId}/contacts`, {
    name: "Yolanda-Contact",
    addresses: ["xylophonist2@gmail.com"],
  });
  const { interaction } = await write(interactionAnswer, rep, "/v1/interactions", {
    customerId,
    contactId: contact.id,
    kind: "email",
    direction: "in",
    occurredAt: ago(1),
    subject: "Victor-Subject",
    note: "Ursula-Note",
    participants: ["rosamund-participant@x.example"],
    message: {
      ...message("<quillon-message@x.example>", "noor-folder"),
      account: "penelope-user@own.example",
    },
  });
  await write(interactionAnswer, rep, `/v1/interactions/${interaction.id}/amend`, {
    kind: "email",
    occurredAt: ago(1),
    subject: "Victor-Subject 2",
    note: "Ursula-Note 2",
  });
  const satisfied = await write(factAnswer, rep, "/v1/satisfaction", {
    customerId,
    metric: "nps",
    value: 3,
    source: "rep",
    occurredAt: ago(1),
    comment: "Theodora-Comment",
  });
  const action = satisfied.card.scores.next.action?.id ?? "";
  await write(factAnswer, rep, `/v1/actions/${action}/outcome`, {
    outcome: "not_useful",
    reason: "Seraphine-Reason",
  });
  await undo(rep, "satisfaction", satisfied.id, "Octavia-Regret");
  await write(factAnswer, rep, "/v1/promises", {
    customerId,
    what: "Wilhelmina-Promise",
    dueOn: ago(-2).slice(0, 10),
    occurredAt: ago(0),
  });
  await write(factAnswer, await signedIn("manager"), "/v1/overrides", {
    customerId,
    tier: "high",
    reason: "Leopoldine-Reason",
    untilOn: ago(-20).slice(0, 10),
  });
  await write(viewAnswer, rep, "/v1/views", {
    name: "Clementine-View",
    filter: { field: "segment", in: ["Clementine-Segment"] },
    sort: "-value",
    columns: ["name"],
    scope: "team",
  });
  // The second one tells a move of tier, from potential.
  await reviewed(Date.now());
  await buys(customerId, [[10, 4000]]);
  expect((await reviewed(Date.now() + 1)).moves).toHaveLength(1);

  const text = (await dump()).toLowerCase();
  for (const table of [
    "customers",
    "contacts",
    "addresses",
    "domains",
    "domain_looks",
    "interactions",
    "message_claims",
    "satisfaction_responses",
    "action_outcomes",
    "promises",
    "open_promises",
    "overrides",
    "withdrawals",
    "cards",
    "idempotency_keys",
    "saved_views",
    "users",
    "review_measures",
    "tier_moves",
    "move_groups",
  ]) {
    expect(text, table).toContain(`${table} {`);
  }
  expect(personal.filter((word) => text.includes(word))).toEqual([]);
  expect(text).not.toMatch(/[a-z0-9._+-]+@[a-z0-9-]+\.[a-z]/);
});
