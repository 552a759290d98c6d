-- Control characters, lone surrogates and noncharacters are refused since; those that older versions stored in clear are
-- taken out here. A NUL in one made a dump that SQLite could not restore. Sealed texts are cleaned where they are opened.

CREATE TABLE unclean_texts (place TEXT NOT NULL, id TEXT NOT NULL, was TEXT NOT NULL, text TEXT, PRIMARY KEY (place, id)) STRICT, WITHOUT ROWID;

-- GLOB ends at a NUL, and reads surrogates, U+FFFE and U+FFFF as U+FFFD: what is found is looked at byte by byte below.
WITH stored(place, id, text) AS (
  SELECT 'customer', id, external_id FROM customers
  UNION ALL SELECT 'segment', id, segment FROM customers
  UNION ALL SELECT 'order', id, order_id FROM transactions
  UNION ALL SELECT 'category', id, category FROM transactions
  UNION ALL SELECT 'key', user_id || ' ' || hex(key), key FROM idempotency_keys
)
INSERT INTO unclean_texts (place, id, was)
SELECT place, id, hex(text) FROM stored
WHERE instr(text, char(0)) > 0 OR text GLOB '*[' || char(1) || '-' || char(31) || char(127) || '-' || char(159) || char(64976) || '-' || char(65007) || char(65533) || ']*'
  OR (text GLOB '*[' || char(131070) || '-' || char(1114111) || ']*');

-- UTF-8 as hex, a character at a time.
WITH RECURSIVE characters(place, id, was, at, size) AS (
  SELECT place, id, was, 1, CASE WHEN was < 'C0' THEN 2 WHEN was < 'E0' THEN 4 WHEN was < 'F0' THEN 6 ELSE 8 END FROM unclean_texts
  UNION ALL
  SELECT place, id, was, at + size,
    CASE WHEN substr(was, at + size, 2) < 'C0' THEN 2 WHEN substr(was, at + size, 2) < 'E0' THEN 4 WHEN substr(was, at + size, 2) < 'F0' THEN 6 ELSE 8 END
  FROM characters WHERE at + size <= length(was)
), kept AS (
  SELECT place, id, at, character FROM (SELECT place, id, at, substr(was, at, size) AS character FROM characters)
  WHERE NOT (length(character) = 2 AND (character < '20' OR character = '7F'))
    AND NOT (length(character) = 4 AND character BETWEEN 'C280' AND 'C29F')
    AND NOT (length(character) = 6 AND (character BETWEEN 'EDA080' AND 'EDBFBF' OR character BETWEEN 'EFB790' AND 'EFB7AF' OR character IN ('EFBFBE', 'EFBFBF')))
    AND NOT (length(character) = 8 AND (character LIKE 'F__FBFBE' OR character LIKE 'F__FBFBF'))
)
UPDATE unclean_texts SET text = ifnull((
  SELECT CAST(unhex(group_concat(character, '' ORDER BY at)) AS TEXT)
  FROM kept WHERE kept.place = unclean_texts.place AND kept.id = unclean_texts.id), '');

DELETE FROM unclean_texts WHERE hex(text) = was;

-- Two numbers that were told apart by such a character alone stay two, and each order keeps all its lines.
UPDATE unclean_texts SET text = trim(text || '-' || lower(was), '-') WHERE place = 'customer' AND (
  trim(text) = '' OR EXISTS (SELECT 1 FROM customers WHERE external_id = unclean_texts.text)
  OR EXISTS (SELECT 1 FROM unclean_texts twin WHERE twin.place = 'customer' AND twin.text = unclean_texts.text AND twin.was < unclean_texts.was));
UPDATE unclean_texts SET text = trim(text || '-' || lower(was), '-') WHERE place = 'order' AND (
  trim(text) = '' OR EXISTS (SELECT 1 FROM transactions WHERE order_id = unclean_texts.text)
  OR EXISTS (SELECT 1 FROM unclean_texts twin WHERE twin.place = 'order' AND twin.text = unclean_texts.text AND twin.was < unclean_texts.was));

UPDATE customers SET external_id = u.text FROM unclean_texts u WHERE u.place = 'customer' AND u.id = customers.id;
UPDATE customers SET segment = nullif(u.text, '') FROM unclean_texts u WHERE u.place = 'segment' AND u.id = customers.id;
UPDATE transactions SET order_id = u.text FROM unclean_texts u WHERE u.place = 'order' AND u.id = transactions.id;
UPDATE unclean_texts SET text = trim(text || '-' || lower(was), '-') WHERE place = 'category' AND EXISTS (
  SELECT 1 FROM transactions t JOIN transactions other ON other.order_id = t.order_id AND other.id <> t.id WHERE t.id = unclean_texts.id
    AND coalesce((SELECT text FROM unclean_texts twin WHERE twin.place = 'category' AND twin.id = other.id), other.category) = unclean_texts.text);
UPDATE transactions SET category = u.text FROM unclean_texts u WHERE u.place = 'category' AND u.id = transactions.id;
-- Their writes are there; only a repeat under such a key is not recognised any more.
DELETE FROM idempotency_keys WHERE EXISTS (
  SELECT 1 FROM unclean_texts u WHERE u.place = 'key' AND u.id = idempotency_keys.user_id || ' ' || hex(idempotency_keys.key));

DROP TABLE unclean_texts;

-- A constant, sealed and indexed: keys that no longer open it are not those of this book.
CREATE TABLE key_check (
  id TEXT PRIMARY KEY, constant_sealed TEXT NOT NULL, constant_index TEXT NOT NULL, at INTEGER NOT NULL
) STRICT;

-- Answers to the trust questionnaire that customers gave elsewhere come by imports.
ALTER TABLE trust_responses ADD COLUMN external_index TEXT;
ALTER TABLE trust_responses ADD COLUMN import_id TEXT;
CREATE UNIQUE INDEX trust_by_external_index ON trust_responses(external_index);
