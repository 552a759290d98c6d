-- A data key for each customer, sealed values bound to their place, cards as bytes. No key can be made in SQL: values
-- sealed before are read as they are, and the review seals them again.

-- The customer's data key, wrapped under the key ring; NULL until something of the customer is sealed.
ALTER TABLE customers ADD COLUMN data_key BLOB;
-- The clear `segment` is written no more: the review seals what stands there and empties it.
ALTER TABLE customers ADD COLUMN segment_sealed TEXT;
ALTER TABLE customers ADD COLUMN segment_index TEXT;

-- Ids that customers had before they were merged into another. Filled by merges.
CREATE TABLE customer_aliases (
  old_id TEXT PRIMARY KEY, customer_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The card sealed under the customer's data key, a copy of which stands beside it: a look-up reads no other row.
-- Bodies written before are text; their first byte tells them apart. A table with rowids, for in one without a row of
-- more than a kilobyte takes a page of its own.
CREATE TABLE cards_as_bytes (
  customer_id TEXT PRIMARY KEY, body BLOB NOT NULL, data_key BLOB, tier TEXT NOT NULL, stage TEXT NOT NULL,
  tier_score REAL, trust REAL, lifetime_value INTEGER, probability_alive REAL,
  card_version INTEGER NOT NULL, model_version INTEGER NOT NULL, policy_version INTEGER NOT NULL, scored_at INTEGER NOT NULL,
  revision INTEGER NOT NULL DEFAULT 1, tier_reviewed TEXT
) STRICT;
INSERT INTO cards_as_bytes (customer_id, body, tier, stage, tier_score, trust, lifetime_value, probability_alive,
  card_version, model_version, policy_version, scored_at, revision, tier_reviewed)
SELECT customer_id, CAST(body_sealed AS BLOB), tier, stage, tier_score, trust, lifetime_value, probability_alive,
  card_version, model_version, policy_version, scored_at, revision, tier_reviewed FROM cards;
DROP TABLE cards;
ALTER TABLE cards_as_bytes RENAME TO cards;

-- Values of format 1, for the review to find: empty once it went through the book.
CREATE INDEX idempotency_keys_to_reseal ON idempotency_keys(user_id, key) WHERE answer_sealed < '2';
CREATE INDEX customers_to_reseal ON customers(id) WHERE name_sealed < '2' OR segment IS NOT NULL;
CREATE INDEX contacts_to_reseal ON contacts(id) WHERE name_sealed < '2';
CREATE INDEX addresses_to_reseal ON addresses(address_index) WHERE address_sealed < '2' OR name_sealed < '2';
CREATE INDEX domains_to_reseal ON domains(domain_index) WHERE domain_sealed < '2';
CREATE INDEX interactions_to_reseal ON interactions(id)
  WHERE subject_sealed < '2' OR note_sealed < '2' OR participants_sealed < '2';
CREATE INDEX satisfaction_to_reseal ON satisfaction_responses(id) WHERE comment_sealed < '2';
CREATE INDEX outcomes_to_reseal ON action_outcomes(id) WHERE reason_sealed < '2';
CREATE INDEX withdrawals_to_reseal ON withdrawals(fact_type, fact_id) WHERE reason_sealed < '2';
CREATE INDEX cards_to_reseal ON cards(customer_id) WHERE body >= x'31' AND body < x'32';
