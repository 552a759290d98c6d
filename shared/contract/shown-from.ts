/**
 * The least amount that says something, minor units (about £25): an estimate below it is not shown
 * as a sum, and orders nothing.
 */
export const SHOWN_FROM = 2_500;
