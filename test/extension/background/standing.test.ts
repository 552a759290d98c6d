/** Where a message stands, of an outbox and a Worker that are what is said here. */
import { describe, expect, test } from "vitest";
import { standing } from "../../../extension/entrypoints/background/standing.ts";
import type { Outcome } from "../../../extension/sync/outbox.ts";
import type { Entry } from "../../../extension/sync/outbox/box.ts";
import { memory } from "../../../extension/sync/memory.ts";
import { ownerOf, type Session } from "../../../extension/sync/session.ts";
import type { Connection, Standing } from "../../../extension/sync/messages.ts";
import type { Write } from "../../../extension/sync/writes.ts";
import type { Interaction } from "../../../shared/contract/answers.ts";
import { area } from "../sync/area.ts";

const message = {
  messageId: "<m@x.example>",
  webmail: "roundcube",
  account: null,
  thread: null,
  message: null,
};
const sessionOf = (id: string): Session =>
  ({
    base: "https://worker.example",
    token: `token of ${id}`,
    expiresAt: "",
    me: { user: { id } },
    signalsKey: null,
  }) as unknown as Session;
const robin = sessionOf("robin");
const kim = sessionOf("kim");
const logged = {
  id: "0199a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b",
  kind: "email",
  direction: "in",
  at: "2026-11-02T14:02:00Z",
  subject: "Valves",
  note: null,
  minutes: null,
  behaviours: [],
  by: "Robin",
  customerId: "c",
} as unknown as Interaction;
const ofOther = { ...logged, id: "0199a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1c", customerId: "d" };
const none: Standing = { logs: [], whole: true };
const untold: Standing = { logs: [], whole: false };
const isLogged = (...some: Interaction[]): Standing => ({
  logs: some.map((interaction) => ({
    state: "logged",
    customerId: interaction.customerId,
    interaction,
  })),
  whole: true,
});

const entry = (id: string, write: Write, part: Partial<Entry> = {}): Entry => ({
  order: 1,
  id,
  createdAt: 0,
  attempts: 0,
  state: "waiting",
  reason: null,
  after: null,
  owner: ownerOf(robin),
  about: { customer: null, subject: null },
  message: "",
  write,
  ...part,
});
const log = (id: string, part?: Partial<Entry>) =>
  entry(
    id,
    {
      call: "log",
      body: { customerId: "c", kind: "email", occurredAt: "2026-11-02T14:02:00Z", message },
    },
    part,
  );
const undo = (target: string, part?: Partial<Entry>) =>
  entry(`undo of ${target}`, { call: "withdrawLog", id: target }, part);

type Desk = {
  box: Entry[];
  results: Record<string, string>;
  found: Interaction[] | Error;
  session: Session | null;
  connection: Connection;
  /** Runs while the Worker is asked. */ meanwhile(): void;
};
function ask(part: Partial<Desk>, logs = memory<Interaction[]>(area(), "log", 10)) {
  const desk: Desk = {
    box: [],
    results: {},
    found: [],
    session: robin,
    connection: "online",
    meanwhile: () => undefined,
    ...part,
  };
  const outcomeOf = async (id: string): Promise<Outcome | null> =>
    desk.results[id] === undefined
      ? null
      : { state: "sent", factId: desk.results[id], written: null };
  const call = async () => {
    desk.meanwhile();
    if (desk.found instanceof Error) throw desk.found;
    return desk.found;
  };
  const parts = {
    sessions: { current: async () => desk.session },
    outbox: { list: async () => desk.box, outcomeOf },
    logs,
    call,
    connection: () => desk.connection,
  };
  return {
    desk,
    logs,
    told: standing(
      parts as unknown as Parameters<typeof standing>[0],
      message,
      new AbortController().signal,
    ),
  };
}
const told = (part: Partial<Desk>) => ask(part).told;

describe("standing", () => {
  test("is that it waits when one's own log is in the outbox, and not when it is another's", async () => {
    expect(await told({ box: [log("one")] })).toEqual({
      logs: [{ state: "pending", customerId: "c", id: "one", reason: null }],
      whole: true,
    });
    expect(await told({ box: [log("one")], session: kim })).toEqual(none);
    expect(await told({ box: [log("one")], session: null })).toEqual(none);
    // Another's undo takes nothing of one's own back.
    expect(await told({ box: [log("one"), undo("one", { owner: ownerOf(kim) })] })).toMatchObject({
      logs: [{ state: "pending" }],
    });
  });

  test("is that it is logged when the Worker has it, and as seen before when the Worker cannot be asked", async () => {
    const { told: first, logs } = ask({ found: [logged] });
    expect(await first).toEqual(isLogged(logged));
    expect(await ask({ found: new Error("offline") }, logs).told).toEqual(isLogged(logged));
    expect(await ask({ found: [] }, logs).told).toEqual(none);
    // Nobody can tell.
    expect(await ask({ found: new Error("offline") }, logs).told).toEqual(untold);
  });

  test("is that nothing is logged when its undo waits, be it by the fact or the entry it was", async () => {
    expect(await told({ found: [logged], box: [undo(logged.id)] })).toEqual(none);
    expect(
      await told({ found: [logged], box: [undo("one")], results: { one: logged.id } }),
    ).toEqual(none);
    // It may have arrived, without its answer.
    expect(
      await told({
        found: [logged],
        box: [log("one", { attempts: 1 }), undo("one", { after: "one" })],
      }),
    ).toEqual(none);
    expect(
      await told({ found: [logged], box: [undo(logged.id, { state: "failed" })] }),
    ).toMatchObject({ logs: [{ state: "logged" }] });
    expect(
      await told({ found: [logged], box: [undo("0199a1b2-0000-7e4f-8a5b-6c7d8e9f0a1b")] }),
    ).toMatchObject({ logs: [{ state: "logged" }] });
  });

  test("is that nothing is logged when it is undone while the Worker is asked", async () => {
    const { desk, told: late } = ask({
      found: [logged],
      meanwhile: () => {
        desk.box = [undo(logged.id)];
      },
    });
    expect(await late).toEqual(none);
  });

  test("tells a log as it is to be when its change waits", async () => {
    const change = entry("change", {
      call: "amendLog",
      id: logged.id,
      body: {
        kind: "email",
        occurredAt: "2026-11-03T09:00:00Z",
        direction: "in",
        subject: "Valves",
        note: "Wants them soon",
        minutes: null,
        behaviours: [],
      },
    });
    expect(await told({ found: [logged], box: [change] })).toEqual(
      isLogged({ ...logged, at: "2026-11-03T09:00:00Z", note: "Wants them soon" }),
    );
  });

  test("tells and keeps nothing when somebody else has signed in while the Worker was asked", async () => {
    const logs = memory<Interaction[]>(area(), "log", 10);
    const { desk, told: late } = ask(
      {
        found: [logged],
        meanwhile: () => {
          desk.session = kim;
          void logs.clear();
        },
      },
      logs,
    );
    expect(await late).toEqual(untold);
    expect(await logs.values()).toEqual([]);
  });

  test("is each customer's own when several are in the message", async () => {
    expect(await told({ found: [logged, ofOther] })).toEqual(isLogged(logged, ofOther));
    expect(await told({ found: [logged, ofOther], box: [undo(ofOther.id)] })).toEqual(
      isLogged(logged),
    );
    const pending = { state: "pending", customerId: "c", id: "one", reason: null };
    expect(await told({ found: [ofOther], box: [log("one")] })).toEqual({
      logs: [...isLogged(ofOther).logs, pending],
      whole: true,
    });
  });

  test("is what waits here, without asking, when the Worker is known not to answer", async () => {
    const { desk, told: late } = ask({
      box: [log("one")],
      connection: "failing",
      meanwhile: () => {
        throw new Error("asked");
      },
    });
    expect(await late).toEqual({
      logs: [{ state: "pending", customerId: "c", id: "one", reason: null }],
      whole: false,
    });
    expect(desk.connection).toBe("failing");
  });
});
