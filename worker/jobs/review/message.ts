/** What the queue carries: no more than where a review is. How far it really is stands in its row. */
export type ReviewMessage = {
  step: "measure" | "fit" | "score" | "tidy" | "recognise"; review: string;
  /** Customers done when it was sent, or portions. */
  from: number;
};
