-- The moment in the past that a review looks at the book from, as it was known then; NULL for one of its own time.
ALTER TABLE reviews ADD COLUMN as_of INTEGER;
