-- Every write can be undone; a log belongs to the customer it was made for.

-- Each customer has a log of their own of a message. Claims made before are those of their log's customer.
CREATE TABLE customer_claims (
  message_index TEXT NOT NULL, customer_id TEXT NOT NULL, interaction_id TEXT NOT NULL, PRIMARY KEY (message_index, customer_id)
) STRICT, WITHOUT ROWID;
INSERT INTO customer_claims (message_index, customer_id, interaction_id)
  SELECT c.message_index, i.customer_id, c.interaction_id FROM message_claims c JOIN interactions i ON i.id = c.interaction_id;
DROP TABLE message_claims;
ALTER TABLE customer_claims RENAME TO message_claims;
CREATE INDEX message_claims_of_interaction ON message_claims(interaction_id);

-- Rows that were taken back, whole, as they stood in the table they came from: what finds people and facts there holds
-- only what is live. `row` is JSON by column name; sealed values stay sealed for their old place.
CREATE TABLE withdrawn_rows (
  id INTEGER PRIMARY KEY, table_name TEXT NOT NULL, customer_id TEXT NOT NULL, row TEXT NOT NULL,
  import_id TEXT, user_id TEXT, at INTEGER NOT NULL
) STRICT;
CREATE INDEX withdrawn_rows_of_customer ON withdrawn_rows(customer_id);
CREATE INDEX withdrawn_rows_of_import ON withdrawn_rows(import_id, customer_id) WHERE import_id IS NOT NULL;

-- What a row held before an import or a person changed it in place; `before` is JSON by column name.
CREATE TABLE changed_rows (
  id INTEGER PRIMARY KEY, table_name TEXT NOT NULL, row_id TEXT NOT NULL, customer_id TEXT NOT NULL, before TEXT NOT NULL,
  import_id TEXT, user_id TEXT, at INTEGER NOT NULL
) STRICT;
CREATE INDEX changed_rows_of_row ON changed_rows(row_id);
CREATE INDEX changed_rows_of_import ON changed_rows(import_id) WHERE import_id IS NOT NULL;

-- Imports by a short number of their own, which the rows they added carry. Those made before cannot be told from others.
ALTER TABLE imports ADD COLUMN number INTEGER;
ALTER TABLE imports ADD COLUMN withdrawn_at INTEGER;
ALTER TABLE imports ADD COLUMN withdrawn_by TEXT;
-- How far a withdrawal is: NULL before it begins and once it has ended.
ALTER TABLE imports ADD COLUMN withdrawal TEXT;
UPDATE imports SET number = rowid;
CREATE UNIQUE INDEX imports_by_number ON imports(number);
ALTER TABLE customers ADD COLUMN import_number INTEGER;
ALTER TABLE contacts ADD COLUMN import_number INTEGER;
ALTER TABLE addresses ADD COLUMN import_number INTEGER;
CREATE INDEX addresses_of_import ON addresses(import_number) WHERE import_number IS NOT NULL;
-- Who added an address by hand.
ALTER TABLE addresses ADD COLUMN created_by TEXT;

-- Customers by the beginnings of the words of their names, as blind indexes. Derived; found names are compared in clear.
CREATE TABLE customer_words (
  word_index TEXT NOT NULL, customer_id TEXT NOT NULL, PRIMARY KEY (word_index, customer_id)
) STRICT, WITHOUT ROWID;
-- NULL until the name is indexed: at a write, behind an import, or after the next review.
ALTER TABLE customers ADD COLUMN searchable INTEGER;
CREATE INDEX customers_unsearchable ON customers(id) WHERE searchable IS NULL;

-- The role that a person had before this pairing gave them another: undone with it.
ALTER TABLE pairing_codes ADD COLUMN role_before TEXT;
