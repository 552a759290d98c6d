-- Moves that wait for a decision, and those that a later review no longer finds: counted by group. Each is found by its key.
ALTER TABLE move_groups ADD COLUMN pending INTEGER NOT NULL DEFAULT 0;
ALTER TABLE move_groups ADD COLUMN lapsed INTEGER NOT NULL DEFAULT 0;
CREATE INDEX move_groups_pending ON move_groups(review_id) WHERE pending > 0;
