/** The policy: reading it, saving the next version, trying a draft. */
import { v7 as uuid } from "uuid";
import type { PolicySaved } from "../../shared/contract/answers.ts";
import * as routes from "../../shared/contract/routes.ts";
import { authorOf, instant, opener } from "../scoring/card.ts";
import { Refused } from "../errors.ts";
import { idempotentWrite, type Write } from "../facts/idempotency.ts";
import { setOut } from "../jobs/review.ts";
import { preview } from "../scoring/policy-preview.ts";
import { router } from "../router.ts";
import { at } from "../security/places.ts";
import { namesOf } from "../store/customers.ts";
import {
  insertPolicy,
  newestOutOfBounds,
  newestPolicy,
  policyInForce,
  policyOf,
  policyVersions,
} from "../store/policy.ts";
import { takeOver } from "../store/reviews.ts";
import { reviewAnswer } from "./review.ts";

export const policy = router();

/** Versions in an answer. */
const versionsShown = 50;

policy.openapi(routes.getPolicy, async (c) => {
  const { db, sealer } = c.var;
  const open = opener(sealer);
  const [{ version, ...settings }, { version: inForce }, adjusted, rows] = await Promise.all([
    newestPolicy(db),
    policyInForce(db),
    newestOutOfBounds(db),
    policyVersions(db, versionsShown),
  ]);
  const saved = await Promise.all(
    rows.map(async (row) => ({
      version: row.version,
      since: instant(row.at),
      by: await authorOf(row, open),
    })),
  );
  // The policy that a book starts with is in no row.
  const history =
    saved.length < versionsShown ? [...saved, { version: 1, since: null, by: null }] : saved;
  const { since, by } = history[0] ?? { since: null, by: null };
  return c.json({ policy: settings, version, since, by, inForce, adjusted, history }, 200);
});

policy.openapi(routes.getPolicyVersion, async (c) => {
  const { version: wanted } = c.req.valid("param");
  const newest = await newestPolicy(c.var.db);
  if (wanted > newest.version)
    throw new Refused(
      "not_found",
      `There is no version ${wanted}; the newest is ${newest.version}.`,
      "version",
    );
  const { version, ...settings } = await policyOf(c.var.db, wanted);
  return c.json({ policy: settings, version }, 200);
});

policy.openapi(routes.putPolicy, async (c) => {
  const response = await idempotentWrite(c, async (): Promise<Write<PolicySaved>> => {
    const { db, user, now } = c.var;
    const { basedOn, ...settings } = c.req.valid("json");
    const newest = await newestPolicy(db);
    if (newest.version !== basedOn) {
      throw new Refused(
        "conflict",
        `The policy is at version ${newest.version} by now, this was made from version ` +
          `${basedOn}. Reload it and make your changes again.`,
        "basedOn",
      );
    }
    const version = newest.version + 1;
    const review = uuid();
    return {
      statements: [
        insertPolicy(db, { ...settings, version }, user.id, now),
        ...takeOver(db, review, now),
      ],
      answer: { policy: settings, version, review: reviewAnswer(begun(review, version, now)) },
    };
  });
  // Also of a replay: the first answer may have been lost together with the message.
  const { review } = (await response.clone().json()) as PolicySaved;
  await setOut(c.env, review.id);
  return response;
});

/** A review as it is right after its beginning. */
const begun = (id: string, policyVersion: number, now: number) => ({
  id,
  status: "fitting" as const,
  customers: 0,
  measured: 0,
  scored: 0,
  place: "",
  policyVersion,
  modelVersion: null,
  moves: null,
  message: null,
  startedAt: now,
  asOf: null,
  heartbeatAt: now,
  finishedAt: null,
});

policy.openapi(routes.previewPolicy, async (c) => {
  const { db, sealer } = c.var;
  const { limit } = c.req.valid("query");
  const found = await preview(db, c.req.valid("json"), limit);
  const rows = await namesOf(
    db,
    found.customers.map((one) => one.id),
  );
  const names = new Map(
    await Promise.all(
      rows.map(
        async ({ id, nameSealed, dataKey }) =>
          [
            id,
            await sealer.customer(id, dataKey).open(at("customers.name_sealed", id), nameSealed),
          ] as const,
      ),
    ),
  );
  return c.json(
    {
      ...found,
      customers: found.customers.map(({ id, ...move }) => ({
        ...move,
        customer: { id, name: names.get(id) ?? null },
      })),
    },
    200,
  );
});
