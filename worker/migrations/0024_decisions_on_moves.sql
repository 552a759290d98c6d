-- What was decided about moves of tier. Append-only: withdrawals take a decision back.
CREATE TABLE move_decisions (
  id TEXT PRIMARY KEY, review_id TEXT NOT NULL, customer_id TEXT NOT NULL,
  decision TEXT NOT NULL CHECK (decision IN ('confirmed','declined','overridden')),
  override_id TEXT, user_id TEXT NOT NULL, at INTEGER NOT NULL
) STRICT;
CREATE INDEX move_decisions_of_customer ON move_decisions(customer_id, at);

-- The moves of a review by direction and leading reason, the most valuable customer first. `value` in minor units, expected
-- in 12 months when they moved; `decision_id` names the decision that stands, and `status` whether the tier is in force.
ALTER TABLE tier_moves ADD COLUMN direction TEXT NOT NULL DEFAULT 'up';
ALTER TABLE tier_moves ADD COLUMN reason TEXT NOT NULL DEFAULT 'unknown';
ALTER TABLE tier_moves ADD COLUMN value INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tier_moves ADD COLUMN status TEXT NOT NULL DEFAULT 'in_force';
ALTER TABLE tier_moves ADD COLUMN decision_id TEXT;
UPDATE tier_moves SET
  direction = iif(instr('potential low mid high', to_tier) > instr('potential low mid high', from_tier), 'up', 'down'),
  reason = coalesce(reasons ->> '$[0].code', 'unknown');
CREATE INDEX moves_by_reason ON tier_moves(review_id, direction, reason, value DESC, customer_id);
CREATE INDEX moves_undecided ON tier_moves(review_id, direction, reason, value DESC, customer_id) WHERE decision_id IS NULL;

-- How many moves stand for one reason in one direction, and how many of them are decided. Derived, so that a page counts nothing.
CREATE TABLE move_groups (
  review_id TEXT NOT NULL, direction TEXT NOT NULL, reason TEXT NOT NULL,
  moves INTEGER NOT NULL, decided INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (review_id, direction, reason)
) STRICT, WITHOUT ROWID;
INSERT INTO move_groups (review_id, direction, reason, moves)
  SELECT m.review_id, m.direction, m.reason, count(*) FROM tier_moves m JOIN reviews r ON r.id = m.review_id
  WHERE r.status = 'finished' GROUP BY m.review_id, m.direction, m.reason;
