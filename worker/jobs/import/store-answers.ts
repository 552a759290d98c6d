/**
 * Stores answers of survey files: those of people whom the book knows as facts, the others in the
 * queue. A response is the one it was by its id: the same again changes nothing, one that was
 * changed takes the place of its former version.
 */
import { v7 as newId } from "uuid";
import type { Answered, Given } from "../../facts/answer-versions.ts";
import { newVersions } from "../../facts/answer-versions.ts";
import { customerKeys } from "../../security/customer-keys.ts";
import { at } from "../../security/places.ts";
import {
  addAnswerFacts,
  answerVersions,
  type AnswerVersion,
  type NewAnswerFact,
} from "../../store/imports/answers.ts";
import { addressesByIndex } from "../../store/imports/contacts.ts";
import { customersByExternalId } from "../../store/imports/customers.ts";
import {
  addWaiting,
  type NewWaiting,
  settleWaiting,
  waitingByResponse,
  type WaitingReason,
  type WaitingRow,
} from "../../store/waiting-answers.ts";
import type { Row } from "./csv.ts";
import { type LineRefusal, type Outcome, readRows, type Setting } from "./kind.ts";
import type { RowReader } from "./row-reader.ts";
import type { Owner, Said } from "./who.ts";

export type ReadAnswer = Said & { responseId: string; occurredAt: number; given: Given };

/** An answer with its indexes, and its line in the file. */
type Indexed = ReadAnswer & { line: number; responseIndex: string; addressIndex: string | null };
type Found = { owner: Owner } | { reason: WaitingReason };

/** The contents of a waiting answer as they are sealed. */
export type WaitingBody = Said & { occurredAt: number; given: Given };
const bodyOf = ({ customer, address, occurredAt, given }: ReadAnswer): string =>
  JSON.stringify({ customer, address, occurredAt, given } satisfies WaitingBody);

/** Reads and stores a batch of rows. */
export async function storeAnswers(
  setting: Setting,
  rows: readonly Row[],
  read: (row: RowReader) => ReadAnswer,
): Promise<Outcome> {
  const { facts, refused } = readRows(setting, rows, read);
  const all = await Promise.all(facts.map(({ line, fact }) => indexed(setting, line, fact)));
  const answers = withoutRepeated(all, refused);
  const indexes = answers.map(({ responseIndex }) => responseIndex);
  const [versions, waiting, found] = await Promise.all([
    answerVersions(setting.db, indexes),
    waitingByResponse(setting.db, indexes),
    ownersOf(setting, answers),
  ]);
  const batch = new Batch(setting, versions, waiting);
  for (const [at, answer] of answers.entries()) {
    const owner = found[at]!;
    const fault = await batch.add(answer, owner);
    if (fault !== null) refused.push({ line: answer.line, field: "externalId", reason: fault });
  }
  await setting.commit(batch.statements());
  return {
    accepted: rows.length - refused.length,
    unchanged: batch.unchanged + (all.length - answers.length - repeatedIn(refused)),
    stored: batch.facts.length,
    customersAdded: 0,
    touched: batch.touched,
    refused,
    waiting: batch.waiting.length,
  };
}

const TWICE = "occurs twice with different answers; the first was taken";
const repeatedIn = (refused: readonly LineRefusal[]) =>
  refused.filter(({ reason }) => reason === TWICE).length;

async function indexed({ sealer }: Setting, line: number, answer: ReadAnswer): Promise<Indexed> {
  const { responseId, address } = answer;
  return {
    ...answer,
    line,
    responseIndex: await sealer.index("external", `answer ${responseId}`),
    addressIndex: address === null ? null : await sealer.index("address", address),
  };
}

/** The answers, each response once; one that contradicts an earlier row is refused. */
function withoutRepeated(all: readonly Indexed[], refused: LineRefusal[]): Indexed[] {
  const first = new Map<string, Indexed>();
  for (const one of all) {
    const before = first.get(one.responseIndex);
    if (before === undefined) first.set(one.responseIndex, one);
    else if (bodyOf(before) !== bodyOf(one))
      refused.push({ line: one.line, field: "externalId", reason: TWICE });
  }
  return [...first.values()];
}

/** Whose each answer is: by the exact address or the company's number, and by nothing else. */
async function ownersOf({ db }: Setting, answers: readonly Indexed[]): Promise<Found[]> {
  const [contacts, customers] = await Promise.all([
    addressesByIndex(
      db,
      answers.flatMap(({ addressIndex }) => addressIndex ?? []),
    ),
    customersByExternalId(db, new Set(answers.flatMap(({ customer }) => customer ?? []))),
  ]);
  return answers.map(({ addressIndex, customer }): Found => {
    const contact = contacts.get(addressIndex ?? "");
    const named = customer === null ? undefined : customers.get(customer);
    if (customer !== null && named === undefined) return { reason: "unknown_customer" };
    const customerId = named?.id ?? contact?.customerId;
    if (customerId === undefined) return { reason: "unknown_address" };
    if (contact !== undefined && contact.customerId !== customerId)
      return { reason: "another_customer" };
    return { owner: { customerId, contactId: contact?.contactId ?? null } };
  });
}

/** One batch on its way into the book. */
class Batch {
  readonly facts: NewAnswerFact[] = [];
  readonly waiting: NewWaiting[] = [];
  readonly touched: string[] = [];
  unchanged = 0;
  readonly #setting: Setting;
  readonly #versions: ReadonlyMap<string, AnswerVersion[]>;
  readonly #known: ReadonlyMap<string, WaitingRow>;
  readonly #joined: string[] = [];
  readonly #replaced: string[] = [];

  constructor(
    setting: Setting,
    versions: readonly AnswerVersion[],
    waiting: readonly WaitingRow[],
  ) {
    this.#setting = setting;
    this.#versions = Map.groupBy(versions, ({ responseIndex }) => responseIndex);
    this.#known = new Map(waiting.map((row) => [row.responseIndex, row]));
  }

  /** Adds an answer; returns why it cannot be, null where it can. */
  async add(answer: Indexed, found: Found): Promise<string | null> {
    const versions = this.#versions.get(answer.responseIndex) ?? [];
    const live = versions.findLast((one) => one.customerId !== null && one.isWithdrawn === 0);
    // Somebody said before whose this response is.
    const owner =
      "owner" in found
        ? found.owner
        : live && { customerId: live.customerId!, contactId: live.contactId };
    if (owner !== undefined) return this.#store(answer, owner, versions);
    if ("reason" in found) await this.#wait(answer, found.reason);
    return null;
  }

  async #store(
    answer: Indexed,
    owner: Owner,
    versions: readonly AnswerVersion[],
  ): Promise<string | null> {
    const { db, sealer, importId } = this.#setting;
    const keys = (await customerKeys(db, sealer, [owner.customerId])).get(owner.customerId);
    if (keys === undefined) return "its customer was removed meanwhile";
    const { responseIndex, given, occurredAt } = answer;
    const known = this.#known.get(responseIndex);
    const waitingId = known?.id ?? null;
    const rest = { keys: keys.seals, waitingId, isDecided: false };
    const answered: Answered = { responseIndex, given, occurredAt, ...owner, ...rest };
    const facts = await newVersions(sealer, answered, versions);
    this.touched.push(owner.customerId);
    if (facts.length > 0 && versions.some((one) => one.importId === importId)) return TWICE;
    if (facts.length === 0) this.unchanged++;
    this.facts.push(...facts);
    if (known !== undefined && known.settled === null) this.#joined.push(known.id);
    return null;
  }

  async #wait(answer: Indexed, reason: WaitingReason): Promise<void> {
    const { sealer } = this.#setting;
    const known = this.#known.get(answer.responseIndex);
    const body = bodyOf(answer);
    if (known !== undefined) {
      const place = at("waiting_answers.body_sealed", known.id);
      const isSettled = known.settled !== null;
      if (isSettled || (await sealer.open(place, known.bodySealed)) === body) {
        this.unchanged++;
        return;
      }
      this.#replaced.push(known.id);
    }
    const id = newId();
    const { responseIndex, addressIndex, occurredAt } = answer;
    const bodySealed = await sealer.seal(at("waiting_answers.body_sealed", id), body);
    this.waiting.push({ id, responseIndex, addressIndex, reason, occurredAt, bodySealed });
  }

  statements() {
    const { db, importId, userId, now } = this.#setting;
    return [
      ...settleWaiting(db, this.#replaced, "replaced", userId, now),
      ...settleWaiting(db, this.#joined, "joined", userId, now),
      ...addWaiting(db, this.waiting, importId, now),
      ...addAnswerFacts(db, this.facts, { importId, userId, now }, true),
    ];
  }
}
