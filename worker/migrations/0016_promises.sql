-- What we said we would do, and by when. Append-only: kept, not kept or moved follow it as outcomes, withdrawals take
-- either back. Days are those of a calendar (2026-12-04).
CREATE TABLE promises (
  id TEXT PRIMARY KEY, customer_id TEXT NOT NULL, interaction_id TEXT, what_sealed TEXT NOT NULL, due_on TEXT NOT NULL,
  occurred_at INTEGER NOT NULL, user_id TEXT NOT NULL, recorded_at INTEGER NOT NULL
) STRICT;
CREATE INDEX promises_of_customer ON promises(customer_id, occurred_at);

CREATE TABLE promise_outcomes (
  id TEXT PRIMARY KEY, promise_id TEXT NOT NULL REFERENCES promises(id), customer_id TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('kept','not_kept','moved')), due_on TEXT,
  occurred_at INTEGER NOT NULL, user_id TEXT NOT NULL, recorded_at INTEGER NOT NULL,
  CHECK ((outcome = 'moved') = (due_on IS NOT NULL))
) STRICT;
CREATE INDEX outcomes_of_promise ON promise_outcomes(promise_id);
CREATE INDEX promise_outcomes_of_customer ON promise_outcomes(customer_id, occurred_at);

-- Promises that are still to be kept, with the day they are due by now. Derived: may be rebuilt from the two above.
CREATE TABLE open_promises (
  promise_id TEXT PRIMARY KEY, customer_id TEXT NOT NULL, user_id TEXT NOT NULL, due_on TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX open_promises_of_user ON open_promises(user_id, due_on);
