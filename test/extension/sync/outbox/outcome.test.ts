import { expect, test } from "vitest";
import { outcomeInBox } from "../../../../extension/sync/outbox/outcome.ts";

test("an entry waits for the reason of its last try when there is a network", () => {
  expect(outcomeInBox({ state: "waiting", reason: "internal" }, "", true)).toEqual({
    state: "waiting",
    reason: "internal",
  });
});

test("an entry waits because of the network when there is none", () => {
  expect(outcomeInBox({ state: "waiting", reason: "internal" }, "", false)).toEqual({
    state: "waiting",
    reason: "offline",
  });
});

test("an entry has failed with the Worker's sentence when it was refused", () => {
  const refused = { state: "failed", reason: "invalid_request" } as const;
  expect(outcomeInBox(refused, "The subject is too long.", false)).toEqual({
    state: "failed",
    failure: { code: "invalid_request", message: "The subject is too long." },
  });
});

test("an entry has failed by an unknown fault when no reason was kept", () => {
  expect(outcomeInBox({ state: "failed", reason: null }, "", true)).toEqual({
    state: "failed",
    failure: { code: "internal", message: "" },
  });
});
