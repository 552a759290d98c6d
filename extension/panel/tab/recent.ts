/** Bound of a tab's memory of people: it stays open for weeks and meets thousands. */

/** A tab keeps the cards and proofs of at most this many people. */
export const mostPeople = 300;
