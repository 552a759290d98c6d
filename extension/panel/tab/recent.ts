/** What a tab keeps of people, bounded: it stays open for weeks and meets thousands. */

/** How many people's cards and proofs a tab keeps. */
export const mostPeople = 300;
