-- Facts that answers from survey files became: a changed answer under the same response id is a further version.
CREATE TABLE answer_facts (
  fact_id TEXT PRIMARY KEY, response_index TEXT NOT NULL, what TEXT NOT NULL CHECK (what IN ('nps','csat','ces','trust')),
  version INTEGER NOT NULL, supersedes TEXT, import_id TEXT NOT NULL, waiting_id TEXT
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX answer_facts_by_response ON answer_facts(response_index, what, version);
CREATE INDEX answer_facts_of_import ON answer_facts(import_id);
CREATE INDEX answer_facts_of_waiting ON answer_facts(waiting_id) WHERE waiting_id IS NOT NULL;

-- Answers of people whom the book does not know, sealed under the key ring: no customer is known to seal them for.
-- settled: NULL while it waits. The body goes some time after it was settled.
CREATE TABLE waiting_answers (
  id TEXT PRIMARY KEY, response_index TEXT NOT NULL, address_index TEXT, body_sealed TEXT,
  reason TEXT NOT NULL CHECK (reason IN ('unknown_address','unknown_customer','another_customer')),
  occurred_at INTEGER NOT NULL, import_id TEXT NOT NULL, recorded_at INTEGER NOT NULL,
  settled TEXT CHECK (settled IN ('joined','dismissed','replaced')), settled_at INTEGER, settled_by TEXT
) STRICT;
CREATE UNIQUE INDEX waiting_answers_by_response ON waiting_answers(response_index) WHERE settled IS NULL OR settled <> 'replaced';
CREATE INDEX waiting_answers_open ON waiting_answers(id) WHERE settled IS NULL;
CREATE INDEX waiting_answers_of_import ON waiting_answers(import_id);
