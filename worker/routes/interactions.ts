/** Interactions: logging what happened, finding, undoing and editing a log. */
import type { Context } from "hono";
import { v7 as uuid } from "uuid";
import type { z } from "@hono/zod-openapi";
import type { Interaction, InteractionAnswer } from "../../shared/contract/answers.ts";
import type { Touch } from "../../shared/contract/card.ts";
import type { amendedInteraction } from "../../shared/contract/requests.ts";
import * as routes from "../../shared/contract/routes.ts";
import { withTime } from "../../shared/time/days.ts";
import { authorOf, instant, opener, openTouch } from "../scoring/card.ts";
import type { Change } from "../facts/changes.ts";
import { checkContact } from "../people/contact-of.ts";
import { customerOf } from "../security/customer-keys.ts";
import type { App } from "../context.ts";
import { Refused } from "../errors.ts";
import { changeable } from "../facts/facts-of-others.ts";
import type { Write } from "../facts/idempotency.ts";
import { messageIndexes, threadIndex } from "../facts/message-identity.ts";
import { rescore } from "../scoring/rescore.ts";
import { router } from "../router.ts";
import { at } from "../security/places.ts";
import type { CustomerSeals } from "../security/seal.ts";
import {
  claimHolders,
  claimMessage,
  freeMessage,
  mainIndex,
  type MessageIndexes,
} from "../store/claims.ts";
import { dataKeysOf } from "../store/data-keys.ts";
import { findLog, findLogs, insertInteraction, type LogRow } from "../store/interactions.ts";
import { subjectsAreLogged } from "../store/policy.ts";
import { userById } from "../store/users.ts";
import { withdrawFact } from "../facts/withdraw-fact.ts";
import { factWrite } from "../facts/writes.ts";

export const interactions = router();

interactions.openapi(routes.logInteraction, (c) =>
  factWrite(c, async (): Promise<Write<InteractionAnswer>> => {
    const { db, sealer, user, now } = c.var;
    const { customerId: given, contactId, participants, message, ...fields } = c.req.valid("json");
    const indexes = await messageIndexes(sealer, message);
    const { customerId, keys } = await customerOf(db, sealer, given);
    const [before] = await holdersOf(c, indexes, customerId);
    if (before !== undefined) {
      const { card } = await rescore(db, sealer, c.env, customerId, now);
      return {
        statements: [],
        answer: { interaction: await asInteraction(c, before, true), card },
      };
    }
    await checkContact(db, contactId, customerId);
    const id = uuid();
    const thread = await threadIndex(sealer, message);
    const { change, sealed, touch } = await read(
      c,
      { rootId: id, rowId: id, keys, thread, userId: user.id },
      fields,
      {
        by: await nameOfCaller(c),
      },
    );
    const people = participants.length === 0 ? null : JSON.stringify(participants);
    const { card, statements } = await rescore(db, sealer, c.env, customerId, now, change);
    return {
      statements: [
        insertInteraction(db, {
          ...sealed,
          id,
          customerId,
          contactId,
          participantsSealed: await keys.seal(at("interactions.participants_sealed", id), people),
          messageIndex: mainIndex(indexes),
          threadIndex: thread,
          userId: user.id,
          now,
          rootId: id,
          amendsId: null,
        }),
        ...claimMessage(db, indexes, { id, customerId }),
        ...statements,
      ],
      answer: {
        interaction: {
          ...touch,
          customerId,
          contactId,
          loggedAt: instant(now),
          own: true,
          alreadyLogged: false,
        },
        card,
      },
    };
  }),
);

interactions.openapi(routes.findInteraction, async (c) => {
  const { message } = c.req.valid("json");
  const logs = await holdersOf(c, await messageIndexes(c.var.sealer, message));
  const oldestFirst = logs.toSorted((a, b) => a.loggedAt - b.loggedAt || (a.id < b.id ? -1 : 1));
  return c.json(
    { interactions: await Promise.all(oldestFirst.map((log) => asInteraction(c, log, true))) },
    200,
  );
});

interactions.openapi(routes.withdrawInteraction, (c) =>
  factWrite(c, async () => {
    const { id } = c.req.valid("param");
    const { reason } = c.req.valid("json");
    return withdrawFact(c, {
      type: "interaction",
      what: "log",
      id,
      reason,
      fact: await findLog(c.var.db, id),
      also: [freeMessage(c.var.db, id)],
    });
  }),
);

interactions.openapi(routes.amendInteraction, (c) =>
  factWrite(c, async () => {
    const { db, sealer, user, now } = c.var;
    const { id: rootId } = c.req.valid("param");
    const log = changeable(await findLog(db, rootId), user, "log");
    if (log.withdrawnAt !== null)
      throw new Refused(
        "conflict",
        "This log was undone, so it cannot be edited. Log it again instead.",
      );
    const { contactId, messageIndex, threadIndex: thread } = log;
    const { customerId, keys } = await customerOf(db, sealer, log.customerId);
    const id = uuid();
    const by = await authorOf(log, opener(sealer));
    const edited =
      log.userId === user.id ? {} : { edited: { by: await nameOfCaller(c), at: instant(now) } };
    const { change, sealed, touch } = await read(
      c,
      { rootId, rowId: id, keys, thread, userId: log.userId },
      c.req.valid("json"),
      { by, ...edited },
    );
    const own = await keysOf(c, log);
    const people = await own.open(
      at("interactions.participants_sealed", log.newestId),
      log.participantsSealed,
    );
    const participantsSealed = await keys.seal(at("interactions.participants_sealed", id), people);
    const { card, statements } = await rescore(db, sealer, c.env, customerId, now, change);
    return {
      statements: [
        insertInteraction(db, {
          ...sealed,
          id,
          customerId,
          contactId,
          participantsSealed,
          messageIndex,
          threadIndex: thread,
          userId: user.id,
          now,
          rootId,
          amendsId: log.newestId,
        }),
        ...statements,
      ],
      answer: {
        interaction: {
          ...touch,
          customerId,
          contactId,
          loggedAt: instant(log.loggedAt),
          own: log.userId === user.id,
          alreadyLogged: false,
        },
        card,
      },
    };
  }),
);

async function nameOfCaller(c: Context<App>): Promise<string | null> {
  const row = await userById(c.var.db, c.var.user.id);
  if (row === null) return null;
  return authorOf(
    { authorId: row.id, authorNameSealed: row.nameSealed, authorAddressSealed: row.addressSealed },
    opener(c.var.sealer),
  );
}

type Origin = {
  rootId: string;
  rowId: string;
  keys: CustomerSeals;
  thread: string | null;
  /** The user who logged it first. */ userId: string | null;
};

/** The fields of a log as they come in, as they are stored, and as they show on the card. */
async function read(
  c: Context<App>,
  { rootId, rowId, keys, thread, userId }: Origin,
  fields: z.output<typeof amendedInteraction>,
  authors: Pick<Touch, "by" | "edited">,
) {
  const { kind, direction, note, minutes, behaviours } = fields;
  const subject =
    fields.subject !== null && (await subjectsAreLogged(c.var.db)) ? fields.subject : null;
  const occurredAt = withTime(Date.parse(fields.occurredAt));
  const touch: Touch = {
    id: rootId,
    kind,
    direction,
    at: instant(occurredAt),
    subject,
    note,
    minutes,
    behaviours,
    ...authors,
  };
  const change: Change = {
    type: "interaction",
    fact: { id: rootId, kind, direction, occurredAt, behaviours, thread, minutes, userId },
    touch,
  };
  const sealed = {
    kind,
    direction,
    occurredAt,
    minutes,
    behaviours,
    subjectSealed: await keys.seal(at("interactions.subject_sealed", rowId), subject),
    noteSealed: await keys.seal(at("interactions.note_sealed", rowId), note),
  };
  return { change, sealed, touch };
}

/** The logs that hold a message, one a customer, or that of one customer alone. */
async function holdersOf(
  c: Context<App>,
  indexes: MessageIndexes,
  customerId: string | null = null,
): Promise<LogRow[]> {
  if (mainIndex(indexes) === null) return [];
  return findLogs(c.var.db, await claimHolders(c.var.db, indexes, customerId));
}

/** Returns what opens a log: the keys of the customer that it was stored for. */
async function keysOf(c: Context<App>, { customerId }: LogRow): Promise<CustomerSeals> {
  const { db, sealer } = c.var;
  return sealer.customer(customerId, (await dataKeysOf(db, [customerId])).get(customerId) ?? null);
}

async function asInteraction(
  c: Context<App>,
  log: LogRow,
  alreadyLogged: boolean,
): Promise<Interaction> {
  const touch = await openTouch(log, await keysOf(c, log), opener(c.var.sealer));
  return {
    ...touch,
    customerId: log.customerId,
    contactId: log.contactId,
    loggedAt: instant(log.loggedAt),
    own: log.userId === c.var.user.id,
    alreadyLogged,
  };
}
