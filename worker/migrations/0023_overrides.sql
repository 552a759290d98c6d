-- A tier that a person gave a customer, with the reason and until when. Append-only: the newest that was not withdrawn
-- holds, until it ends; it is never brought back by the end of a newer one. until_on is a day of the calendar, ends_at the
-- end of that day in the book's time zone.
CREATE TABLE overrides (
  id TEXT PRIMARY KEY, customer_id TEXT NOT NULL, tier TEXT NOT NULL CHECK (tier IN ('high','mid','low','potential')),
  reason_sealed TEXT NOT NULL, until_on TEXT NOT NULL, ends_at INTEGER NOT NULL,
  occurred_at INTEGER NOT NULL, user_id TEXT NOT NULL, recorded_at INTEGER NOT NULL
) STRICT;
CREATE INDEX overrides_of_customer ON overrides(customer_id, occurred_at);

-- When the override that a card goes by ends: the card is scored anew before anybody sees it after that.
ALTER TABLE cards ADD COLUMN override_until INTEGER;
CREATE INDEX cards_by_override ON cards(override_until) WHERE override_until IS NOT NULL;
