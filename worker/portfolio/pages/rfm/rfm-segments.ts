/** Segments of RFM from the best down, as flows and choices stand under each other. */
export const rfmSegments: readonly string[] = [
  "champions",
  "loyal",
  "potential_loyalists",
  "new_customers",
  "promising",
  "need_attention",
  "about_to_sleep",
  "at_risk",
  "cannot_lose",
  "hibernating",
];
