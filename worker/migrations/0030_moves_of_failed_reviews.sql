-- Moves of reviews that failed half-way: they stand, so that they are counted and listed as those of finished reviews are.
INSERT INTO move_groups (review_id, direction, reason, moves, pending, lapsed)
  SELECT m.review_id, m.direction, m.reason, count(*), sum(m.status = 'pending'), sum(m.status = 'lapsed')
  FROM tier_moves m JOIN reviews r ON r.id = m.review_id
  WHERE r.status = 'failed' GROUP BY m.review_id, m.direction, m.reason
  ON CONFLICT DO NOTHING;
UPDATE reviews AS r SET moves = (
  SELECT json_group_array(json_object('from', from_tier, 'to', to_tier, 'count', n)) FROM (
    SELECT from_tier, to_tier, count(*) AS n FROM tier_moves WHERE review_id = r.id
      GROUP BY from_tier, to_tier ORDER BY n DESC, from_tier, to_tier))
  WHERE status = 'failed' AND EXISTS (SELECT 1 FROM tier_moves WHERE review_id = r.id);
