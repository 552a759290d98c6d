/** The queue's message: no more than where a review is. How far it really is stands in its row. */
export type ReviewMessage = {
  step: "measure" | "fit" | "score" | "snapshot" | "draw" | "tidy" | "reseal" | "recognise";
  review: string;
  /** Customers done when it was sent, or portions. */
  from: number;
  /** Where a walk through tables that no row of a review counts goes on. */
  place?: string;
  /** Seconds until it is delivered. */
  delaySeconds?: number;
};
