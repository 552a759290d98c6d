/** After a review: its measures are the snapshot now, those of earlier ones go. */
import type { Env } from "../../env.ts";
import { deleteOldMeasures } from "../../store/measures.ts";
import type { ReviewMessage } from "./message.ts";

/** Portions a message, each a second or less. */
const portions = 5;

/** Deletes measures that no preview uses any more, a few portions a message. */
export async function tidy(
  { DB: db }: Env,
  { review, from }: ReviewMessage,
): Promise<ReviewMessage | null> {
  for (let portion = 0; portion < portions; portion++) {
    if (!(await deleteOldMeasures(db))) return { step: "reseal", review, from: 0 };
  }
  return { step: "tidy", review, from: from + portions };
}
