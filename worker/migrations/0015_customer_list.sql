-- The customers as they are listed: what filters and sorts go by, in clear, no name. Derived: written with each card.
-- `number` keeps the entries of indexes short. `cell` is 16 × the tier's rank + the stage's (worker/store/customer-list).
CREATE TABLE customer_list (
  number INTEGER PRIMARY KEY, customer_id TEXT NOT NULL UNIQUE, cell INTEGER NOT NULL, former INTEGER NOT NULL, kind INTEGER NOT NULL,
  owner_id TEXT, segment_index TEXT, abc INTEGER, warning INTEGER, rfm_segment TEXT, cluster TEXT, action TEXT,
  tier_score REAL, trust REAL, value INTEGER, alive REAL, chance REAL, relationship REAL,
  recency INTEGER, frequency INTEGER, monetary INTEGER,
  first_purchase_at INTEGER, last_purchase_at INTEGER, last_contact_at INTEGER, last_asked_at INTEGER
) STRICT;
-- What cards hold in clear; the next review completes it.
INSERT INTO customer_list (customer_id, cell, former, kind, owner_id, segment_index, tier_score, trust, value, alive)
SELECT c.id,
  16 * CASE k.tier WHEN 'potential' THEN 0 WHEN 'low' THEN 1 WHEN 'mid' THEN 2 ELSE 3 END
    + CASE k.stage WHEN 'prospect' THEN 0 WHEN 'new' THEN 1 WHEN 'growing' THEN 2 WHEN 'mature' THEN 3 WHEN 'at_risk' THEN 4
        WHEN 'churned' THEN 5 ELSE 6 END,
  0, c.kind = 'person', c.owner_id, c.segment_index, k.tier_score, k.trust, k.lifetime_value, k.probability_alive
FROM cards k JOIN customers c ON c.id = k.customer_id;

-- One for each sort, by cell first: a list of some tiers or stages is merged from its cells, whatever it is sorted by.
CREATE INDEX list_by_tier_score ON customer_list(cell, tier_score);
CREATE INDEX list_by_trust ON customer_list(cell, trust);
CREATE INDEX list_by_value ON customer_list(cell, value);
CREATE INDEX list_by_alive ON customer_list(cell, alive);
CREATE INDEX list_by_chance ON customer_list(cell, chance);
CREATE INDEX list_by_relationship ON customer_list(cell, relationship);
CREATE INDEX list_by_recency ON customer_list(cell, recency);
CREATE INDEX list_by_frequency ON customer_list(cell, frequency);
CREATE INDEX list_by_monetary ON customer_list(cell, monetary);
CREATE INDEX list_by_first_purchase_at ON customer_list(cell, first_purchase_at);
CREATE INDEX list_by_last_purchase_at ON customer_list(cell, last_purchase_at);
CREATE INDEX list_by_last_contact_at ON customer_list(cell, last_contact_at);
CREATE INDEX list_by_last_asked_at ON customer_list(cell, last_asked_at);
-- Conditions that few customers meet.
CREATE INDEX list_by_owner ON customer_list(owner_id) WHERE owner_id IS NOT NULL;
CREATE INDEX list_by_segment ON customer_list(segment_index) WHERE segment_index IS NOT NULL;
CREATE INDEX list_by_warning ON customer_list(warning) WHERE warning IS NOT NULL;
CREATE INDEX list_by_rfm_segment ON customer_list(rfm_segment) WHERE rfm_segment IS NOT NULL;
CREATE INDEX list_by_cluster ON customer_list(cluster) WHERE cluster IS NOT NULL;
CREATE INDEX list_by_action ON customer_list(action) WHERE action IS NOT NULL;
