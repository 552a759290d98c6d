/** Lots: numbers that nobody without the key can foresee, the same each time they are drawn. */

/** Name that a lot is drawn for: a week, and a customer or a contact. */
export const lotName = (week: string, id: string): string => `${week} ${id}`;

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/** 48 bits, which a number holds exactly. */
const characters = 8;

/** Reads a keyed hash (base64url) as a number from 0 to below 1. */
export function lotOf(hash: string): number {
  let lot = 0;
  for (const character of hash.slice(0, characters)) lot = lot * 64 + alphabet.indexOf(character);
  return lot / 64 ** characters;
}

/** Orders by lot; equal ones, which hardly occur, by id. */
export const byLot = (
  one: { lot: number; id: string },
  other: { lot: number; id: string },
): number => one.lot - other.lot || (one.id < other.id ? -1 : 1);
