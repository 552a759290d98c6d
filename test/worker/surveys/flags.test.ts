/** Flags of answers that may not be what they seem: each shown, and not shown a step beside it. */
import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { contactAnswer } from "../../../shared/contract/answers.ts";
import { samplingReport } from "../../../shared/contract/sampling.ts";
import { invitationAnswer } from "../../../shared/contract/survey.ts";
import { app } from "../../../worker/app.ts";
import { call, signedIn } from "../client.ts";
import { scene } from "../scene.ts";
import { added, write } from "../writing.ts";
import { anotherPerson, answered, invited } from "./asking.ts";

const at = scene(undefined, 900);
const dayMs = 86_400_000;
const pass = (ms: number) => vi.setSystemTime(Date.now() + ms);
const later = async (days: number) => {
  pass(days * dayMs);
  at.rep = await signedIn("rep", "robin@own.example");
};
let number = 0;
/** A customer with one contact. */
async function contact() {
  const address = `flag${++number}@flagged.example`;
  const { customer } = await added(at.rep, `Flagged ${number}`, [address]);
  const contactId = await env.DB.prepare("SELECT id FROM contacts WHERE customer_id = ?")
    .bind(customer.id)
    .first<string>("id");
  return { customerId: customer.id, contactId: contactId! };
}
type Who = Awaited<ReturnType<typeof contact>>;
const addAddress = ({ customerId, contactId }: Who) =>
  write(contactAnswer, at.rep, `/v1/customers/${customerId}/contacts`, {
    contactId,
    name: null,
    addresses: [`second${++number}@flagged.example`],
  });
const happy = { q_satisfaction: "5" };
/** Asks and answers; `as` is whose device. */
async function asked(who: Who, as?: string): Promise<string> {
  const { url, invitation } = await invited(at.rep, who);
  await answered(url, happy, pass, as === undefined ? {} : { as });
  return invitation.id;
}
const flagsOf = (invitationId: string) =>
  env.DB.prepare("SELECT flags FROM survey_answers WHERE invitation_id = ? AND state = 'counted'")
    .bind(invitationId)
    .first<string>("flags");
/** Flagged answers of all reps in the quarter of now. */
async function reported() {
  const manager = await signedIn("manager", "mo@own.example");
  const response = await call("GET", "/v1/sampling", { token: manager });
  return samplingReport.parse(await response.json()).all.flagged;
}

beforeEach(anotherPerson);

describe("an answer by a changed address", () => {
  test("is flagged when another address was added six days before the asking", async () => {
    const who = await contact();
    await later(30);
    await addAddress(who);
    const before = await reported();
    await later(6);
    expect(await flagsOf(await asked(who))).toBe("address_changed");
    expect((await reported()).addressChanged).toBe(before.addressChanged + 1);
  });

  test("is not flagged when the address was added eight days before", async () => {
    const who = await contact();
    await later(30);
    await addAddress(who);
    await later(8);
    expect(await flagsOf(await asked(who))).toBe("");
  });

  test("is not flagged when the contact itself is that new", async () => {
    const who = await contact();
    await addAddress(who);
    await later(2);
    expect(await flagsOf(await asked(who))).toBe("");
  });
});

describe("an answer from our own domain", () => {
  /** Asks with these domains as ours, as after a change of the deployment's settings. */
  async function askedUnder(ownDomains: string, who: Who) {
    const context = createExecutionContext();
    const request = new Request("https://regards.example/v1/invitations", {
      method: "POST",
      headers: {
        Authorization: `Bearer ${at.rep}`,
        "Content-Type": "application/json",
        "Idempotency-Key": crypto.randomUUID(),
      },
      body: JSON.stringify({ ...who, surveyId: "after_contact", via: "link" }),
    });
    const response = await app.fetch(request, { ...env, OWN_DOMAINS: ownDomains }, context);
    await waitOnExecutionContext(context);
    const answer = invitationAnswer.parse(await response.json());
    if (answer.outcome !== "invited") throw new Error("refused");
    await answered(answer.url, happy, pass);
    return answer.invitation.id;
  }

  test("is flagged when the contact's domain is one of ours", async () => {
    const before = await reported();
    const id = await askedUnder("own.example,flagged.example", await contact());
    expect(await flagsOf(id)).toBe("own_domain");
    expect((await reported()).ownDomain).toBe(before.ownDomain + 1);
  });

  test("is not flagged when only the end of the domain looks like ours", async () => {
    expect(await flagsOf(await askedUnder("lagged.example", await contact()))).toBe("");
  });
});

describe("answers from one device", () => {
  const device = () => `One phone ${number}`;

  test("are both flagged when they come within a minute of each other", async () => {
    const [one, other] = [await contact(), await contact()];
    const phone = device();
    const before = await reported();
    const first = await asked(one, phone);
    pass(40_000);
    const second = await asked(other, phone);
    expect([await flagsOf(first), await flagsOf(second)]).toEqual(["same_device", "same_device"]);
    expect((await reported()).sameDevice).toBe(before.sameDevice + 2);
  });

  test("are not flagged when more than a minute lies between them", async () => {
    const [one, other] = [await contact(), await contact()];
    const phone = device();
    const first = await asked(one, phone);
    pass(61_000);
    const second = await asked(other, phone);
    expect([await flagsOf(first), await flagsOf(second)]).toEqual(["", ""]);
  });

  test("are not flagged when two people answer within a minute on two devices", async () => {
    const [one, other] = [await contact(), await contact()];
    const first = await asked(one, device());
    const second = await asked(other, `${device()} another`);
    expect([await flagsOf(first), await flagsOf(second)]).toEqual(["", ""]);
  });

  test("are not flagged when one person changes their own answer within a minute", async () => {
    const { url, invitation } = await invited(at.rep, await contact());
    await answered(url, happy, pass);
    await answered(`${url}?change=1`, { q_satisfaction: "4" }, pass);
    expect(await flagsOf(invitation.id)).toBe("");
  });
});
