/** Amounts too small to be worth showing as an estimate. */

/** Minor units, about £25: below it an estimate says no more than "nothing". */
export const SHOWN_FROM = 2_500;

/** Returns true for an estimated amount, in minor units, that is worth a figure. */
export const isShownAmount = (minor: number): boolean => Math.abs(minor) >= SHOWN_FROM;
