-- Measures kept for fits and previews, moves of tier with their reasons, and which policy a model was fitted under.

-- A review goes through the book twice, to measure and to score: how many are done, and the last customer of them.
ALTER TABLE reviews ADD COLUMN measured INTEGER NOT NULL DEFAULT 0;
ALTER TABLE reviews ADD COLUMN place TEXT NOT NULL DEFAULT '';
-- The message sent last, so that one delivered twice is not passed on twice.
ALTER TABLE reviews ADD COLUMN passed TEXT NOT NULL DEFAULT '';
ALTER TABLE reviews ADD COLUMN policy_version INTEGER;
-- JSON, how many moved from which tier to which; NULL before the review is finished.
ALTER TABLE reviews ADD COLUMN moves TEXT;
UPDATE reviews SET status = 'failed', message = 'The Worker was updated meanwhile. Please start the review again.'
  WHERE status IN ('fitting', 'scoring');

-- NULL for models of before: the first policy, no other could be saved then.
ALTER TABLE models ADD COLUMN policy_version INTEGER;

-- The tier without hysteresis, where a review wrote the row.
ALTER TABLE score_history ADD COLUMN plain_tier TEXT;

-- JSON, no personal data: tier, score and points of its factors as the last review left them, for telling why a tier moved.
ALTER TABLE cards ADD COLUMN tier_reviewed TEXT;

-- What a review measured of each customer. Days, minor units; NULL without a purchase. `draw` is a hash of the id: the
-- smallest are the sample, the same customers from review to review.
CREATE TABLE review_measures (
  review_id TEXT NOT NULL, draw INTEGER NOT NULL, customer_id TEXT NOT NULL,
  frequency INTEGER, recency_days INTEGER, age_days INTEGER, monetary REAL, body TEXT NOT NULL,
  PRIMARY KEY (review_id, draw, customer_id)
) STRICT, WITHOUT ROWID;
-- Equal purchase histories side by side: they are counted without sorting.
CREATE INDEX review_histories ON review_measures(review_id, frequency, recency_days, age_days) WHERE frequency IS NOT NULL;

CREATE TABLE tier_moves (
  review_id TEXT NOT NULL, customer_id TEXT NOT NULL, at INTEGER NOT NULL, from_tier TEXT NOT NULL, to_tier TEXT NOT NULL,
  score_before REAL, score_after REAL, reasons TEXT NOT NULL, PRIMARY KEY (review_id, customer_id)
) STRICT, WITHOUT ROWID;
