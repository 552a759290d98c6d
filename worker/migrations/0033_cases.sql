-- Whose a case is by now: of whom it was handed to last. A handover is a fact, and taken back as one.
CREATE TABLE case_handovers (
  id TEXT PRIMARY KEY, case_id TEXT NOT NULL REFERENCES cases(id), customer_id TEXT NOT NULL,
  -- The owner before it.
  from_id TEXT, owner_id TEXT NOT NULL, user_id TEXT NOT NULL, at INTEGER NOT NULL
) STRICT;
CREATE INDEX case_handovers_of_case ON case_handovers(case_id, id);

-- Lists go by these, a page at a time: open ones by when they are due, closed ones by when they were closed.
CREATE INDEX cases_due ON cases(due_at, id) WHERE closed_at IS NULL;
CREATE INDEX cases_closed ON cases(closed_at, id) WHERE closed_at IS NOT NULL;

-- Unhappy answers of customers, for what follow-ups changed: few of all answers.
CREATE INDEX satisfaction_unhappy ON satisfaction_responses(occurred_at)
  WHERE source = 'customer' AND contact_id IS NOT NULL
    AND value <= CASE metric WHEN 'nps' THEN 6 WHEN 'csat' THEN 2 ELSE 3 END;
