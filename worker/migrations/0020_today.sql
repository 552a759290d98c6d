-- How pressing a customer is for their owner (worker/scoring/today-rank.ts); NULL where nothing is to be done.
ALTER TABLE customer_list ADD COLUMN today_rank REAL;
CREATE INDEX list_today ON customer_list(owner_id, today_rank) WHERE owner_id IS NOT NULL AND today_rank IS NOT NULL;
-- Customers without an owner are theirs who logged last.
CREATE INDEX interactions_of_user ON interactions(user_id, recorded_at) WHERE user_id IS NOT NULL;
