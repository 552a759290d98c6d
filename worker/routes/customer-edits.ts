/** Edits of a customer by hand, and taking one back: each is a fact, and the last one holds. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import type { Context } from "hono";
import { v7 as uuid } from "uuid";
import { atLeast } from "../../shared/contract/at-least.ts";
import type { NewEdit } from "../../shared/contract/customer-edits.ts";
import * as routes from "../../shared/contract/routes.ts";
import type { App } from "../context.ts";
import { Refused } from "../errors.ts";
import { editedCustomer, type EditedColumns } from "../facts/edited-customer.ts";
import { changeable } from "../facts/facts-of-others.ts";
import { withdrawFact } from "../facts/withdraw-fact.ts";
import { factWrite } from "../facts/writes.ts";
import { keysOfName } from "../people/name-keys.ts";
import { indexOfSegment, wordIndexes } from "../people/recognition.ts";
import { dial } from "../people/set-telephone.ts";
import { router } from "../router.ts";
import { rescore } from "../scoring/rescore.ts";
import { customerOf, storedKeys } from "../security/customer-keys.ts";
import { at } from "../security/places.ts";
import type { CustomerSeals } from "../security/seal.ts";
import {
  contactChangedBy,
  customerChangedBy,
  putAllBack,
  restored,
} from "../store/changed-rows.ts";
import { findContact } from "../store/contacts.ts";
import {
  columnsOfField,
  type EditOwner,
  editOwner,
  insertEdit,
  replacedBy,
  setColumns,
  unlessWritten,
} from "../store/customer-edits.ts";
import { forgetWords, indexWords } from "../store/customer-words.ts";
import { namesOf } from "../store/customers.ts";
import { userById } from "../store/users.ts";

export const customerEdits = router();

customerEdits.openapi(routes.editCustomer, (c) =>
  factWrite(c, async () => {
    const { db, sealer, user, now } = c.var;
    const edit = c.req.valid("json");
    const { customerId, keys } = await customerOf(db, sealer, c.req.valid("param").id);
    if (edit.field === "owner") await checkOwner(c, edit.value);
    const id = uuid();
    const changedBy = { userId: user.id, now, editId: id };
    const columns = await columnsOf(c, customerId, keys, edit);
    const stored =
      edit.field === "phone"
        ? await phoneStatements(c, customerId, edit, id)
        : [
            customerChangedBy(db, columnsOfField[edit.field], customerId, changedBy),
            setColumns(db, customerId, columns),
          ];
    const found = edit.field === "name" ? await foundBy(c, customerId, keys, edit.value) : [];
    const { card, statements } = await rescore(db, sealer, c.env, customerId, now, {
      type: "edit",
      customer: editedCustomer(columns),
    });
    const owned = edit.field === "owner";
    const fact = insertEdit(db, {
      id,
      customerId,
      field: edit.field,
      contactId: edit.field === "phone" ? edit.contactId : null,
      valueSealed: owned
        ? null
        : await keys.seal(at("customer_edits.value_sealed", id), edit.value),
      ownerId: owned ? edit.value : null,
      userId: user.id,
      now,
    });
    return { statements: [fact, ...stored, ...found, ...statements], answer: { id, card } };
  }),
);

customerEdits.openapi(routes.withdrawEdit, (c) =>
  factWrite(c, async () => {
    const { db, sealer } = c.var;
    const { id } = c.req.valid("param");
    const fact = await editOwner(db, id);
    const { customerId: owner, withdrawnAt, field } = changeable(fact, c.var.user, "edit");
    const taking = { type: "edit", what: "edit", id, fact } as const;
    const { reason } = c.req.valid("json");
    if (fact === null || withdrawnAt !== null) return withdrawFact(c, { ...taking, reason });
    const { customerId, keys } = await customerOf(db, sealer, owner);
    const { revision, nameSealed, changes } = await replacedBy(db, id, customerId);
    const columns = Object.assign(
      {},
      ...changes.filter(({ table }) => table === "customers").map(restored),
    ) as EditedColumns;
    const also = [
      unlessWritten(db, customerId, revision),
      ...putAllBack(db, changes),
      ...(field === "phone" ? await dialledBefore(c, fact, changes) : []),
    ];
    if (columns.name_sealed !== undefined) {
      const place = at("customers.name_sealed", customerId);
      const name = await keys.open(place, columns.name_sealed);
      const held = await keys.open(place, nameSealed);
      also.push(...(await renamed(c, customerId, held, name)));
    }
    return withdrawFact(c, {
      ...taking,
      reason,
      also,
      change: { type: "edit", customer: editedCustomer(columns) },
    });
  }),
);

/** Refuses an owner whom the caller may not name, and one who is nobody. */
async function checkOwner(c: Context<App>, owner: string | null): Promise<void> {
  if (!atLeast(c.var.user.role, "manager"))
    throw new Refused(
      "forbidden",
      "Managers decide who owns a customer. Ask one of them to change it.",
      "value",
    );
  if (owner !== null && (await userById(c.var.db, owner)) === null)
    throw new Refused("not_found", "There is nobody of this id. Choose one of the list.", "value");
}

/** The columns of the customer that an edit changes, as they are stored. */
async function columnsOf(
  c: Context<App>,
  customerId: string,
  keys: CustomerSeals,
  { field, value }: NewEdit,
): Promise<EditedColumns> {
  switch (field) {
    case "name":
      return { name_sealed: await keys.seal(at("customers.name_sealed", customerId), value) };
    case "segment":
      return {
        segment: null,
        segment_sealed: await keys.seal(at("customers.segment_sealed", customerId), value),
        segment_index: await indexOfSegment(c.var.sealer, value),
      };
    case "notes":
      return { notes_sealed: await keys.seal(at("customers.notes_sealed", customerId), value) };
    case "owner":
      return { owner_id: value };
    case "language":
      return { language: value };
    case "phone":
      return {};
  }
}

/** Statements that store a contact's number and keep the one before. */
async function phoneStatements(
  c: Context<App>,
  customerId: string,
  { contactId, value }: Extract<NewEdit, { field: "phone" }>,
  editId: string,
): Promise<D1PreparedStatement[]> {
  const { db, sealer, user, now } = c.var;
  const contact = await findContact(db, contactId);
  if (contact?.customerId !== customerId)
    throw new Refused("not_found", "This customer has no such contact.", "contactId");
  const { ownerId } = contact;
  const seals = await storedKeys(db, sealer, ownerId);
  return [
    ...contactChangedBy(db, "telephone_sealed", contactId, { userId: user.id, now, editId }),
    ...(await dial(db, { id: contactId, ownerId, seals }, value)),
  ];
}

/**
 * Statements that give every address of a contact its former number, those too that were added
 * since the edit.
 */
async function dialledBefore(
  c: Context<App>,
  { contactId }: EditOwner,
  changes: Awaited<ReturnType<typeof replacedBy>>["changes"],
): Promise<D1PreparedStatement[]> {
  const { db, sealer } = c.var;
  const change = changes.find(({ table }) => table === "contacts");
  const before = change && restored(change)["telephone_sealed"];
  const contact = contactId === null ? null : await findContact(db, contactId);
  if (before === undefined || contactId === null || contact === null) return [];
  const { ownerId } = contact;
  const seals = await storedKeys(db, sealer, ownerId);
  const telephone = await seals.open(at("contacts.telephone_sealed", contactId), before);
  return dial(db, { id: contactId, ownerId, seals }, telephone);
}

/** Statements that make a customer found by a new name and no longer by the one it has. */
async function foundBy(
  c: Context<App>,
  id: string,
  keys: CustomerSeals,
  name: string,
): Promise<D1PreparedStatement[]> {
  const [row] = await namesOf(c.var.db, [id]);
  const place = at("customers.name_sealed", id);
  return renamed(c, id, await keys.open(place, row?.nameSealed ?? null), name);
}

async function renamed(
  { var: { db, sealer } }: Context<App>,
  id: string,
  before: string | null,
  after: string | null,
): Promise<D1PreparedStatement[]> {
  const words = (name: string | null) => wordIndexes(sealer, name === null ? [] : keysOfName(name));
  return [
    forgetWords(db, id, await words(before)),
    ...indexWords(db, [{ id, wordIndexes: await words(after) }]),
  ];
}
