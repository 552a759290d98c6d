-- Views of the list of customers that people saved: name, filter, sort and columns, sealed as one JSON.
CREATE TABLE saved_views (
  id TEXT PRIMARY KEY, user_id TEXT NOT NULL, scope TEXT NOT NULL CHECK (scope IN ('mine','team')),
  body_sealed TEXT NOT NULL, created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX saved_views_of_user ON saved_views(user_id);
CREATE INDEX saved_views_of_team ON saved_views(id) WHERE scope = 'team';
