/**
 * The kind: every request that the OpenAPI document allows, nearly allows or forbids, of every role
 * and of nobody, on every route. `FUZZ=22000 vitest run … test/worker/fuzz.test.ts` sends so many;
 * without it a seeded part of them.
 */
import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import type { z } from "zod";
import {
  cardOnly,
  factAnswer,
  interactionAnswer,
  sessions as sessionsSchema,
} from "../../shared/contract/answers.ts";
import { errorBody } from "../../shared/contract/errors.ts";
import { decidedAnswer } from "../../shared/contract/survey-answers.ts";
import { decisionsMade } from "../../shared/contract/reviews.ts";
import type { SignedSignals } from "../../shared/contract/webmail-signals.ts";
import * as routes from "../../shared/contract/routes.ts";
import { app } from "../../worker/app.ts";
import { keys, signalsOf, signed } from "../unit/signals/some-signals.ts";
import { adminKey, call, signedIn } from "./client.ts";
import { invitationAnswer, madeSurveyLink } from "../../shared/contract/survey.ts";
import { readySurveys } from "../../worker/surveys/ready/ready.ts";
import { storedKeys } from "../../worker/security/customer-keys.ts";
import { at } from "../../worker/security/places.ts";
import { sealer } from "../../worker/security/seal.ts";
import { kindOf, KnownThings } from "./known-things.ts";
import { ago, buys, write } from "./writing.ts";

const requestCount = Number(env.FUZZ);
/** Requests for an operation before it is the next one's turn. */
const callsInRound = 10;
/** Business domains made up so far. */
let domains = 0;
type Schema = {
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  format?: string;
  pattern?: string;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  $ref?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  additionalProperties?: Schema | boolean;
  propertyNames?: Schema;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
};
type Parameter = { name: string; in: string; required?: boolean; schema: Schema };
type Operation = {
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, unknown>;
};
type Document = {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
};

const known = new KnownThings();
const knownAddresses = ["dana@harlow.example", "x@harlow.example", "nobody@gmail.com"];
/** Signals of webmails as an administrator signs them, each a version. */
let signals: SignedSignals[] = [];
let tokens: (string | null)[] = [];
/** A review with a move. */
let moved: string;
/** An invitation that may be made again, and a link. */
let asked: Record<"invitation" | "link" | "answer" | "decision", string> & {
  wanted: { customerId: string };
};
let document: Document;

beforeAll(async () => {
  const roles = ["viewer", "rep", "manager", "admin"] as const;
  tokens = [
    ...(await Promise.all(roles.map((role) => signedIn(role)))),
    adminKey,
    "rgd_nobody",
    null,
  ];
  const rep = tokens[1] ?? "";
  const { card } = await write(cardOnly, rep, "/v1/customers", {
    name: "Harlow Marine",
    externalId: "H-1",
    contact: { name: "Dana", addresses: ["dana@harlow.example"] },
  });
  const customerId = card.customer.id;
  await buys(customerId, [
    [300, 5000],
    [90, 7000],
    [20, 8000],
  ]);
  const logged = await write(interactionAnswer, rep, "/v1/interactions", {
    customerId,
    kind: "email",
    occurredAt: ago(1),
    note: "Hello",
  });
  const said = await write(factAnswer, rep, "/v1/satisfaction", {
    customerId,
    metric: "csat",
    value: 2,
    source: "rep",
    occurredAt: ago(1),
  });
  known.add("customer", customerId);
  known.add("interaction", logged.interaction.id);
  known.add("satisfaction", said.id);
  const promised = await write(factAnswer, rep, "/v1/promises", {
    customerId,
    what: "Call",
    dueOn: ago(-2).slice(0, 10),
    occurredAt: ago(1),
  });
  const kept = await write(factAnswer, rep, `/v1/promises/${promised.id}/outcome`, {
    outcome: "kept",
    occurredAt: ago(0),
  });
  known.add("promiseOutcome", kept.id);
  asked = await askedBy(rep, customerId);
  moved = await aMove(customerId);
  known.add("review", moved);
  const decided = await write(decisionsMade, tokens[2] ?? "", "/v1/move-decisions", {
    review: moved,
    decision: "confirmed",
    moves: { customers: [customerId] },
  });
  known.add("decision", ...decided.decisions.map(({ id }) => id));
  known.add("nothing", "0199a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b");
  const { sessions } = sessionsSchema.parse(
    await (await call("GET", "/v1/sessions", { token: adminKey })).json(),
  );
  known.spare(...sessions.map(({ id }) => id), ...tokens.filter((token) => token !== null));
  signals = await Promise.all(
    Array.from({ length: 50 }, (_, at) => signed(signalsOf(at + 1), keys.secret)),
  );
  document = (await (await call("GET", "/openapi.json")).json()) as Document;
}, 60_000);

/** Asks the customer's contact, and makes a link of the company. */
async function askedBy(rep: string, customerId: string): Promise<typeof asked> {
  const contactId =
    (await env.DB.prepare("SELECT id FROM contacts WHERE customer_id = ?")
      .bind(customerId)
      .first<string>("id")) ?? "";
  const wanted = { surveyId: "effort", customerId, contactId, via: "link" };
  const invited = await write(invitationAnswer, rep, "/v1/invitations", wanted);
  const link = await write(madeSurveyLink, adminKey, "/v1/surveys/effort/links", {
    language: "en",
  });
  const invitation = invited.outcome === "invited" ? invited.invitation.id : "";
  return { wanted, invitation, link: link.id, ...(await aHeldAnswer(customerId, contactId)) };
}

/** Stores a held answer of a contact, by a link of their own, and a decision that counts it. */
async function aHeldAnswer(customerId: string, contactId: string) {
  const answer = crypto.randomUUID();
  const invitation = crypto.randomUUID();
  await env.DB.batch([
    env.DB.prepare(
      `INSERT INTO invitations (id, token_index, survey_id, version, has_trust, customer_id,
        contact_id, language, via, proposed, user_id, created_at, expires_at)
      VALUES (?1, ?1, 'effort', 1, 0, ?2, ?3, 'en', 'link', 0, 'nobody', 0, 1)`,
    ).bind(invitation, customerId, contactId),
    env.DB.prepare(
      `INSERT INTO survey_answers (id, survey_id, version, language, invitation_id, customer_id,
        contact_id, answers_sealed, ces, flags, state, answered_at)
      VALUES (?1, 'effort', 1, 'en', ?2, ?3, ?4, ?5, 6, 'trap', 'held', 1)`,
    ).bind(answer, invitation, customerId, contactId, await sealedAnswers(customerId, answer)),
  ]);
  const decided = await write(decidedAnswer, adminKey, `/v1/survey-answers/${answer}/decisions`, {
    decision: "accepted",
    reason: "It is theirs",
  });
  return { answer, decision: decided.id };
}

async function sealedAnswers(customerId: string, answerId: string): Promise<string> {
  const seals = await storedKeys(env.DB, await sealer(env), customerId);
  return seals.seal(at("survey_answers.answers_sealed", answerId), JSON.stringify({ effort: 6 }));
}

/** Stores a finished review with a move of a customer; answers the review's id. */
async function aMove(customerId: string): Promise<string> {
  const id = crypto.randomUUID();
  await env.DB.batch([
    env.DB.prepare(
      `INSERT INTO reviews (id, status, started_at, heartbeat_at, moves)
        VALUES (?, 'finished', 0, 0, '[]')`,
    ).bind(id),
    env.DB.prepare(
      `INSERT INTO tier_moves (review_id, customer_id, at, from_tier, to_tier, reasons, reason)
        VALUES (?, ?, 0, 'low', 'mid', '[]', 'greeting')`,
    ).bind(id, customerId),
    env.DB.prepare(
      "INSERT INTO move_groups (review_id, direction, reason, moves, decided) VALUES (?, 'up', 'greeting', 1, 0)",
    ).bind(id),
  ]);
  return id;
}

const hostileText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constantFrom(
    "",
    " ",
    "\u0000",
    "\ud800",
    "a\u0000b",
    "'; DROP TABLE customers;--",
    "__proto__",
    "constructor",
    "%00",
    "../..",
    "\ufffe",
    "李雷",
    "😀",
    "\u202e",
    "x".repeat(5000),
    "=1+1",
    "<script>",
    "NaN",
    "null",
  ),
);
const hostile: fc.Arbitrary<unknown> = fc.oneof(
  hostileText,
  fc.constantFrom(null, true, 0, -1, 1e308, -1e308, 5e-324, 1.5, 2 ** 53, [], {}, [[]], {
    toString: 1,
  }),
  fc.jsonValue({ maxDepth: 3 }),
);

/** Values that a schema allows, as far as it says; `name` is the property that holds them. */
function valid(schema: Schema, name = ""): fc.Arbitrary<unknown> {
  if (schema.$ref !== undefined)
    return valid(document.components.schemas[schema.$ref.split("/").at(-1) ?? ""] ?? {}, name);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const some = schema.anyOf ?? schema.oneOf;
  if (some !== undefined) return fc.oneof(...some.map((one) => valid(one, name)));
  if (schema.allOf !== undefined)
    return fc
      .tuple(...schema.allOf.map((one) => valid(one, name)))
      .map((all) => Object.assign({}, ...(all as object[])) as unknown);
  const types = Array.isArray(schema.type) ? schema.type : [schema.type ?? "any"];
  if (types.length > 1) return fc.oneof(...types.map((type) => valid({ ...schema, type }, name)));
  switch (types[0]) {
    case "null":
      return fc.constant(null);
    case "boolean":
      return fc.boolean();
    case "integer":
    case "number":
      return numberOf(schema, types[0] === "integer");
    case "array":
      return fc.array(valid(schema.items ?? {}, name), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 3, Math.max(schema.minItems ?? 0, 3)),
      });
    case "object":
      return objectOf(schema);
    case "string":
      return textOf(schema, name);
    default:
      return fc.jsonValue({ maxDepth: 1 });
  }
}

function numberOf(
  { minimum, exclusiveMinimum, maximum }: Schema,
  whole: boolean,
): fc.Arbitrary<number> {
  const [min, max] = [
    Math.max(minimum ?? exclusiveMinimum ?? -1e6, -1e12),
    Math.min(maximum ?? 1e6, 1e12),
  ];
  return whole
    ? fc.integer({
        min: Math.max(Math.ceil(min), -(2 ** 31)),
        max: Math.min(Math.floor(max), 2 ** 31 - 1),
      })
    : fc.double({ min, max, noNaN: true });
}

function objectOf({
  properties = {},
  required = [],
  additionalProperties,
  propertyNames,
}: Schema): fc.Arbitrary<unknown> {
  if (Object.keys(properties).length === 0 && typeof additionalProperties === "object") {
    return fc.dictionary(
      valid(propertyNames ?? { type: "string" }).map(String),
      valid(additionalProperties),
      { maxKeys: 9 },
    );
  }
  return fc.record(
    Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, valid(value, key)])),
    { requiredKeys: required },
  );
}

/** Ids of a kind, which may hold none yet, with some of other kinds and in the other case. */
function idsOf(kind: string): fc.Arbitrary<string> {
  const own = known.of(kind);
  const others = ["customer", "interaction", "satisfaction", "nothing"].flatMap((other) =>
    known.of(other).slice(0, 3),
  );
  const any = fc.constantFrom(...others, ...others.map((id) => id.toUpperCase()));
  return own.length === 0
    ? any
    : fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...own) }, { weight: 1, arbitrary: any });
}

function textOf(
  { format, pattern, minLength = 0, maxLength = 30 }: Schema,
  name: string,
): fc.Arbitrary<string> {
  if (format === "uuid") return idsOf(name === "ids" ? "decision" : name.replace(/Id$/, ""));
  if (format === "date-time")
    return fc.constantFrom(
      ago(1),
      ago(30),
      ago(2),
      ago(200),
      ago(-400),
      "1970-01-01T00:00:00Z",
      "9999-12-31T23:59:59.999Z",
      "0001-01-01T00:00:00+14:00",
      "2026-02-29T00:00:00Z",
    );
  const plain = fc.string({
    unit: fc.constantFrom(..."abcdefghij 0123456789.-_@李é"),
    minLength,
    maxLength: Math.max(minLength, Math.min(maxLength, 30)),
  });
  return fc.oneof(
    plain,
    fc.constantFrom(...knownAddresses, "Europe/London", "greeting"),
    ...(/address/i.test(name)
      ? [
          fc.constantFrom(...knownAddresses),
          fc.integer({ max: 999, min: 0 }).map((number) => `p${number}@buyer-${number}.example`),
        ]
      : []),
    ...(pattern?.includes("x20") ? [fc.uuid()] : []),
  );
}

/** A valid value with one part of it exchanged for anything, left out, or one added. */
function nearly(value: unknown): fc.Arbitrary<unknown> {
  if (typeof value !== "object" || value === null || Object.keys(value).length === 0)
    return hostile;
  const keys = Object.keys(value);
  return fc
    .tuple(
      fc.constantFrom(...keys),
      fc.constantFrom("change", "change", "deeper", "deeper", "leave out", "add"),
      hostile,
      hostileText,
    )
    .chain(([key, how, other, name]) => {
      const copy = structuredClone(value) as Record<string, unknown>;
      if (how === "deeper")
        return nearly(copy[key])
          .map((inner) => ({ ...copy, [key]: inner }))
          .map((object) => (Array.isArray(value) ? Object.values(object) : object));
      if (how === "leave out") delete copy[key];
      else if (how === "add" && !Array.isArray(copy))
        Object.defineProperty(copy, name, {
          value: other,
          enumerable: true,
          configurable: true,
          writable: true,
        });
      else copy[key] = other;
      return fc.constant(copy as unknown);
    });
}

type Call = {
  method: string;
  template: string;
  path: string;
  headers: Record<string, string>;
  body: string | undefined;
  token: string | null;
};

const csv = fc.oneof(
  fc
    .array(
      fc.array(
        fc.oneof(
          hostileText,
          fc.constantFrom(
            "C-1",
            "O-1",
            "12.50",
            "2026-01-05",
            "nps",
            "email",
            "dana@harlow.example",
          ),
        ),
        { maxLength: 8 },
      ),
      { maxLength: 8 },
    )
    .map((table) =>
      [
        "external id,customer,order,date,amount,kind,metric,value,email,name",
        ...table.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",")),
      ].join("\n"),
    ),
  hostileText,
);

type WholeCall = {
  id?: string;
  body?: unknown;
  token?: string | null;
  headers?: Record<string, string>;
  query?: string;
};

/**
 * Requests that only an earlier answer makes possible: parts that belong together, codes, tokens, a
 * whole policy.
 */
const wholeCalls: Record<string, () => WholeCall[]> = {
  "POST /v1/sessions": () =>
    known.of("code").map((code) => ({ body: { code, label: "Fuzz" }, token: null })),
  "POST /v1/sessions/portfolio": () =>
    known.of("code").map((code) => ({
      body: { code, label: "Fuzz" },
      token: null,
      headers: { "X-Regards": "portfolio", Origin: "https://regards.example" },
    })),
  "POST /v1/pairings": () => [
    { body: { address: "colleague@own.example", role: "manager" }, token: adminKey },
  ],
  "DELETE /v1/sessions/current": () => {
    // The newest stays for being ended by its id.
    const olderTokens = known.of("token").slice(0, -1);
    return olderTokens.map((token) => ({ token }));
  },
  "POST /v1/pairings/withdraw": () =>
    known.of("code").map((code) => ({ body: { code }, token: adminKey })),
  "DELETE /v1/sessions/{id}": () => known.of("session").map((id) => ({ id, token: adminKey })),
  "POST /v1/interactions": () =>
    known.of("customer").map((customerId) => ({
      body: { customerId, kind: "email", direction: "in", occurredAt: ago(1), note: "Hello" },
    })),
  "POST /v1/customers/{id}/withdraw": () => {
    // On the newest the least hangs.
    return known
      .of("customer")
      .slice(-1)
      .map((id) => ({ id, body: {}, token: adminKey }));
  },
  "POST /v1/satisfaction": () =>
    known.of("customer").map((customerId) => ({
      body: { customerId, metric: "nps", value: 9, source: "rep", occurredAt: ago(2) },
    })),
  "POST /v1/trust": () =>
    known.of("customer").map((customerId) => ({
      body: { customerId, source: "rep", occurredAt: ago(2), answers: { rapport: 6 } },
    })),
  "POST /v1/promises": () =>
    known.of("customer").map((customerId) => ({
      body: { customerId, what: "Call", dueOn: ago(-2).slice(0, 10), occurredAt: ago(0) },
    })),
  "POST /v1/promises/{id}/outcome": () =>
    known.of("promise").map((id) => ({ id, body: { outcome: "kept", occurredAt: ago(0) } })),
  "POST /v1/customers/{id}/edits": () =>
    // The newest are to be taken back, on which nothing may hang.
    known
      .of("customer")
      .slice(0, 3)
      .map((id, at) => ({
        id,
        body: { field: at % 2 === 0 ? "name" : "segment", value: `Edited ${at}` },
      })),
  "POST /v1/overrides": () =>
    known.of("customer").map((customerId) => ({
      token: adminKey,
      body: { customerId, tier: "mid", reason: "Strategic", untilOn: ago(-9).slice(0, 10) },
    })),
  "GET /v1/reviews/{id}/moves": () => [
    { id: moved, query: "?direction=up&reason=greeting", token: adminKey },
  ],
  "POST /v1/move-decisions": () =>
    [{ customers: known.of("customer").slice(0, 3) }, { direction: "up", reason: "greeting" }].map(
      (moves) => ({ token: adminKey, body: { review: moved, decision: "confirmed", moves } }),
    ),
  "PUT /v1/views/{id}": () =>
    known.of("view").map((id) => ({
      id,
      body: { name: "Changed", filter: { all: [] }, sort: "trust", columns: [], scope: "team" },
      token: adminKey,
    })),
  "POST /v1/bulk-actions": () => [
    {
      body: {
        customers: { ids: known.of("customer").slice(0, 2) },
        change: { set: "segment", value: "Fuzz" },
      },
      token: adminKey,
    },
  ],
  "POST /v1/bulk-actions/{id}/withdraw": () =>
    known.of("bulkAction").map((id) => ({ id, body: {}, token: adminKey })),
  "POST /v1/views": () => [
    { body: { name: "Fuzz", filter: { all: [] }, sort: "-value", columns: [], scope: "team" } },
  ],
  "POST /v1/customers/{id}/contacts": () =>
    // The newest may be taken back, and its contacts with it.
    known
      .of("customer")
      .slice(0, 1)
      .map((id) => {
        // An address is one contact's: those of the rounds before are taken.
        const domain = `holt-${++domains}.example`;
        return { id, body: { name: "Ines Holt", addresses: [`ines@${domain}`, `holt@${domain}`] } };
      }),
  "POST /v1/interactions/{id}/amend": () =>
    known.of("interaction").map((id) => ({
      id,
      body: { kind: "call", direction: "out", occurredAt: ago(2), minutes: 5 },
    })),
  "POST /v1/contacts/{id}/addresses/withdraw": () =>
    // The only address of a contact is not taken back.
    known.contacts
      .filter(({ addresses }) => addresses.length > 1)
      .map(({ id, addresses }) => ({
        id,
        body: { addresses: addresses.slice(-1) },
        token: adminKey,
      })),
  "PUT /v1/policy": () =>
    known.policy === null
      ? []
      : [
          {
            body: { ...known.policy.settings, basedOn: known.policy.version },
            token: adminKey,
          },
        ],
  "POST /v1/policy/preview": () =>
    known.policy === null ? [] : [{ body: known.policy.settings, token: adminKey }],
  "POST /v1/imports/{kind}": () => [
    { id: "customers", body: `external_id,name\nF${++domains},Fuzz Ltd\n`, token: adminKey },
  ],
  "POST /v1/imports/{id}/withdraw": () =>
    known
      .of("import")
      .slice(-1)
      .map((id) => ({ id, token: adminKey })),
  "PUT /v1/surveys/{id}": () => [
    {
      id: `fuzz_${++domains}`,
      body: { basedOn: null, body: { ...readySurveys["effort"], name: "Fuzz" } },
      token: adminKey,
    },
  ],
  "GET /v1/surveys/{id}/results": () => [{ id: "effort", token: adminKey }],
  "GET /v1/surveys/{id}/answers": () => [
    { id: "effort", query: "?bar=counted", token: adminKey },
    { id: "effort", query: "?bar=held&limit=1", token: adminKey },
  ],
  "POST /v1/surveys/{id}/words": () => [
    { id: "effort", body: { answers: [asked.answer] }, token: adminKey },
  ],
  "POST /v1/survey-answers/{id}/decisions": () => [
    { id: asked.answer, body: { decision: "withdrawn", reason: "fuzz" }, token: adminKey },
    { id: asked.answer, body: { decision: "accepted", reason: "fuzz" }, token: adminKey },
  ],
  "POST /v1/answer-decisions/{id}/withdraw": () => [{ id: asked.decision, token: adminKey }],
  "GET /v1/surveys/{id}/versions": () => [{ id: "effort", token: adminKey }],
  "POST /v1/surveys/{id}/archive": () => [{ id: "trust", body: {}, token: adminKey }],
  "POST /v1/surveys/{id}/restore": () => [{ id: "trust", body: {}, token: adminKey }],
  "GET /v1/surveys/{id}/links": () => [{ id: "effort", token: adminKey }],
  "POST /v1/surveys/{id}/links": () => [
    { id: "effort", body: { language: "en" }, token: adminKey },
  ],
  "POST /v1/surveys/{id}/link-files": () => [
    {
      id: "effort",
      body: { customerIds: [asked.wanted.customerId], language: null, after: null },
      token: adminKey,
    },
  ],
  "POST /v1/surveys/{id}/link-files/withdraw": () => [
    { id: "effort", body: { invitationIds: [asked.invitation] }, token: adminKey },
  ],
  "POST /v1/survey-links/{id}/withdraw": () => [{ id: asked.link, body: {}, token: adminKey }],
  "POST /v1/invitations": () => [{ body: asked.wanted, token: adminKey }],
  "POST /v1/invitations/{id}/withdraw": () => [{ id: asked.invitation, body: {}, token: adminKey }],
  "POST /v1/surveys/preview": () => [
    {
      body: { body: { ...readySurveys["effort"], name: undefined }, language: "en" },
      token: adminKey,
    },
  ],
  "PUT /v1/webmail-signals": () => signals.map((body) => ({ body })),
};

/** Whole requests by what earlier answers named; null where there is nothing of the kind. */
function namedRequestsOf(template: string, method: string): fc.Arbitrary<Call> | null {
  const whole = wholeCalls[`${method.toUpperCase()} ${template}`]?.() ?? [];
  if (whole.length === 0) return null;
  return fc
    .tuple(fc.constantFrom(...whole), fc.uuid(), fc.constantFrom(...tokens))
    .map(([{ id, body, token, headers, query = "" }, key, other]) => ({
      method: method.toUpperCase(),
      template,
      path: template.replace(/\{(?:id|kind)\}/, id ?? "") + query,
      headers: {
        "idempotency-key": key,
        ...headers,
        ...(body === undefined
          ? {}
          : { "Content-Type": typeof body === "string" ? "text/csv" : "application/json" }),
      },
      body: body === undefined || typeof body === "string" ? body : JSON.stringify(body),
      token: token === undefined ? other : token,
    }));
}

/** Requests for one operation of the document, some of them by what earlier answers named. */
function requestsOf(template: string, method: string, operation: Operation): fc.Arbitrary<Call> {
  const any = anyRequestsOf(template, method, operation);
  const named = namedRequestsOf(template, method);
  return named === null
    ? any
    : fc.oneof({ weight: 2, arbitrary: any }, { weight: 1, arbitrary: named });
}

/** Values of a parameter that its operation takes, as far as earlier answers tell. */
function valueOf(
  { schema, name }: Pick<Parameter, "schema" | "name">,
  template: string,
): fc.Arbitrary<string> {
  switch (name) {
    case "idempotency-key":
      return fc.oneof({ weight: 9, arbitrary: fc.uuid() }, valid(schema).map(String));
    case "after":
      return fc.constantFrom(...known.of("next"), "0");
    case "version":
      return fc.integer({ min: 1, max: 1 + (known.policy?.version ?? 1) }).map(String);
    case "id":
      return template.startsWith("/v1/actions")
        ? idsOf("customer").chain((id) => fc.constantFrom(`${id}.greeting`, `${id}.nothing`))
        : valid(schema, kindOf(template)).map(String);
    default:
      return valid(schema, name).map(String);
  }
}

/** Bodies for an operation; undefined where it takes none. */
function bodyOf(requestBody: Operation["requestBody"]): fc.Arbitrary<string | undefined> {
  if (requestBody === undefined) return fc.constant(undefined);
  const json = requestBody.content["application/json"]?.schema;
  if (json === undefined) return csv;
  const whole = valid(json);
  return fc.oneof(
    { weight: 5, arbitrary: whole.map((one) => JSON.stringify(one)) },
    { weight: 5, arbitrary: whole.chain(nearly).map((one) => JSON.stringify(one) ?? "") },
    { weight: 1, arbitrary: hostile.map((one) => JSON.stringify(one) ?? "") },
    { weight: 1, arbitrary: hostileText },
  );
}

/** Requests that an operation's schemas allow, nearly allow or forbid. */
function anyRequestsOf(
  template: string,
  method: string,
  { parameters = [], requestBody }: Operation,
): fc.Arbitrary<Call> {
  const parameter = ({ schema, name, required }: Parameter) => {
    const good = valueOf({ schema, name }, template);
    return fc.oneof(
      { weight: 6, arbitrary: good as fc.Arbitrary<string | undefined> },
      { weight: 1, arbitrary: hostileText },
      ...(required === true ? [] : [{ weight: 6, arbitrary: fc.constant(undefined) }]),
    );
  };
  const body = bodyOf(requestBody);
  return fc
    .record({
      parameters: fc.tuple(...parameters.map(parameter)),
      body,
      token: fc.constantFrom(
        ...tokens,
        ...Array.from({ length: 4 }, () => [tokens[1] ?? null, tokens[3] ?? null]).flat(),
      ),
      type: fc.constantFrom(
        ...Array.from({ length: 9 }, () =>
          requestBody?.content["text/csv"] === undefined ? "application/json" : "text/csv",
        ),
        "text/plain",
      ),
    })
    .map(({ parameters: values, body, token, type }) => {
      let path = template;
      const query = new URLSearchParams();
      const headers: Record<string, string> = body === undefined ? {} : { "Content-Type": type };
      parameters.forEach((of, at) => {
        const value = values[at];
        if (of.in === "path")
          path = path.replace(`{${of.name}}`, encodeURIComponent((value ?? "").toWellFormed()));
        else if (value === undefined) return;
        else if (of.in === "query") query.set(of.name, value);
        else headers[of.name] = value.replace(/[^\x20-\x7e]/g, "").trim();
      });
      return {
        method: method.toUpperCase(),
        template,
        path: query.size > 0 ? `${path}?${query}` : path,
        headers,
        body: method === "get" ? undefined : body,
        token,
      };
    });
}

type Responses = Record<string, { content?: Record<string, { schema: z.ZodType }> }>;
const contract = new Map(
  (Object.values(routes) as unknown[]).flatMap((one) => {
    const route = one as { method?: string; path?: string; responses?: Responses };
    return route?.method === undefined
      ? []
      : [[`${route.method.toUpperCase()} ${route.path}`, route.responses ?? {}] as const];
  }),
);

/** Returns what is wrong with an answer by the contract; null where nothing is. */
function faultOf(sent: Call, response: Response, text: string): string | null {
  if (response.status >= 500) return `${response.status} ${text}`;
  const declared = contract.get(`${sent.method} ${sent.template}`) ?? {};
  const type = (response.headers.get("Content-Type") ?? "").split(";")[0] ?? "";
  if (!(String(response.status) in declared)) {
    if (response.status < 400) return `${response.status} is not in the contract`;
    const read = errorBody.safeParse(parse(text));
    return read.success && type === "application/json"
      ? null
      : `${response.status} is no error of the contract: ${text.slice(0, 300)}`;
  }
  const content = declared[String(response.status)]?.content;
  if (content === undefined)
    return text === "" ? null : `a body where there is none in the contract: ${text.slice(0, 300)}`;
  const schema = content[type]?.schema;
  if (schema === undefined) return `${type} is not in the contract`;
  const parts = type === "application/jsonl" ? text.trim().split("\n") : [text];
  for (const part of parts) {
    const read = schema.safeParse(parse(part));
    if (!read.success) return `${JSON.stringify(read.error.issues[0])} in ${part.slice(0, 300)}`;
  }
  return null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Every operation again and again, so that what one answers reaches the others. */
function* rounds(): Generator<Call> {
  const operations = Object.entries(document.paths).flatMap(([template, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ template, method, operation })),
  );
  for (let round = 0, left = requestCount; left > 0; round++) {
    for (const [number, { template, method, operation }] of operations.entries()) {
      const numRuns = Math.min(callsInRound, left);
      if (numRuns === 0) return;
      const seed = 20261129 + number + 1000 * round;
      yield* fc.sample(requestsOf(template, method, operation), { numRuns, seed });
      // By chance alone an operation may only ever be asked by whom no session is left.
      const named = namedRequestsOf(template, method);
      if (named !== null)
        yield* fc.sample(
          named.map((one) => ({ ...one, token: adminKey })),
          { numRuns: 1, seed },
        );
      left -= numRuns;
    }
  }
}

// The limit of calls would answer most of them; it has its own tests. Reviews that begin are kept
// from running.
const bindings = {
  ...env,
  SIGNALS_PUBLIC_KEY: keys.public,
  RATE_LIMIT: { limit: () => Promise.resolve({ success: true }) },
  REVIEW_QUEUE: { send: () => Promise.resolve() },
};

/** Sends a request and returns its answer with the text, when all that it set going has ended. */
async function send(sent: Call): Promise<{ response: Response; text: string }> {
  // A test that signs everybody out would see nothing else.
  const isEnding = sent.template.startsWith("/v1/sessions") && sent.method === "DELETE";
  const token =
    isEnding && tokens.includes(sent.token) && sent.token !== null ? adminKey : sent.token;
  const headers = new Headers(sent.headers);
  if (token !== null) headers.set("Authorization", `Bearer ${token}`);
  const request = new Request(`https://regards.example${sent.path}`, {
    method: sent.method,
    headers,
    ...(sent.body === undefined ? {} : { body: sent.body }),
  });
  const context = createExecutionContext();
  const response = await app.fetch(request, bindings, context);
  const text = new TextDecoder().decode(await response.arrayBuffer());
  await waitOnExecutionContext(context);
  return { response, text };
}

/** Takes what a good answer names, and forgets what it used up or took back. */
function learn(sent: Call, text: string): void {
  const isTakenBack = sent.template.endsWith("/withdraw") || sent.method === "DELETE";
  if (isTakenBack) known.drop(kindOf(sent.template), sent.path.split("/")[3] ?? "");
  else known.learn(sent.template, text);
  const { code } = (parse(sent.body ?? "") ?? {}) as { code?: unknown };
  if (typeof code === "string") known.drop("code", code);
}

/** Calls that are answered well once a review has ended; here none comes to its end. */
const needReview: ReadonlySet<string> = new Set([
  "GET /v1/snapshots/{page}",
  "GET /v1/reviews/{id}/moves",
  "POST /v1/proposals/{id}/decline",
  "POST /v1/proposals/{id}/reopen",
]);

/** Calls about what customers said: none of them says anything here. */
const needAnswer: ReadonlySet<string> = new Set([
  // Answered well once at the start; some request takes the contact back before the next.
  "POST /v1/invitations",
  "POST /v1/waiting-answers/{id}/join",
  "POST /v1/waiting-answers/{id}/dismiss",
  "POST /v1/waiting-answers/{id}/withdraw",
  "POST /v1/cases/{id}/steps",
  "POST /v1/case-steps/{id}/withdraw",
  "POST /v1/cases/{id}/owner",
  "POST /v1/case-handovers/{id}/withdraw",
]);

test(
  `${requestCount} generated requests get no 5xx, answers of the contract, a good one an operation`,
  { timeout: 3_600_000 },
  async () => {
    const described = Object.values(document.paths).flatMap((methods) => Object.keys(methods));
    expect(described.length).toBe(contract.size);
    const statuses = new Map<number, number>();
    const answered = new Map<string, number>(
      [...contract.keys()].map((operation) => [operation, 0]),
    );
    for (const sent of rounds()) {
      const { response, text } = await send(sent);
      statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
      expect(faultOf(sent, response, text), JSON.stringify(sent)).toBeNull();
      // Whoever was taken back, alone or with their customer, is no longer known.
      const isGone =
        response.status === 404 || (response.ok && sent.template.endsWith("/withdraw"));
      if (isGone && sent.template.startsWith("/v1/contacts/{id}"))
        known.drop("contact", sent.path.split("/")[3] ?? "");
      if (!response.ok) continue;
      const operation = `${sent.method} ${sent.template}`;
      answered.set(operation, (answered.get(operation) ?? 0) + 1);
      learn(sent, text);
    }
    const rarest = [...answered].toSorted(([, one], [, other]) => one - other).slice(0, 3);
    const never = [...answered].flatMap(([operation, count]) => (count === 0 ? [operation] : []));
    console.log(
      `statuses: ${JSON.stringify(Object.fromEntries([...statuses].sort()))}; answered well: ` +
        `${answered.size - never.length} of ${contract.size} operations, most rarely ` +
        `${rarest.map(([operation, count]) => `${operation} (${count})`).join(", ")}`,
    );
    expect(
      never.filter((operation) => !needAnswer.has(operation) && !needReview.has(operation)),
    ).toEqual([]);
  },
);
