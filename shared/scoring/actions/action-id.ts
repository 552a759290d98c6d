/**
 * The id of a recommended action: the same for a customer and a catalogue entry, so that an outcome
 * finds it again.
 */

/** `<customerId>.<key>` */
export const actionId = (customerId: string, key: string): string => `${customerId}.${key}`;

/** The parts of an action's id; null where it is none. */
export function parseActionId(id: string): { customerId: string; key: string } | null {
  const dot = id.lastIndexOf(".");
  return dot > 0 && dot < id.length - 1
    ? { customerId: id.slice(0, dot), key: id.slice(dot + 1) }
    : null;
}
