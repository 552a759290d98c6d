/** For how long an outbox and the Worker agree that a write is one. */
const day = 86_400_000;

/**
 * A write that may have arrived is tried again by itself for so long after its first try,
 * milliseconds; afterwards only a person may send it.
 */
export const triedFor = 45 * day;
/**
 * The time for which the Worker knows a write by its key: longer than it is tried, by more than
 * clocks differ.
 */
export const keysKept = triedFor + 15 * day;
