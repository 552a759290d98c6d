/**
 * Every writing route with what undoes it. A new route that writes fails here until its undo is
 * named, or the reason why it needs none. Writes of every kind are then made and undone through the
 * Worker, in any order: every score is as before.
 */
import fc from "fast-check";
import { beforeAll, beforeEach, describe, expect, test, vi, afterEach } from "vitest";
import {
  contactAnswer,
  factAnswer,
  interactionAnswer,
  withdrawnAnswer,
  type FactAnswer,
} from "../../shared/contract/answers.ts";
import type { Card } from "../../shared/contract/card.ts";
import { access, accessTo } from "../../worker/security/roles.ts";
import { signedIn } from "./client.ts";
import { added, ago, buys, figures, log, profileOf, undo, write } from "./writing.ts";

/** The undo of a write: a route, or the reason why there is none. */
type Undo = { by: keyof typeof access } | { none: string };
const withdrawal: Undo = { none: "an undo itself: what it took back can be entered again" };

const undos: Record<string, Undo> = {
  "POST /v1/customers": { by: "POST /v1/customers/:id/withdraw" },
  "POST /v1/customers/:id/contacts": { by: "POST /v1/contacts/:id/withdraw" },
  "POST /v1/interactions": { by: "POST /v1/interactions/:id/withdraw" },
  // The log as it was, sent again: the panel keeps it and offers "Restore".
  "POST /v1/interactions/:id/amend": { by: "POST /v1/interactions/:id/amend" },
  "POST /v1/satisfaction": { by: "POST /v1/satisfaction/:id/withdraw" },
  "POST /v1/trust": { by: "POST /v1/trust/:id/withdraw" },
  "POST /v1/actions/:id/outcome": { by: "POST /v1/outcomes/:id/withdraw" },
  "POST /v1/promises": { by: "POST /v1/promises/:id/withdraw" },
  "POST /v1/promises/:id/outcome": { by: "POST /v1/promise-outcomes/:id/withdraw" },
  "POST /v1/customers/:id/edits": { by: "POST /v1/edits/:id/withdraw" },
  "POST /v1/overrides": { by: "POST /v1/overrides/:id/withdraw" },
  "POST /v1/bulk-actions": { by: "POST /v1/bulk-actions/:id/withdraw" },
  // The view that the withdrawal answers is saved again.
  "POST /v1/views": { by: "POST /v1/views/:id/withdraw" },
  "PUT /v1/views/:id": { by: "PUT /v1/views/:id" },
  "POST /v1/views/:id/withdraw": { by: "POST /v1/views" },
  "POST /v1/imports/:kind": { by: "POST /v1/imports/:id/withdraw" },
  "POST /v1/pairings": { by: "POST /v1/pairings/withdraw" },
  // The code that was used is a session by then.
  "POST /v1/sessions": { by: "DELETE /v1/sessions/:id" },
  "POST /v1/sessions/portfolio": { by: "DELETE /v1/sessions/:id" },
  // The version before is read (GET /v1/policy/:version) and saved again.
  "PUT /v1/policy": { by: "PUT /v1/policy" },
  // Signals without sites withdraw those before; the command does so.
  "PUT /v1/webmail-signals": { by: "PUT /v1/webmail-signals" },
  "POST /v1/customers/:id/withdraw": withdrawal,
  "POST /v1/contacts/:id/withdraw": withdrawal,
  "POST /v1/contacts/:id/addresses/withdraw": withdrawal,
  "POST /v1/interactions/:id/withdraw": withdrawal,
  "POST /v1/satisfaction/:id/withdraw": withdrawal,
  "POST /v1/trust/:id/withdraw": withdrawal,
  "POST /v1/outcomes/:id/withdraw": withdrawal,
  "POST /v1/promises/:id/withdraw": withdrawal,
  "POST /v1/promise-outcomes/:id/withdraw": withdrawal,
  "POST /v1/edits/:id/withdraw": withdrawal,
  "POST /v1/bulk-actions/:id/withdraw": withdrawal,
  "POST /v1/overrides/:id/withdraw": withdrawal,
  "POST /v1/imports/:id/withdraw": withdrawal,
  "POST /v1/waiting-answers/:id/join": { by: "POST /v1/waiting-answers/:id/withdraw" },
  "POST /v1/waiting-answers/:id/dismiss": { by: "POST /v1/waiting-answers/:id/withdraw" },
  "POST /v1/waiting-answers/:id/withdraw": withdrawal,
  "POST /v1/pairings/withdraw": withdrawal,
  "DELETE /v1/sessions/current": { none: "signing out is final: the browser is paired again" },
  "DELETE /v1/sessions/:id": { none: "ending a sign-in is final: the browser is paired again" },
  "POST /v1/sessions/handover": {
    none: "its code is over in a minute; the session that it opened is ended as any other",
  },
  "POST /v1/cases/:id/steps": { by: "POST /v1/case-steps/:id/withdraw" },
  "POST /v1/case-steps/:id/withdraw": withdrawal,
  "POST /v1/cases/:id/owner": { by: "POST /v1/case-handovers/:id/withdraw" },
  "POST /v1/case-handovers/:id/withdraw": withdrawal,
  "POST /v1/proposals/:id/decline": { by: "POST /v1/proposals/:id/reopen" },
  "POST /v1/proposals/:id/reopen": withdrawal,
  "POST /v1/invitations": { by: "POST /v1/invitations/:id/withdraw" },
  "POST /v1/invitations/:id/withdraw": withdrawal,
  // The version before is listed (GET /v1/surveys) and saved again.
  "PUT /v1/surveys/:id": { by: "PUT /v1/surveys/:id" },
  "POST /v1/surveys/:id/links": { by: "POST /v1/survey-links/:id/withdraw" },
  "POST /v1/survey-links/:id/withdraw": withdrawal,
  "POST /v1/surveys/:id/link-files": { by: "POST /v1/surveys/:id/link-files/withdraw" },
  "POST /v1/surveys/:id/link-files/withdraw": withdrawal,
  "GET /v1/surveys/:id/answers": {
    none: "it adds to the audit log alone, which nobody takes back",
  },
  "POST /v1/surveys/:id/words": { none: "it adds to the audit log alone, which nobody takes back" },
  "POST /v1/survey-answers/:id/decisions": { by: "POST /v1/answer-decisions/:id/withdraw" },
  "POST /v1/answer-decisions/:id/withdraw": withdrawal,
  "GET /a/:token": { none: "it stores nothing: a page of an anonymous link" },
  "GET /a/:token/details/:page": { none: "a link that no person sees: only programs follow it" },
  "POST /a/:token/details/:page": { none: "a button that no person sees: only programs press it" },
  "GET /a/:token/thanks/:answer": { none: "a link that no person sees: only programs follow it" },
  "POST /a/:token/thanks/:answer": { none: "a button that no person sees: only programs press it" },
  "POST /a/:token": { none: "anonymous: nobody, and so not its sender either, can find it again" },
  "POST /v1/surveys/:id/archive": { by: "POST /v1/surveys/:id/restore" },
  "POST /v1/surveys/:id/restore": { by: "POST /v1/surveys/:id/archive" },
  "GET /s/:token": { none: "it stores what scanners do beside answering, which is in no figure" },
  "GET /s/:token/details": { none: "a link that no person sees: only programs follow it" },
  "POST /s/:token/details": { none: "a button that no person sees: only programs press it" },
  // Changed for a day.
  "POST /s/:token": { by: "POST /s/:token" },
  "GET /s/:token/stop": { none: "it stores nothing: the page asks before it opts anybody out" },
  "POST /s/:token/stop": { by: "POST /s/:token/resume" },
  "POST /s/:token/resume": { by: "POST /s/:token/stop" },
  "POST /v1/move-decisions": { by: "POST /v1/move-decisions/withdraw" },
  "POST /v1/move-decisions/withdraw": withdrawal,
  "POST /v1/review": {
    none: "no fact: it computes from the facts, and the next review computes again",
  },
};

const written = Object.entries(access)
  .filter(([, entry]) => entry.writes)
  .map(([route]) => route);

describe("the table of undos", () => {
  test("names an undo, or a reason, for every route that writes and no other", () => {
    expect(Object.keys(undos).toSorted()).toEqual(written.toSorted());
  });

  test("names routes that exist, write, and are open to whoever made the write", () => {
    for (const [route, one] of Object.entries(undos)) {
      if ("none" in one) expect(one.none.length, route).toBeGreaterThan(20);
      else expect([route, access[one.by].writes], route).toEqual([route, true]);
    }
    const rank = { open: 0, viewer: 0, rep: 1, manager: 2, admin: 3 };
    for (const [route, one] of Object.entries(undos)) {
      if ("by" in one && !route.startsWith("POST /v1/sessions"))
        expect(rank[access[one.by].least], route).toBeLessThanOrEqual(
          rank[accessTo(route)?.least ?? "open"],
        );
    }
  });
});

/** A write about a customer, with its undo. */
type Act = (customer: string) => Promise<{ undo(): Promise<unknown> }>;
let rep: string;
let manager: string;
let customer: string;
let number = 0;
beforeAll(async () => {
  rep = await signedIn("rep");
  manager = await signedIn("manager");
});
beforeEach(async () => {
  // Scores are functions of the moment too: with the clock stopped, equal facts are equal scores.
  vi.useFakeTimers({ toFake: ["Date"] });
  customer = (await added(rep, `Undone ${++number}`)).customer.id;
  await buys(customer, [
    [400, 12_000],
    [200, 9000],
    [30, 15_000],
  ]);
  await log(rep, customer, { behaviours: ["promise_kept"], occurredAt: ago(40) });
});
afterEach(() => {
  vi.useRealTimers();
});

const take = (what: string, id: string) => undo(rep, what, id);
const promised = (customerId: string) =>
  write(factAnswer, rep, "/v1/promises", {
    customerId,
    what: "Send the terms",
    dueOn: ago(-2).slice(0, 10),
    occurredAt: ago(1),
  });
const acts: Record<string, Act> = {
  async log(id) {
    const { interaction } = await log(rep, id, { behaviours: ["promise_broken"], direction: "in" });
    return { undo: () => take("interactions", interaction.id) };
  },
  async amendedLog(id) {
    const { interaction } = await log(rep, id, { kind: "meeting", direction: null });
    await write(interactionAnswer, rep, `/v1/interactions/${interaction.id}/amend`, {
      kind: "call",
      direction: "out",
      occurredAt: ago(3),
      behaviours: ["referral_given"],
    });
    return { undo: () => take("interactions", interaction.id) };
  },
  async satisfaction(id) {
    const noted = await write(factAnswer, rep, "/v1/satisfaction", {
      customerId: id,
      metric: "csat",
      value: 1,
      source: "rep",
      occurredAt: ago(1),
    });
    return { undo: () => take("satisfaction", noted.id) };
  },
  async trust(id) {
    const noted = await write(factAnswer, rep, "/v1/trust", {
      customerId: id,
      source: "rep",
      occurredAt: ago(1),
      answers: { rapport: 2 },
    });
    return { undo: () => take("trust", noted.id) };
  },
  async outcome(id) {
    const answered = await write(factAnswer, rep, `/v1/actions/${id}.ask_trust/outcome`, {
      outcome: "later",
    });
    return { undo: () => take("outcomes", answered.id) };
  },
  async promise(id) {
    const made = await promised(id);
    await write(factAnswer, rep, `/v1/promises/${made.id}/outcome`, {
      outcome: "kept",
      occurredAt: ago(0),
    });
    return { undo: () => take("promises", made.id) };
  },
  async promiseOutcome(id) {
    const made = await promised(id);
    const settled = await write(factAnswer, rep, `/v1/promises/${made.id}/outcome`, {
      outcome: "not_kept",
      occurredAt: ago(0),
    });
    return { undo: () => take("promise-outcomes", settled.id) };
  },
  async edit(id) {
    const edited = await write(factAnswer, rep, `/v1/customers/${id}/edits`, {
      field: "segment",
      value: "Trade",
    });
    return { undo: () => take("edits", edited.id) };
  },
  async override(id) {
    const set = await write(factAnswer, manager, "/v1/overrides", {
      customerId: id,
      tier: "high",
      reason: "They open a second plant",
      untilOn: ago(-30).slice(0, 10),
    });
    return { undo: () => undo(manager, "overrides", set.id) };
  },
  async contact(id) {
    const { contact } = await write(contactAnswer, rep, `/v1/customers/${id}/contacts`, {
      name: "Somebody",
      addresses: [`c${crypto.randomUUID()}@gmail.com`],
    });
    return { undo: () => write(withdrawnAnswer, rep, `/v1/contacts/${contact.id}/withdraw`, {}) };
  },
};
const scoresOf = async (id: string): Promise<Card["scores"]> => (await profileOf(rep, id)).scores;
/** The card as it is scored anew, by a write that changes nothing. */
const card = async (id: string): Promise<FactAnswer["card"]> => {
  const { interaction } = await log(rep, id, { kind: "note" });
  return (await take("interactions", interaction.id)).card;
};

describe("a write and its undo", { timeout: 120_000 }, () => {
  test.each(Object.keys(acts))("leave every score as it was when it is %s", async (name) => {
    const before = await card(customer);
    const { undo: back } = await acts[name]!(customer);
    await back();
    expect(figures(await card(customer))).toEqual(figures(before));
    expect(await scoresOf(customer)).toEqual(before.scores);
  });

  test("leave every score as it was in whatever order several are made and undone", async () => {
    const before = figures(await card(customer));
    const names = fc.array(fc.constantFrom(...Object.keys(acts)), { minLength: 2, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(names, fc.infiniteStream(fc.nat()), async (some, picks) => {
        const open = [];
        for (const name of some) open.push(await acts[name]!(customer));
        while (open.length > 0)
          await open.splice((picks.next().value ?? 0) % open.length, 1)[0]?.undo();
        expect(figures(await card(customer))).toEqual(before);
      }),
      { numRuns: 8 },
    );
  });
});
