/** Fields of the list of customers that hold numbers and instants; no schema, so that pages may. */

/**
 * `value`: expected over the policy's months (twelve), minor units. `alive`, `chance`: 0 to 1.
 * `tierScore`, `trust`, `relationship`: 0 to 100. `recency`, `frequency`, `monetary`: 1 to 5.
 */
export const numberFields = [
  "tierScore",
  "trust",
  "value",
  "alive",
  "chance",
  "recency",
  "frequency",
  "monetary",
  "relationship",
] as const;
export type NumberField = (typeof numberFields)[number];

/** `firstPurchaseAt` is the beginning of the customer's cohort. */
export const instantFields = [
  "firstPurchaseAt",
  "lastPurchaseAt",
  "lastContactAt",
  "lastAskedAt",
] as const;
export type InstantField = (typeof instantFields)[number];

/** Fields that the list can be sorted by; a minus sign in front turns the order round. */
export const sortFields = [...numberFields, ...instantFields] as const;
export type SortField = (typeof sortFields)[number];
export type Sort = SortField | `-${SortField}`;
