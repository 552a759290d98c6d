/** Reading cases for lists: names and reasons opened, steps beside them. */
import type { Context } from "hono";
import type { z } from "zod";
import { atLeast } from "../../shared/contract/at-least.ts";
import type { Cases, casesQuery, CaseStepShown, ListedCase } from "../../shared/contract/cases.ts";
import { tierName } from "../../shared/contract/fields.ts";
import type { App, User } from "../context.ts";
import { authorOf, instant, opener } from "../scoring/card.ts";
import { at } from "../security/places.ts";
import type { Sealer } from "../security/seal.ts";
import { resolveCustomer } from "../store/aliases.ts";
import {
  type CasePlace,
  casesPage,
  type ListedCase as Row,
  type ListedStep,
  placeOf,
  stepsOfCases,
} from "../store/case-list.ts";
import type { Database } from "../store/database.ts";
import { authors } from "../store/users.ts";
import { visibleTo } from "../store/visibility.ts";

export type PersonNames = ReadonlyMap<string, string | null>;

/** Returns the names of people who sign in, by their ids. */
export async function namesOf(
  db: Database,
  sealer: Sealer,
  ids: Iterable<string>,
): Promise<PersonNames> {
  const wanted = [...new Set(ids)];
  const rows = wanted.length === 0 ? [] : await authors(db, wanted);
  const open = opener(sealer);
  return new Map(
    await Promise.all(rows.map(async (row) => [row.authorId, await authorOf(row, open)] as const)),
  );
}

/** The place after which a page begins; null for the first, and for a text that is none. */
function placeIn(after: string | undefined): CasePlace | null {
  const found = /^(\d{1,16})_([\w-]{1,60})$/.exec(after ?? "");
  return found === null ? null : { at: Number(found[1]), id: found[2] ?? "" };
}

/** Returns a page of the cases that somebody may see. */
export async function readCases(
  c: Context<App>,
  { state, owner, customer, after, limit }: z.output<typeof casesQuery>,
): Promise<Cases> {
  const { db, sealer, user, now } = c.var;
  const filter = {
    state,
    ownerId: owner === "me" ? user.id : (owner ?? null),
    customerId:
      customer === undefined ? null : ((await resolveCustomer(db, customer))?.id ?? customer),
    visible: visibleTo(user),
    userId: user.id,
    now,
  };
  const rows = await casesPage(db, filter, placeIn(after), limit + 1);
  const shown = rows.slice(0, limit);
  const steps = await stepsOfCases(
    db,
    shown.map(({ id }) => id),
  );
  const names = await namesOf(db, sealer, [
    ...shown.flatMap(({ ownerId }) => ownerId ?? []),
    ...steps.map(({ userId }) => userId),
  ]);
  const byCase = Map.groupBy(steps, ({ caseId }) => caseId);
  const last = shown.at(-1);
  const next = rows.length > limit && last !== undefined ? placeOf(state, last) : null;
  return {
    cases: await Promise.all(
      shown.map((row) => openCase({ sealer, user, names }, row, byCase.get(row.id) ?? [])),
    ),
    next: next === null ? null : `${next.at}_${next.id}`,
  };
}

type Opening = { sealer: Sealer; user: User; names: PersonNames };

async function openCase(
  { sealer, user, names }: Opening,
  row: Row,
  steps: readonly ListedStep[],
): Promise<ListedCase> {
  const named = (id: string | null) => (id === null ? null : { id, name: names.get(id) ?? null });
  const [name, contactName] = await Promise.all([
    sealer
      .customer(row.customerId, row.dataKey)
      .open(at("customers.name_sealed", row.customerId), row.nameSealed),
    row.contactId === null || row.contactOf === null
      ? null
      : sealer
          .customer(row.contactOf, row.contactKey)
          .open(at("contacts.name_sealed", row.contactId), row.contactNameSealed),
  ]);
  return {
    id: row.id,
    customer: { id: row.customerId, name, tier: tierName.catch("potential").parse(row.tier) },
    contact: row.contactId === null ? null : { id: row.contactId, name: contactName },
    owner: named(row.ownerId),
    reason: row.reason,
    metric: row.metric,
    score: row.score,
    state: row.state,
    openedAt: instant(row.openedAt),
    dueAt: instant(row.dueAt),
    contactedAt: row.contactedAt === null ? null : instant(row.contactedAt),
    closedAt: row.closedAt === null ? null : instant(row.closedAt),
    steps: await Promise.all(steps.map((step) => openStep({ sealer, user, names }, step))),
  };
}

async function openStep(
  { sealer, user, names }: Opening,
  { id, customerId, dataKey, state, reasonSealed, userId, at: happened }: ListedStep,
): Promise<CaseStepShown> {
  const keys = sealer.customer(customerId, dataKey);
  return {
    id,
    state,
    reason: await keys.open(at("case_steps.reason_sealed", id), reasonSealed),
    by: names.get(userId) ?? null,
    at: instant(happened),
    isMine: userId === user.id || atLeast(user.role, "manager"),
  };
}
