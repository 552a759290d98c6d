import { beforeAll, describe, expect, test } from "vitest";
import { savedViews, viewAnswer } from "../../shared/contract/answers.ts";
import { call, refusal, signedIn } from "./client.ts";
import { write } from "./writing.ts";

let rep: string;
let other: string;
let manager: string;
beforeAll(async () => {
  rep = await signedIn("rep", "robin@own.example");
  other = await signedIn("rep", "sasha@own.example");
  manager = await signedIn("manager");
});

const view = (name: string, scope: "mine" | "team" = "mine") => ({
  name,
  scope,
  filter: {
    all: [
      { field: "tier", in: ["high"] },
      { field: "trust", below: 40 },
    ],
  },
  sort: "-value",
  columns: ["name", "tier", "trust"],
});
const save = async (token: string, body: unknown) =>
  (await write(viewAnswer, token, "/v1/views", body)).view;
const listed = async (token: string) =>
  savedViews.parse(await (await call("GET", "/v1/views", { token })).json()).views;
const take = (token: string, id: string) =>
  write(viewAnswer, token, `/v1/views/${id}/withdraw`, {});
const refused = async (token: string, id: string) =>
  refusal(
    await call("POST", `/v1/views/${id}/withdraw`, {
      token,
      key: crypto.randomUUID(),
      body: {},
    }),
  );

describe("saved views", () => {
  test("are as they were saved when they are listed", async () => {
    const saved = await save(rep, view("Dear but wary"));
    expect(saved).toEqual({ ...view("Dear but wary"), id: saved.id, own: true });
    expect(await listed(rep)).toContainEqual(saved);
  });

  test("are shown to others when they are the team's alone", async () => {
    const mine = await save(rep, view("Only mine"));
    const team = await save(rep, view("Ours", "team"));
    const shown = await listed(other);
    expect(shown).toContainEqual({ ...team, own: false });
    expect(shown.map(({ id }) => id)).not.toContain(mine.id);
  });

  test("are back under their id when one that was taken away is saved again", async () => {
    const saved = await save(rep, view("Away and back"));
    const { own: _, ...body } = (await take(rep, saved.id)).view;
    expect((await listed(rep)).map((one) => one.id)).not.toContain(saved.id);
    expect(await save(rep, body)).toEqual(saved);
    expect(await listed(rep)).toContainEqual(saved);
  });

  test("are refused under an id that another view has, whosever it is", async () => {
    const { id } = await save(rep, view("Taken"));
    for (const token of [rep, other]) {
      const body = { ...view("Mine now"), id };
      const answer = await call("POST", "/v1/views", { token, key: crypto.randomUUID(), body });
      expect(await refusal(answer)).toMatchObject({ status: 409, code: "conflict", field: "id" });
    }
  });

  test("keep their id when they are changed, and are as before when that is sent again", async () => {
    const put = async (token: string, id: string, body: unknown) =>
      call("PUT", `/v1/views/${id}`, { token, key: crypto.randomUUID(), body });
    const mine = await save(rep, view("First"));
    const team = await save(rep, view("Everybody's", "team"));
    const changed = { ...view("Second", "team"), sort: "trust", columns: [] };
    const { view: kept } = viewAnswer.parse(await (await put(rep, mine.id, changed)).json());
    expect(kept).toEqual({ ...changed, id: mine.id, own: true });
    expect(await listed(other)).toContainEqual({ ...kept, own: false });
    await put(rep, mine.id, view("First"));
    expect(await listed(rep)).toContainEqual(mine);
    expect(await refusal(await put(other, mine.id, changed))).toMatchObject({ code: "not_found" });
    expect(await refusal(await put(other, team.id, changed))).toMatchObject({ code: "forbidden" });
    expect((await put(manager, team.id, changed)).status).toBe(200);
    expect(await refusal(await put(manager, team.id, view("x")))).toMatchObject({
      code: "forbidden",
      field: "scope",
    });
  });

  test("stay when somebody else takes them away", async () => {
    const mine = await save(rep, view("Private"));
    const team = await save(rep, view("Shared", "team"));
    expect(await refused(other, mine.id)).toMatchObject({ status: 404, code: "not_found" });
    expect(await refused(manager, mine.id)).toMatchObject({ status: 404, code: "not_found" });
    expect(await refused(other, team.id)).toMatchObject({ status: 403, code: "forbidden" });
    expect(await listed(rep)).toEqual(expect.arrayContaining([mine, team]));
  });

  test("go when a manager takes one of the team's away", async () => {
    const team = await save(rep, view("Old", "team"));
    expect((await take(manager, team.id)).view).toEqual({ ...team, own: false });
    expect(await refused(rep, team.id)).toMatchObject({ code: "not_found" });
  });

  test("are refused when there are a hundred of one person", async () => {
    const many = await signedIn("rep", "many@own.example");
    for (let at = 0; at < 100; at++) await save(many, view(`View ${at}`));
    const answer = await call("POST", "/v1/views", {
      token: many,
      key: crypto.randomUUID(),
      body: view("One more"),
    });
    expect(await refusal(answer)).toMatchObject({ status: 409, code: "conflict" });
  });

  test("are refused when the filter does not follow the grammar", async () => {
    const body = { ...view("Wrong"), filter: { field: "tier", in: ["gold"] } };
    const answer = await call("POST", "/v1/views", { token: rep, key: crypto.randomUUID(), body });
    expect(await refusal(answer)).toMatchObject({ status: 400, code: "invalid_request" });
  });
});
