import { expect, test } from "vitest";
import { mostForms, openKeptForms } from "../../../extension/sync/kept-forms.ts";
import { memory } from "../../../extension/sync/memory.ts";
import { area } from "./area.ts";

const robin = "https://w.example|robin";
const kim = "https://w.example|kim";

test("kept forms are their writer's alone, also after the worker was stopped, and end with clearing", async () => {
  const session = area();
  const open = () => openKeptForms(memory(session, "form", mostForms));
  await open().keep("note:dana@x.example", "{}", robin);
  expect(await open().of(["note:dana@x.example", "call:dana@x.example"], robin)).toEqual([
    "{}",
    null,
  ]);
  expect(await open().of(["note:dana@x.example"], kim)).toEqual([null]);
  await open().keep("note:dana@x.example", null, robin);
  expect(await open().of(["note:dana@x.example"], robin)).toEqual([null]);
  await open().keep("note:dana@x.example", "{}", robin);
  await open().clear();
  expect(session.kept.size).toBe(0);
});

test("kept forms are bounded in number and length when somebody leaves very many", async () => {
  const session = area();
  const forms = openKeptForms(memory(session, "form", mostForms));
  for (let at = 0; at < 80; at++) await forms.keep(`note:${at}@x.example`, String(at), robin);
  await forms.keep("note:long@x.example", "x".repeat(30_000), robin);
  expect(session.kept.size).toBe(mostForms);
  expect(
    await forms.of(["note:79@x.example", "note:0@x.example", "note:long@x.example"], robin),
  ).toEqual(["79", null, null]);
});
