/**
 * Undoing a policy: any earlier version is read and saved again, the one a book starts with among
 * them.
 */
import { beforeAll, expect, test } from "vitest";
import { policySaved, policyVersionAnswer } from "../../shared/contract/answers.ts";
import { defaultPolicy } from "../../shared/scoring/index.ts";
import { call, refusal, signedIn } from "./client.ts";

const { version: _, ...settings } = defaultPolicy;
const changed = { ...settings, value: { ...settings.value, months: 24 } };
let admin: string;

const read = async (version: number) =>
  policyVersionAnswer.parse(
    await (await call("GET", `/v1/policy/${version}`, { token: admin })).json(),
  );
const save = async (policy: typeof settings, basedOn: number) => {
  const response = await call("PUT", "/v1/policy", {
    token: admin,
    key: crypto.randomUUID(),
    body: { ...policy, basedOn },
  });
  expect(response.status, await response.clone().text()).toBe(200);
  return policySaved.parse(await response.json());
};

beforeAll(async () => {
  admin = await signedIn("admin");
});

test("a policy is undone when the version before is read and saved again", async () => {
  expect(await read(1)).toEqual({ policy: settings, version: 1 });
  await save(changed, 1);
  expect(await read(2)).toEqual({ policy: changed, version: 2 });
  const { policy: before } = await read(1);
  expect(await save(before, 2)).toMatchObject({ policy: settings, version: 3 });
});

test("a version of a policy is refused when nobody saved it or the reader is no administrator", async () => {
  expect(await refusal(await call("GET", "/v1/policy/99", { token: admin }))).toEqual({
    status: 404,
    code: "not_found",
    field: "version",
  });
  expect(await refusal(await call("GET", "/v1/policy/0", { token: admin }))).toMatchObject({
    status: 400,
    field: "version",
  });
  expect(
    await refusal(await call("GET", "/v1/policy/1", { token: await signedIn("manager") })),
  ).toMatchObject({ status: 403 });
});
