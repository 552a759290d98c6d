-- Several facts of one order and category: refunds, further lines, lines of other days. A fact is what one import brought of an
-- order, category, kind and moment; `lines` are the amounts of its lines with commas between, so that a line that comes again is
-- recognised: NULL for one line, '' where facts of before summed up all lines of an order and category.
CREATE TABLE transactions_by_line (
  id INTEGER PRIMARY KEY, customer_id TEXT NOT NULL, order_id TEXT NOT NULL, category TEXT NOT NULL DEFAULT '',
  kind TEXT NOT NULL CHECK (kind IN ('purchase','refund','renewal')), amount INTEGER NOT NULL, currency TEXT NOT NULL,
  occurred_at INTEGER NOT NULL, import_id TEXT, recorded_at INTEGER NOT NULL, lines TEXT,
  -- The order that a refund says it is of, where it has a number of its own.
  refers_to TEXT
) STRICT;
INSERT INTO transactions_by_line (id, customer_id, order_id, category, kind, amount, currency, occurred_at, import_id, recorded_at, lines)
  SELECT id, customer_id, order_id, category, kind, amount, currency, occurred_at, import_id, recorded_at, '' FROM transactions;
DROP TABLE transactions;
ALTER TABLE transactions_by_line RENAME TO transactions;
CREATE INDEX transactions_of_customer ON transactions(customer_id, occurred_at);
CREATE INDEX transactions_of_import ON transactions(import_id);
CREATE INDEX transactions_of_order ON transactions(order_id);
