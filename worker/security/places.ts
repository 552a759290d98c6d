/**
 * Where sealed values stand. A value is bound to its table, column and row: anywhere else it does
 * not open.
 */

/** Columns sealed under the key ring: what is personal of the people who sign in. */
export const ringColumns = [
  "users.address_sealed",
  "users.name_sealed",
  "sessions.label_sealed",
  "saved_views.body_sealed",
  "bulk_actions.body_sealed",
  "waiting_answers.body_sealed",
  "anonymous_answers.answers_sealed",
  "idempotency_keys.answer_sealed",
  "key_check.constant_sealed",
] as const;

/** Columns sealed under the data key of the customer that the row belongs to. */
export const customerColumns = [
  "customers.name_sealed",
  "customers.segment_sealed",
  "customers.notes_sealed",
  "contacts.name_sealed",
  "contacts.telephone_sealed",
  "addresses.address_sealed",
  "addresses.name_sealed",
  "addresses.telephone_sealed",
  "domains.domain_sealed",
  "interactions.subject_sealed",
  "interactions.note_sealed",
  "interactions.participants_sealed",
  "satisfaction_responses.comment_sealed",
  "action_outcomes.reason_sealed",
  "promises.what_sealed",
  "customer_edits.value_sealed",
  "overrides.reason_sealed",
  "survey_answers.answers_sealed",
  "case_steps.reason_sealed",
  "answer_decisions.reason_sealed",
  "withdrawals.reason_sealed",
  "cards.body",
] as const;

export type RingColumn = (typeof ringColumns)[number];
export type CustomerColumn = (typeof customerColumns)[number];

/** One cell of the database. */
export type Place<C extends string = string> = { column: C; row: string };

/**
 * Names a cell: `row` is the row's primary key, its parts separated by a space where it has
 * several.
 *
 *   keys.seal(at("contacts.name_sealed", contactId), name)
 */
export const at = <C extends RingColumn | CustomerColumn>(column: C, row: string): Place<C> => ({
  column,
  row,
});
