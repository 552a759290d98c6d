/**
 * The kind: every request that the OpenAPI document allows, nearly allows or forbids, of every role and of nobody, on every
 * route. `FUZZ=22000 vitest run … test/worker/fuzz.test.ts` sends so many; without it a seeded part of them.
 */
import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import type { z } from "zod";
import { cardOnly, factAnswer, interactionAnswer } from "../../shared/contract/answers.ts";
import { errorBody } from "../../shared/contract/errors.ts";
import * as routes from "../../shared/contract/routes.ts";
import { app } from "../../worker/app.ts";
import { adminKey, call, signedIn } from "./client.ts";
import { ago, buys, write } from "./writing.ts";

const requestCount = Number(env.FUZZ);
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

/** What is in the book: requests that name it come further than those that name nothing. */
const known = {
  ids: [] as string[],
  actions: [] as string[],
  addresses: ["dana@harlow.example", "x@harlow.example", "nobody@gmail.com"],
};
let tokens: (string | null)[] = [];
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
  known.ids.push(
    customerId,
    logged.interaction.id,
    said.id,
    "0199a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b",
  );
  known.actions.push(`${customerId}.greeting`, `${customerId}.nothing`, "x.y");
  document = (await (await call("GET", "/openapi.json")).json()) as Document;
}, 60_000);

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

/** Values that a schema allows, as far as it says. */
function valid(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.$ref !== undefined)
    return valid(document.components.schemas[schema.$ref.split("/").at(-1) ?? ""] ?? {});
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const some = schema.anyOf ?? schema.oneOf;
  if (some !== undefined) return fc.oneof(...some.map(valid));
  if (schema.allOf !== undefined)
    return fc
      .tuple(...schema.allOf.map(valid))
      .map((all) => Object.assign({}, ...(all as object[])) as unknown);
  const types = Array.isArray(schema.type) ? schema.type : [schema.type ?? "any"];
  if (types.length > 1) return fc.oneof(...types.map((type) => valid({ ...schema, type })));
  switch (types[0]) {
    case "null":
      return fc.constant(null);
    case "boolean":
      return fc.boolean();
    case "integer":
    case "number":
      return numberOf(schema, types[0] === "integer");
    case "array":
      return fc.array(valid(schema.items ?? {}), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 3, Math.max(schema.minItems ?? 0, 3)),
      });
    case "object":
      return objectOf(schema);
    case "string":
      return textOf(schema);
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
    Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, valid(value)])),
    { requiredKeys: required },
  );
}

function textOf({ format, pattern, minLength = 0, maxLength = 30 }: Schema): fc.Arbitrary<string> {
  if (format === "uuid")
    return fc.constantFrom(...known.ids, ...known.ids.map((id) => id.toUpperCase()));
  if (format === "date-time")
    return fc.constantFrom(
      ago(1),
      ago(30),
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
    fc.constantFrom(...known.addresses, "Europe/London", "greeting"),
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

/** Requests for one operation of the document. */
function requestsOf(
  template: string,
  method: string,
  { parameters = [], requestBody }: Operation,
): fc.Arbitrary<Call> {
  const parameter = ({ schema, name, required }: Parameter) => {
    const good =
      name === "idempotency-key"
        ? fc.oneof({ weight: 9, arbitrary: fc.uuid() }, valid(schema).map(String))
        : name === "id" && template.startsWith("/v1/actions")
          ? fc.constantFrom(...known.actions)
          : valid(schema).map(String);
    return fc.oneof(
      { weight: 6, arbitrary: good as fc.Arbitrary<string | undefined> },
      { weight: 1, arbitrary: hostileText },
      ...(required === true ? [] : [{ weight: 6, arbitrary: fc.constant(undefined) }]),
    );
  };
  const json = requestBody?.content["application/json"]?.schema;
  const whole = json === undefined ? null : valid(json);
  const body: fc.Arbitrary<string | undefined> =
    whole === null
      ? requestBody === undefined
        ? fc.constant(undefined)
        : csv
      : fc.oneof(
          { weight: 5, arbitrary: whole.map((one) => JSON.stringify(one)) },
          { weight: 5, arbitrary: whole.chain(nearly).map((one) => JSON.stringify(one) ?? "") },
          { weight: 1, arbitrary: hostile.map((one) => JSON.stringify(one) ?? "") },
          { weight: 1, arbitrary: hostileText },
        );
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

/** What is wrong with an answer by the contract; null where nothing is. */
async function fault(sent: Call, response: Response): Promise<string | null> {
  const text = new TextDecoder().decode(await response.arrayBuffer());
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

test(
  `${requestCount} generated requests get no 5xx and no answer outside the contract`,
  { timeout: 3_600_000 },
  async () => {
    const operations = Object.entries(document.paths).flatMap(([template, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ template, method, operation })),
    );
    expect(operations.length).toBe(contract.size);
    // The limit of calls would answer most of them; it has its own tests. Reviews that begin are kept from running.
    const bindings = {
      ...env,
      RATE_LIMIT: { limit: () => Promise.resolve({ success: true }) },
      REVIEW_QUEUE: { send: () => Promise.resolve() },
    };
    const statuses = new Map<number, number>();
    const answered = new Set<string>();
    const each = Math.ceil(requestCount / operations.length);
    for (const [number, { template, method, operation }] of operations.entries()) {
      const calls = fc.sample(requestsOf(template, method, operation), {
        numRuns: Math.min(each, requestCount - number * each),
        seed: 20261129 + number,
      });
      for (const sent of calls) {
        // A test that signs everybody out would see nothing else.
        if (sent.template.startsWith("/v1/sessions") && sent.method === "DELETE")
          sent.token = sent.token === null ? null : adminKey;
        const headers = new Headers(sent.headers);
        if (sent.token !== null) headers.set("Authorization", `Bearer ${sent.token}`);
        const request = new Request(`https://regards.example${sent.path}`, {
          method: sent.method,
          headers,
          ...(sent.body === undefined ? {} : { body: sent.body }),
        });
        const context = createExecutionContext();
        const response = await app.fetch(request, bindings, context);
        statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
        if (response.ok) answered.add(`${sent.method} ${sent.template}`);
        expect(await fault(sent, response), JSON.stringify(sent)).toBeNull();
        await waitOnExecutionContext(context);
      }
    }
    console.log(
      `statuses: ${JSON.stringify(Object.fromEntries([...statuses].sort()))}; answered well: ${answered.size} of ${operations.length} operations`,
    );
    expect(answered.size).toBeGreaterThan(operations.length / 2);
  },
);
