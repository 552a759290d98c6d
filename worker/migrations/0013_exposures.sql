-- Actions that came to be next for a customer, shown or held back for comparison, with the probability that they were
-- shown: what their effect is estimated from. No personal data; outcomes recorded before have no such row and count for
-- nothing there.
CREATE TABLE exposures (
  customer_id TEXT NOT NULL, action TEXT NOT NULL, at INTEGER NOT NULL, shown INTEGER NOT NULL, propensity REAL NOT NULL,
  tier TEXT NOT NULL, stage TEXT NOT NULL, expected_amount INTEGER NOT NULL, PRIMARY KEY (customer_id, action, at)
) STRICT, WITHOUT ROWID;

-- Keys of the actions that are next by this card, held back or shown, in their order; NULL on cards written before.
ALTER TABLE cards ADD COLUMN at_turn TEXT;
