/** The customers that a person may see. */
import type { Role } from "../../shared/contract/fields.ts";

/**
 * The condition on `customer_list l` under which a person sees a customer; null where they see all.
 * Every list, count and bulk edit of customers goes by it.
 */
export function visibleTo(_person: { id: string; role: Role }): string | null {
  return null;
}
