-- Newer descriptions of webmails, as the administrator signed and published them. Nothing personal. The newest is served.
CREATE TABLE webmail_signals (
  version INTEGER PRIMARY KEY, payload TEXT NOT NULL, signature TEXT NOT NULL, published_at INTEGER NOT NULL, published_by TEXT NOT NULL
) STRICT;
