/** Walking through all customers, a stretch a message, a page a transaction. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import { scoringPage } from "../../scoring/rescore.ts";
import { customerPage } from "../../store/customers.ts";
import type { Database } from "../../store/database.ts";
import { countDone, findReview, type Pass, passes, type ReviewRow } from "../../store/reviews.ts";

/**
 * Customers a message: some 150 queries of the 1,000 that one invocation may make, a few seconds.
 */
export const stretch = 10 * scoringPage;

/**
 * `more`: the stretch is done, the next one is due. `all`: nobody is left. `over`: the review
 * ended, or another delivery has gone ahead.
 */
export type Walked = "more" | "all" | "over";

/**
 * Does a page of customers after another, from where the review is to the end of the stretch that
 * began at `from`. `page` stores `counted` in the transaction of what it does. A message delivered
 * again goes on where the first delivery died; one whose stretch was left behind ends here, so that
 * of two chains of messages one dies out.
 */
export async function walk(
  db: Database,
  { id, from, pass }: { id: string; from: number; pass: Pass },
  page: (review: ReviewRow, ids: string[], counted: D1PreparedStatement) => Promise<void>,
): Promise<Walked> {
  for (;;) {
    const review = await findReview(db, id);
    if (review === null || review.status !== passes[pass] || review[pass] > from + stretch)
      return "over";
    if (review[pass] === from + stretch) return "more";
    // Never past the end of the stretch, or this delivery would seem left behind to itself: a page
    // is not always full, customers
    // are added meanwhile.
    const ids = await customerPage(
      db,
      review.place,
      Math.min(scoringPage, from + stretch - review[pass]),
    );
    const last = ids.at(-1);
    if (last === undefined) return "all";
    await page(
      review,
      ids,
      countDone(db, id, pass, { before: review[pass], more: ids.length, last }, Date.now()),
    );
  }
}
