-- HMAC of the conversation that a message is part of; null for what has none, and for logs made before.
ALTER TABLE interactions ADD COLUMN thread_index TEXT;
