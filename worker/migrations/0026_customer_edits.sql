-- What people changed of a customer by hand: facts, each withdrawn like any other. `customers`, `contacts` and
-- `addresses` hold what holds by now; `changed_rows` what stood there before each edit, so that an undo brings it back.
CREATE TABLE customer_edits (
  id TEXT PRIMARY KEY, customer_id TEXT NOT NULL,
  field TEXT NOT NULL CHECK (field IN ('name','segment','owner','language','notes','phone')),
  -- Of a telephone number alone.
  contact_id TEXT,
  -- What it became; both NULL where it was taken away. An owner is a user's id, in clear.
  value_sealed TEXT, owner_id TEXT,
  user_id TEXT NOT NULL, at INTEGER NOT NULL
) STRICT;
CREATE INDEX customer_edits_of_customer ON customer_edits(customer_id, at);

ALTER TABLE customers ADD COLUMN language TEXT;
ALTER TABLE customers ADD COLUMN notes_sealed TEXT;
ALTER TABLE changed_rows ADD COLUMN edit_id TEXT;
CREATE INDEX changed_rows_of_edit ON changed_rows(edit_id) WHERE edit_id IS NOT NULL;
