/**
 * Answers of people whom the book does not know: listed, joined to a customer, dismissed. An exact
 * address that the book has by now is offered; only a person joins it.
 */
import type { Context } from "hono";
import type { WaitingAnswer } from "../../shared/contract/waiting-answers.ts";
import { dimensionName } from "../../shared/contract/fields.ts";
import * as routes from "../../shared/contract/routes.ts";
import { normalise } from "../../shared/people/address.ts";
import { cleanNumber } from "../../shared/people/company-number.ts";
import type { App } from "../context.ts";
import { Refused } from "../errors.ts";
import { newVersions } from "../facts/answer-versions.ts";
import type { Change } from "../facts/changes.ts";
import { idempotentWrite } from "../facts/idempotency.ts";
import { factWrite } from "../facts/writes.ts";
import type { WaitingBody } from "../jobs/import/store-answers.ts";
import { checkContact } from "../people/contact-of.ts";
import { router } from "../router.ts";
import { instant } from "../scoring/card.ts";
import { rescoreMany } from "../scoring/rescore.ts";
import { customerOf } from "../security/customer-keys.ts";
import { at } from "../security/places.ts";
import { addressesByIndex } from "../store/imports/contacts.ts";
import { customersByExternalId } from "../store/imports/customers.ts";
import {
  addAnswerFacts,
  answerVersions,
  factsOfWaiting,
  type NewAnswerFact,
} from "../store/imports/answers.ts";
import {
  settleWaiting,
  type WaitingFound,
  type WaitingRow,
  waitingById,
  waitingCount,
  waitingPage,
} from "../store/waiting-answers.ts";
import { withdrawAll } from "../store/withdrawals.ts";

export const waitingAnswers = router();

waitingAnswers.openapi(routes.findPeople, async (c) => {
  const { db, sealer } = c.var;
  const people = c.req.valid("json").people.map(({ address, customer }) => ({
    address: address === null ? null : (normalise(address)?.canonical ?? null),
    customer: customer === null ? null : cleanNumber(customer),
  }));
  const indexes = await Promise.all(
    people.map(({ address }) => (address === null ? null : sealer.index("address", address))),
  );
  const [contacts, customers] = await Promise.all([
    addressesByIndex(
      db,
      indexes.filter((index) => index !== null),
    ),
    customersByExternalId(db, new Set(people.flatMap(({ customer }) => customer ?? []))),
  ]);
  const known = people.map(({ customer }, place) => {
    const contact = contacts.get(indexes[place] ?? "");
    if (customer === null) return contact !== undefined;
    const named = customers.get(customer);
    return named !== undefined && (contact === undefined || contact.customerId === named.id);
  });
  return c.json({ known }, 200);
});

waitingAnswers.openapi(routes.listWaitingAnswers, async (c) => {
  const { after, limit } = c.req.valid("query");
  const { db } = c.var;
  const [rows, count] = await Promise.all([
    waitingPage(db, after ?? null, limit + 1),
    waitingCount(db),
  ]);
  const shown = rows.slice(0, limit);
  return c.json(
    {
      answers: await Promise.all(shown.map((row) => openWaiting(c, row))),
      count,
      next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
    },
    200,
  );
});

waitingAnswers.openapi(routes.joinAnswer, (c) =>
  factWrite(c, async () => {
    const { db, sealer, user, now } = c.var;
    const row = await waitingRow(c);
    const { customerId: given, contactId } = c.req.valid("json");
    const { customerId, keys } = await customerOf(db, sealer, given);
    await checkContact(db, contactId, customerId);
    const { given: answers, occurredAt } = await bodyOf(c, row);
    const { id, responseIndex, importId } = row;
    const owner = { customerId, contactId, keys, waitingId: id, isDecided: true };
    const about = { responseIndex, occurredAt, ...owner };
    const versions = await answerVersions(db, [responseIndex]);
    const facts = await newVersions(sealer, { ...about, given: answers }, versions);
    const changes = new Map([[customerId, { facts: facts.map(changeOf) }]]);
    const scored = await rescoreMany(db, sealer, c.env, changes, now);
    return {
      statements: [
        ...addAnswerFacts(db, facts, { importId, userId: user.id, now }, false),
        ...settleWaiting(db, [id], "joined", user.id, now),
        ...scored,
      ],
      answer: { id, settled: "joined" as const },
    };
  }),
);

waitingAnswers.openapi(routes.dismissAnswer, (c) =>
  idempotentWrite(c, async () => {
    const { db, user, now } = c.var;
    const { id } = await waitingRow(c);
    return {
      statements: settleWaiting(db, [id], "dismissed", user.id, now),
      answer: { id, settled: "dismissed" as const },
    };
  }),
);

waitingAnswers.openapi(routes.withdrawSettledAnswer, (c) =>
  factWrite(c, async () => {
    const { db, sealer, user, now } = c.var;
    const { id } = c.req.valid("param");
    const row = await waitingById(db, id);
    if (row === null || row.settled === "replaced" || row.bodySealed === null) throw notThere();
    const facts = row.settled === "joined" ? await factsOfWaiting(db, id) : [];
    const owners = (await answerVersions(db, [row.responseIndex])).filter(
      ({ factId, customerId }) =>
        customerId !== null && facts.some((fact) => fact.factId === factId),
    );
    const typeOf = (what: string) => (what === "trust" ? "trust" : "satisfaction");
    const changes = new Map(
      [...Map.groupBy(owners, ({ customerId }) => customerId!)].map(([customerId, own]) => [
        customerId,
        {
          facts: own.map(({ factId, what }): Change => ({
            type: "withdrawal",
            of: typeOf(what),
            id: factId,
          })),
        },
      ]),
    );
    const idsOf = (type: string) =>
      facts.filter(({ what }) => typeOf(what) === type).map(({ factId }) => factId);
    return {
      statements: [
        ...withdrawAll(db, "satisfaction", idsOf("satisfaction"), user.id, now),
        ...withdrawAll(db, "trust", idsOf("trust"), user.id, now),
        ...settleWaiting(db, [id], null, user.id, now),
        ...(await rescoreMany(db, sealer, c.env, changes, now)),
      ],
      answer: { id, settled: null },
    };
  }),
);

const notThere = () =>
  new Refused(
    "not_found",
    "This answer does not wait any more: it was settled, or its import was undone. Load the list " +
      "again.",
  );

/** The answer of the call's id, while it waits. */
async function waitingRow(c: Context<App>): Promise<WaitingRow> {
  const row = await waitingById(c.var.db, c.req.param("id") ?? "");
  if (row === null || row.settled !== null) throw notThere();
  return row;
}

async function bodyOf(c: Context<App>, { id, bodySealed }: WaitingRow): Promise<WaitingBody> {
  const text = await c.var.sealer.open(at("waiting_answers.body_sealed", id), bodySealed);
  return JSON.parse(text ?? "{}") as WaitingBody;
}

/** A stored version as the change that it makes. */
function changeOf(fact: NewAnswerFact): Change {
  const { id, occurredAt, what, value, commentSealed, answers } = fact;
  const about = { id, source: "customer" as const, occurredAt };
  if (what === "trust")
    return { type: "trust", fact: { ...about, answers: JSON.parse(answers ?? "{}") } };
  return {
    type: "satisfaction",
    fact: { ...about, metric: what, value: value ?? 0, comment: commentSealed },
  };
}

async function openWaiting(c: Context<App>, row: WaitingFound): Promise<WaitingAnswer> {
  const body = await bodyOf(c, row);
  const { scores, trust, comment } = body.given;
  const { id, reason, occurredAt, customerId, contactId, nameSealed, dataKey } = row;
  const name =
    customerId === null
      ? null
      : await c.var.sealer
          .customer(customerId, dataKey)
          .open(at("customers.name_sealed", customerId), nameSealed);
  return {
    id,
    reason,
    address: body.address,
    customer: body.customer,
    occurredAt: instant(occurredAt),
    scores,
    trust: dimensionName.options.flatMap((dimension) => {
      const value = trust?.[dimension];
      return value === undefined ? [] : [{ dimension, value }];
    }),
    comment,
    found: customerId === null ? null : { customerId, contactId, name },
  };
}
