/** The order of the roles, the same for the Worker that decides and the pages that show. */
import type { Role } from "./fields.ts";

const rank = { viewer: 0, rep: 1, manager: 2, admin: 3 } as const satisfies Record<Role, number>;

/** Returns whether `role` is `least` or above. */
export function atLeast(role: Role, least: Role): boolean {
  return rank[role] >= rank[least];
}
