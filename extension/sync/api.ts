/**
 * The Worker's API as this extension calls it: Hono's typed client with session, bookmark, time
 * limit and one error shape.
 */
import { hc } from "hono/client";
import type { DeclineReason } from "../../shared/contract/sampling.ts";
import type { ClientResponse } from "hono/client";
import type { Api } from "../../shared/contract/api.ts";
import type {
  CardAnswer,
  FoundCustomers,
  Impersonated,
  Interaction,
  Me,
  Today,
} from "../../shared/contract/answers.ts";
import { storableBody } from "../../shared/contract/characters.ts";
import type { ErrorCode } from "../../shared/contract/errors.ts";
import { bookmarkHeader } from "../../shared/contract/headers.ts";
import type { MessageIdentity } from "../../shared/contract/requests.ts";
import type { Askable, InvitationAnswer, NewInvitation } from "../../shared/contract/survey.ts";
import { longestAnswer } from "../../shared/contract/webmail-signals.ts";
import {
  readCards,
  readFound,
  readMe,
  readSession,
  readToday,
  readWritten,
  readAddress,
} from "./answers.ts";
import { CallFailed, failureIn, failureOf } from "./failure.ts";
import type { Fetched } from "./signals.ts";
import type { Client, Write, Written } from "./writes.ts";

const timeLimit = 10_000;

/** Where the D1 bookmark of the last write is kept, so that no replica hides it. */
export type Bookmark = { get(): Promise<string | null>; set(bookmark: string): Promise<void> };
export type Stranger = { address: string; name: string | null };
export type Remote = {
  me(): Promise<Me>;
  signOut(): Promise<void>;
  /** A code that signs the same person in to the portfolio, once, for a minute. */
  handOver(): Promise<string>;
  /** `outside`: those at our own domains who are no colleagues. */
  cards(addresses: string[], outside?: string[], left?: AbortSignal): Promise<CardAnswer[]>;
  /** Whom of the book a stranger could be taken for. */
  impersonated(stranger: Stranger): Promise<Impersonated>;
  /** Customers by what is typed of their names. */
  search(name: string, left?: AbortSignal): Promise<FoundCustomers>;
  /** Steps and promises of today for the current user. */
  today(left?: AbortSignal): Promise<Today>;
  /** An address of a customer; null where none is known. */
  addressOf(customerId: string): Promise<string | null>;
  /** The logs of a message, one a customer at most. */
  find(message: MessageIdentity, left?: AbortSignal): Promise<Interaction[]>;
  /** Surveys that a contact may be asked, and why not the others. */
  askable(contactId: string, left?: AbortSignal): Promise<Askable>;
  /** A link to a survey, or why there is none; `key` makes a repeat harmless. */
  invite(invitation: NewInvitation, key: string): Promise<InvitationAnswer>;
  /** Takes a link back: nobody can answer by it any more. */
  withdrawInvitation(id: string, key: string): Promise<void>;
  /** Declines to ask somebody who was drawn; a null reason takes that back. */
  answerProposal(id: string, reason: DeclineReason | null, key: string): Promise<void>;
  /** Served signals of webmails, unless they are still those of this tag. */
  signals(tag: string | null): Promise<Fetched>;
  /** Sends a write whose references are resolved; `key` makes a repeat harmless. */
  write(write: Write, key: string): Promise<Written>;
};

/**
 * A Worker's address made whole: its origin and path without a slash at the end. Null unless https,
 * or http on this computer.
 */
export function workerBase(typed: string): string | null {
  const text = /^[a-z]+:\/\//i.test(typed.trim()) ? typed.trim() : `https://${typed.trim()}`;
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const local = url.hostname === "127.0.0.1" || url.hostname === "localhost";
  if (url.protocol !== "https:" && !(url.protocol === "http:" && local)) return null;
  return url.username === "" && url.password === ""
    ? `${url.origin}${url.pathname.replace(/\/+$/, "")}`
    : null;
}

function clientOf(base: string, token: string | null, bookmark: Bookmark | null): Client {
  return hc<Api>(base, {
    fetch: async (input: RequestInfo | URL, init?: RequestInit) => {
      const headers = new Headers(init?.headers);
      if (token !== null) headers.set("Authorization", `Bearer ${token}`);
      const known = await bookmark?.get().catch(() => null);
      if (known) headers.set(bookmarkHeader, known);
      // What people paste may hold characters that the Worker refuses: a log must not fail for one
      // that nobody sees.
      const body = typeof init?.body === "string" ? { body: storableBody(init.body) } : {};
      const response = await fetch(input, {
        ...init,
        ...body,
        headers,
        signal: AbortSignal.any([
          AbortSignal.timeout(timeLimit),
          ...(init?.signal ? [init.signal] : []),
        ]),
        credentials: "omit",
        cache: "no-store",
        redirect: "error",
        referrerPolicy: "no-referrer",
      });
      const next = response.headers.get(bookmarkHeader);
      // Without its bookmark a write has arrived all the same.
      if (next !== null) await bookmark?.set(next).catch(() => undefined);
      return response;
    },
  });
}

/** The body of those of a call's responses whose status is 200. */
type Good<R> =
  R extends ClientResponse<infer Body, infer Status, string>
    ? [Status] extends [200]
      ? Body
      : never
    : never;

async function answered<R extends ClientResponse<unknown, number, string>>(
  call: Promise<R>,
  strange?: ErrorCode,
): Promise<R> {
  const response = await call.catch((thrown: unknown) => {
    throw new CallFailed(failureOf(thrown));
  });
  if (!response.ok) throw new CallFailed(await failureIn(response, strange));
  return response;
}

/**
 * The body of a call that went well; throws CallFailed otherwise.
 * @param strange what a page in the place of an answer says
 */
async function bodyOf<R extends ClientResponse<unknown, number, string>>(
  call: Promise<R>,
  strange?: ErrorCode,
): Promise<Good<R>> {
  const response = await answered(call, strange);
  return (await response.json().catch((thrown: unknown) => {
    throw new CallFailed(failureOf(thrown));
  })) as Good<R>;
}

/**
 * Exchanges a pairing code for a session; `label` names this browser in the list of sessions.
 * Throws CallFailed.
 */
export function pair(base: string, code: string, label: string) {
  return bodyOf(
    clientOf(base, null, null).v1.sessions.$post({ json: { code, label } }),
    "invalid_request",
  ).then(readSession);
}

/** Sends a write. The body of its answer is still to be read as that of this write. */
function post(client: Client, write: Write, key: string): Promise<unknown> {
  const header = { "idempotency-key": key };
  // Hono's client puts parameters into the path as they are.
  const at = (id: string) => ({ header, param: { id: encodeURIComponent(id) } });
  const { v1 } = client;
  switch (write.call) {
    case "log":
      return bodyOf(v1.interactions.$post({ header, json: write.body }));
    case "amendLog":
      return bodyOf(v1.interactions[":id"].amend.$post({ ...at(write.id), json: write.body }));
    case "withdrawLog":
      return bodyOf(v1.interactions[":id"].withdraw.$post({ ...at(write.id), json: {} }));
    case "noteSatisfaction":
      return bodyOf(v1.satisfaction.$post({ header, json: write.body }));
    case "withdrawSatisfaction":
      return bodyOf(v1.satisfaction[":id"].withdraw.$post({ ...at(write.id), json: {} }));
    case "noteTrust":
      return bodyOf(v1.trust.$post({ header, json: write.body }));
    case "withdrawTrust":
      return bodyOf(v1.trust[":id"].withdraw.$post({ ...at(write.id), json: {} }));
    case "actionOutcome":
      return bodyOf(v1.actions[":id"].outcome.$post({ ...at(write.id), json: write.body }));
    case "withdrawOutcome":
      return bodyOf(v1.outcomes[":id"].withdraw.$post({ ...at(write.id), json: {} }));
    case "promise":
      return bodyOf(v1.promises.$post({ header, json: write.body }));
    case "promiseOutcome":
      return bodyOf(v1.promises[":id"].outcome.$post({ ...at(write.id), json: write.body }));
    case "withdrawPromise":
      return bodyOf(v1.promises[":id"].withdraw.$post({ ...at(write.id), json: {} }));
    case "withdrawPromiseOutcome":
      return bodyOf(v1["promise-outcomes"][":id"].withdraw.$post({ ...at(write.id), json: {} }));
    case "caseStep":
      return bodyOf(v1.cases[":id"].steps.$post({ ...at(write.id), json: write.body }));
    case "withdrawCaseStep":
      return bodyOf(v1["case-steps"][":id"].withdraw.$post({ ...at(write.id), json: {} }));
    case "addCustomer":
      return bodyOf(v1.customers.$post({ header, json: write.body }));
    case "addContact":
      return bodyOf(v1.customers[":id"].contacts.$post({ ...at(write.id), json: write.body }));
    case "withdrawCustomer":
      return bodyOf(v1.customers[":id"].withdraw.$post({ ...at(write.id), json: {} }));
    case "withdrawContact":
      return bodyOf(v1.contacts[":id"].withdraw.$post({ ...at(write.id), json: {} }));
  }
}

/**
 * The text of an answer, cut off soon after `most` letters: whoever answers must not fill our
 * memory.
 */
async function textOf(
  { body }: { body: ReadableStream<Uint8Array<ArrayBuffer>> | null },
  most: number,
): Promise<string> {
  let text = "";
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
  for (
    let part = await reader?.read();
    part?.done === false && text.length <= most;
    part = await reader?.read()
  )
    text += part.value;
  await reader?.cancel();
  return text;
}

async function signalsOf(client: Client, tag: string | null): Promise<Fetched> {
  const call = client.v1["webmail-signals"].$get(
    undefined,
    tag === null ? {} : { headers: { "If-None-Match": tag } },
  );
  const response = await call.catch((thrown: unknown) => {
    throw new CallFailed(failureOf(thrown));
  });
  if (response.status === 304) return { state: "same" };
  if (!response.ok) throw new CallFailed(await failureIn(response as unknown as Response));
  return {
    state: "new",
    text: await textOf(response, longestAnswer),
    tag: response.headers.get("ETag"),
  };
}

const dropped = (left: AbortSignal | undefined) =>
  left === undefined ? {} : { init: { signal: left } };

/**
 * The API for a session. Every call throws CallFailed; a look-up ends when its asker has `left`.
 */
export function remote(base: string, token: string, bookmark: Bookmark): Remote {
  const client = clientOf(base, token, bookmark);
  return {
    me: () => bodyOf(client.v1.me.$get()).then(readMe),
    async signOut() {
      await answered(client.v1.sessions.current.$delete());
    },
    handOver: async () => (await bodyOf(client.v1.sessions.handover.$post())).code,
    async cards(addresses, outside = [], left) {
      const json = { addresses, ...(outside.length > 0 && { outside }) };
      return readCards(await bodyOf(client.v1.cards.$post({ json }, dropped(left)))).cards;
    },
    impersonated: (stranger) => bodyOf(client.v1.impersonations.$post({ json: stranger })),
    search: async (name, left) =>
      readFound(await bodyOf(client.v1.customers.search.$post({ json: { name } }, dropped(left)))),
    today: async (left) => readToday(await bodyOf(client.v1.today.$get({}, dropped(left)))),
    async addressOf(id) {
      const call = client.v1.customers[":id"].$get({
        param: { id: encodeURIComponent(id) },
        query: { limit: "1" },
      });
      return readAddress(await bodyOf(call));
    },
    find: async (message, left) =>
      (await bodyOf(client.v1.interactions.find.$post({ json: { message } }, dropped(left))))
        .interactions,
    askable: (contactId, left) => {
      const param = { id: encodeURIComponent(contactId) };
      return bodyOf(client.v1.contacts[":id"].surveys.$get({ param }, dropped(left)));
    },
    invite: (json, key) =>
      bodyOf(client.v1.invitations.$post({ header: { "idempotency-key": key }, json })),
    async withdrawInvitation(id, key) {
      const param = { id: encodeURIComponent(id) };
      const header = { "idempotency-key": key };
      await answered(client.v1.invitations[":id"].withdraw.$post({ header, param }));
    },
    async answerProposal(id, reason, key) {
      const param = { id: encodeURIComponent(id) };
      const header = { "idempotency-key": key };
      const { decline, reopen } = client.v1.proposals[":id"];
      await answered(
        reason === null
          ? reopen.$post({ header, param })
          : decline.$post({ header, param, json: { reason } }),
      );
    },
    signals: (tag) => signalsOf(client, tag),
    write: async (write, key) => readWritten(write, await post(client, write, key)),
  };
}
