-- Σ ln of the weeks between purchases: how regularly customers buy, for fits. Null in older measures.
ALTER TABLE review_measures ADD COLUMN log_gaps REAL;
DROP INDEX review_histories;
CREATE INDEX review_histories ON review_measures(review_id, frequency, recency_days, age_days, log_gaps) WHERE frequency IS NOT NULL;
