-- Facts are append-only; a withdrawal is a row of its own. Scores, cards and claims are derived and may be rebuilt.
-- *_sealed: AES-256-GCM under the key ring, key id inside. *_index: HMAC blind index. Instants: milliseconds since 1970.

CREATE TABLE users (
  id TEXT PRIMARY KEY, address_sealed TEXT NOT NULL, address_index TEXT NOT NULL UNIQUE, name_sealed TEXT,
  role TEXT NOT NULL CHECK (role IN ('viewer','rep','manager','admin')), created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE pairing_codes (
  code_hash TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES users(id), created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL, used_at INTEGER
) STRICT;

CREATE TABLE sessions (
  id TEXT PRIMARY KEY, token_hash TEXT NOT NULL UNIQUE, user_id TEXT NOT NULL REFERENCES users(id), label_sealed TEXT NOT NULL,
  created_at INTEGER NOT NULL, last_used_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, revoked_at INTEGER
) STRICT;
CREATE INDEX sessions_of_user ON sessions(user_id);

-- The first answer to a write, replayed for its key. Outlives the outbox's retries.
CREATE TABLE idempotency_keys (
  user_id TEXT NOT NULL, key TEXT NOT NULL, request_hash TEXT NOT NULL, status INTEGER NOT NULL,
  answer_sealed TEXT NOT NULL, created_at INTEGER NOT NULL, PRIMARY KEY (user_id, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_keys_by_age ON idempotency_keys(created_at);

-- external_id, like order_id, is the company's own number for it and shown as it is: an address is refused as one.
CREATE TABLE customers (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('company','person')), external_id TEXT UNIQUE, name_sealed TEXT,
  segment TEXT, owner_id TEXT REFERENCES users(id), consent TEXT NOT NULL DEFAULT 'unknown', created_at INTEGER NOT NULL, created_by TEXT
) STRICT;

CREATE TABLE contacts (
  id TEXT PRIMARY KEY, customer_id TEXT NOT NULL REFERENCES customers(id), external_index TEXT UNIQUE, name_sealed TEXT,
  created_at INTEGER NOT NULL, created_by TEXT
) STRICT;
CREATE INDEX contacts_of_customer ON contacts(customer_id);

-- One row an address: a look-up reads this row and the card's, no more. The person's name is kept here for that.
CREATE TABLE addresses (
  address_index TEXT PRIMARY KEY, customer_id TEXT NOT NULL, contact_id TEXT NOT NULL REFERENCES contacts(id),
  address_sealed TEXT NOT NULL, name_sealed TEXT, created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX addresses_of_contact ON addresses(contact_id);

-- Business domains of customers, to suggest a company for a stranger. Consumer domains never enter.
CREATE TABLE domains (
  domain_index TEXT PRIMARY KEY, customer_id TEXT NOT NULL, created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Lines of one order share order_id; the same order and category within one import add up.
CREATE TABLE transactions (
  id INTEGER PRIMARY KEY, customer_id TEXT NOT NULL, order_id TEXT NOT NULL, category TEXT NOT NULL DEFAULT '',
  kind TEXT NOT NULL CHECK (kind IN ('purchase','refund','renewal')), amount INTEGER NOT NULL, currency TEXT NOT NULL,
  occurred_at INTEGER NOT NULL, import_id TEXT, recorded_at INTEGER NOT NULL,
  UNIQUE (order_id, category)
) STRICT;
CREATE INDEX transactions_of_customer ON transactions(customer_id, occurred_at);
CREATE INDEX transactions_of_import ON transactions(import_id);

CREATE TABLE interactions (
  id TEXT PRIMARY KEY, customer_id TEXT NOT NULL, contact_id TEXT, external_index TEXT UNIQUE,
  kind TEXT NOT NULL, direction TEXT CHECK (direction IN ('in','out')), occurred_at INTEGER NOT NULL,
  subject_sealed TEXT, note_sealed TEXT, participants_sealed TEXT, minutes INTEGER, behaviours TEXT NOT NULL DEFAULT '[]',
  -- HMAC of the message's identity; null for what is no message.
  message_index TEXT, user_id TEXT, recorded_at INTEGER NOT NULL, import_id TEXT,
  -- An amendment is a new row that replaces this one and keeps its thread: root_id is the first log's id.
  root_id TEXT NOT NULL, amends_id TEXT
) STRICT;
CREATE INDEX interactions_of_customer ON interactions(customer_id, occurred_at);
CREATE INDEX interactions_of_root ON interactions(root_id);

-- Who holds a message: at most one live log of it. Derived: freed by a withdrawal.
CREATE TABLE message_claims (
  message_index TEXT PRIMARY KEY, interaction_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX message_claims_of_interaction ON message_claims(interaction_id);

CREATE TABLE satisfaction_responses (
  id TEXT PRIMARY KEY, customer_id TEXT NOT NULL, contact_id TEXT, external_index TEXT UNIQUE,
  metric TEXT NOT NULL CHECK (metric IN ('nps','csat','ces')), value INTEGER NOT NULL, comment_sealed TEXT,
  source TEXT NOT NULL CHECK (source IN ('customer','rep')), occurred_at INTEGER NOT NULL, user_id TEXT, recorded_at INTEGER NOT NULL, import_id TEXT
) STRICT;
CREATE INDEX satisfaction_of_customer ON satisfaction_responses(customer_id, occurred_at);

CREATE TABLE trust_responses (
  id TEXT PRIMARY KEY, customer_id TEXT NOT NULL, contact_id TEXT, source TEXT NOT NULL CHECK (source IN ('customer','rep')),
  answers TEXT NOT NULL, occurred_at INTEGER NOT NULL, user_id TEXT, recorded_at INTEGER NOT NULL
) STRICT;
CREATE INDEX trust_of_customer ON trust_responses(customer_id, occurred_at);

CREATE TABLE action_outcomes (
  id TEXT PRIMARY KEY, customer_id TEXT NOT NULL, action TEXT NOT NULL, outcome TEXT NOT NULL CHECK (outcome IN ('done','later','not_useful')),
  reason_sealed TEXT, occurred_at INTEGER NOT NULL, user_id TEXT
) STRICT;
CREATE INDEX outcomes_of_customer ON action_outcomes(customer_id, occurred_at);

CREATE TABLE withdrawals (
  fact_type TEXT NOT NULL, fact_id TEXT NOT NULL, reason_sealed TEXT, user_id TEXT, at INTEGER NOT NULL,
  PRIMARY KEY (fact_type, fact_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE policies (
  version INTEGER PRIMARY KEY, body TEXT NOT NULL, created_at INTEGER NOT NULL, created_by TEXT
) STRICT;

CREATE TABLE models (
  version INTEGER PRIMARY KEY, body TEXT NOT NULL, created_at INTEGER NOT NULL
) STRICT;

-- The card as the rep gets it, sealed whole; beside it in clear what lists sort and filter by.
-- revision counts the writes of a card: of two writers that read the same one, the second fails and starts over.
CREATE TABLE cards (
  customer_id TEXT PRIMARY KEY, body_sealed TEXT NOT NULL, name_sealed TEXT, tier TEXT NOT NULL, stage TEXT NOT NULL,
  tier_score REAL, trust REAL, lifetime_value INTEGER, probability_alive REAL,
  card_version INTEGER NOT NULL, model_version INTEGER NOT NULL, policy_version INTEGER NOT NULL, scored_at INTEGER NOT NULL,
  revision INTEGER NOT NULL DEFAULT 1
) STRICT, WITHOUT ROWID;

CREATE TABLE score_history (
  customer_id TEXT NOT NULL, at INTEGER NOT NULL, tier TEXT NOT NULL, stage TEXT NOT NULL, trust REAL, lifetime_value INTEGER,
  model_version INTEGER NOT NULL, policy_version INTEGER NOT NULL, PRIMARY KEY (customer_id, at)
) STRICT, WITHOUT ROWID;

CREATE TABLE imports (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, status TEXT NOT NULL CHECK (status IN ('running','finished','failed')),
  lines INTEGER NOT NULL DEFAULT 0, stored INTEGER NOT NULL DEFAULT 0, refused INTEGER NOT NULL DEFAULT 0,
  user_id TEXT, started_at INTEGER NOT NULL, heartbeat_at INTEGER NOT NULL, finished_at INTEGER
) STRICT;

CREATE TABLE reviews (
  id TEXT PRIMARY KEY, status TEXT NOT NULL CHECK (status IN ('fitting','scoring','finished','failed')),
  customers INTEGER NOT NULL DEFAULT 0, scored INTEGER NOT NULL DEFAULT 0, model_version INTEGER, message TEXT,
  started_at INTEGER NOT NULL, heartbeat_at INTEGER NOT NULL, finished_at INTEGER
) STRICT;
