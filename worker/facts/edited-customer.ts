/** A customer's row as scoring and the card start from it, after an edit. */
import type { EditedColumn } from "../store/customer-edits.ts";
import type { EditedCustomer } from "./changes.ts";

/** Columns of a customer's row that become something else. */
export type EditedColumns = Partial<Record<EditedColumn, string | null>>;

/** Returns the changed columns by the names that scoring and the card have for them. */
export function editedCustomer(columns: EditedColumns): EditedCustomer {
  const { name_sealed, segment, segment_sealed, segment_index, owner_id, language } = columns;
  return {
    ...(name_sealed !== undefined && { nameSealed: name_sealed }),
    ...(segment !== undefined && { segmentClear: segment }),
    ...(segment_sealed !== undefined && { segmentSealed: segment_sealed }),
    ...(segment_index !== undefined && { segmentIndex: segment_index }),
    ...(owner_id !== undefined && { ownerId: owner_id }),
    ...(language !== undefined && { language }),
  };
}
