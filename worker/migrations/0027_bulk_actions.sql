-- Edits and overrides of many customers at once: a row each, worked through a page at a time. The facts that it makes carry
-- its id, and its undo withdraws them. body_sealed: JSON of whom and what. `place` is where the walk is: the last number of
-- the list that is done, in its undo the last customer's id; empty before the first.
CREATE TABLE bulk_actions (
  id TEXT PRIMARY KEY, user_id TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('owner','segment','tier')),
  body_sealed TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('running','finished','failed','withdrawing','withdrawn')),
  total INTEGER NOT NULL, done INTEGER NOT NULL DEFAULT 0, changed INTEGER NOT NULL DEFAULT 0,
  withdrawn INTEGER NOT NULL DEFAULT 0, place TEXT NOT NULL DEFAULT '',
  started_at INTEGER NOT NULL, finished_at INTEGER
) STRICT;
CREATE INDEX bulk_actions_by_start ON bulk_actions(started_at);

ALTER TABLE customer_edits ADD COLUMN bulk_id TEXT;
CREATE UNIQUE INDEX customer_edits_of_bulk ON customer_edits(bulk_id, customer_id) WHERE bulk_id IS NOT NULL;
ALTER TABLE overrides ADD COLUMN bulk_id TEXT;
CREATE UNIQUE INDEX overrides_of_bulk ON overrides(bulk_id, customer_id) WHERE bulk_id IS NOT NULL;
