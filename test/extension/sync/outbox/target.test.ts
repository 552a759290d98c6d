import { describe, expect, test } from "vitest";
import {
  aim,
  amendContent,
  outcomeWithoutTarget,
} from "../../../../extension/sync/outbox/target.ts";
import type { Write } from "../../../../extension/sync/writes.ts";

const factId = "0199a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b";
const otherId = "0199a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1c";
const kind = { kind: "email", occurredAt: "2026-11-02T14:02:00Z" } as const;
const log: Write = { call: "log", body: { customerId: "c", ...kind, subject: "Valves" } };
const undo = (id: string): Write => ({ call: "withdrawLog", id });
const edit = (subject: string | null): Write => ({
  call: "amendLog",
  id: "key-0001",
  body: { ...kind, subject },
});
const nowhere = { inBox: false, factId: null };

describe("aim", () => {
  test("leaves a write as it is when it stands by itself", () => {
    expect(aim(log, nowhere)).toEqual({ write: log, after: null });
  });

  test("lets a write wait for its target when that is in the box", () => {
    const aimed = aim(undo("key-0001"), { inBox: true, factId: null });
    expect(aimed).toEqual({ write: undo("key-0001"), after: "key-0001" });
  });

  test("names the fact when the target has brought one", () => {
    const aimed = aim(undo("key-0001"), { inBox: false, factId });
    expect(aimed).toEqual({ write: undo(factId), after: null });
  });

  test("sends a write as it is when it names a fact that the outbox never held", () => {
    expect(aim(undo(otherId), nowhere)).toEqual({ write: undo(otherId), after: null });
  });

  test("gives null when the target is neither in the box nor sent", () => {
    expect(aim(undo("key-0001"), nowhere)).toBeNull();
  });
});

describe("outcomeWithoutTarget", () => {
  test("is done when an undo has nothing left to take back", () => {
    expect(outcomeWithoutTarget(undo("key-0001"))).toEqual({
      state: "sent",
      factId: null,
      written: null,
    });
  });

  test("is a failure when an edit has lost what it was to change", () => {
    expect(outcomeWithoutTarget(edit("Pumps"))).toEqual({
      state: "failed",
      failure: { code: "not_found", message: "" },
    });
  });
});

describe("amendContent", () => {
  const about = { customer: "Harlow Marine", subject: "Valves" };
  const content = { owner: "worker|robin", write: log, about, message: "" };

  test("works an edit into a log when both are of the same kind", () => {
    expect(amendContent(content, edit("Pumps"))).toEqual({
      ...content,
      about: { ...about, subject: "Pumps" },
      write: { call: "log", body: { customerId: "c", ...kind, subject: "Pumps" } },
    });
  });

  test("takes the subject off the list when the edit takes it out", () => {
    expect(amendContent(content, edit(null))?.about).toEqual({ ...about, subject: null });
  });

  test("gives null when the entry is itself an undo or an edit", () => {
    expect(amendContent({ ...content, write: undo(factId) }, edit("Pumps"))).toBeNull();
    expect(amendContent({ ...content, write: edit("Pipes") }, edit("Pumps"))).toBeNull();
  });

  test("gives null when the change is no edit of a log", () => {
    expect(amendContent(content, log)).toBeNull();
  });
});
