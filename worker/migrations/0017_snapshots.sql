-- The aggregates that a review leaves for the dashboards: one row a month and page, which later reviews of the month
-- replace. No personal data: segments as blind indexes, owners as ids.
CREATE TABLE snapshots (
  month TEXT NOT NULL, page TEXT NOT NULL, review_id TEXT NOT NULL, at INTEGER NOT NULL, customers INTEGER NOT NULL,
  body TEXT NOT NULL, PRIMARY KEY (month, page)
) STRICT, WITHOUT ROWID;

-- What a running review has added up so far, a row for each page of customers until they are merged. `place` is the
-- number of customers before them.
CREATE TABLE snapshot_tallies (
  review_id TEXT NOT NULL, place INTEGER NOT NULL, customers INTEGER NOT NULL, body TEXT NOT NULL,
  PRIMARY KEY (review_id, place)
) STRICT, WITHOUT ROWID;
