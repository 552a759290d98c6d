-- The program that a file came from, and the imports that one file made: they are taken back together.
ALTER TABLE imports ADD COLUMN source TEXT;
ALTER TABLE imports ADD COLUMN group_id TEXT;
CREATE INDEX imports_of_group ON imports(group_id, number) WHERE group_id IS NOT NULL;
