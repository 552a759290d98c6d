-- The audit log is added to and never changed.
CREATE TRIGGER audit_entries_stay BEFORE UPDATE ON audit_entries BEGIN
  SELECT RAISE(ABORT, 'audit entries are never changed');
END;

-- Flagged answers are few: their list goes by this.
CREATE INDEX survey_answers_flagged ON survey_answers(survey_id, answered_at, id) WHERE state = 'counted' AND flags <> '';
-- Scores of anonymous answers are added up from this alone.
CREATE INDEX anonymous_answers_scores ON anonymous_answers(survey_id, month, nps, csat, ces) WHERE state = 'counted';
-- Customers who moved from one tier to another in a review.
CREATE INDEX moves_by_tiers ON tier_moves(review_id, from_tier, to_tier, customer_id);
