-- Whom to ask, drawn by lot once a week; a week is known by its Monday in the book's time zone. `tiers` is JSON by tier:
-- {"customers","wanted","bound","drawn"}. `place` is how far the walk through the customers is.
CREATE TABLE draws (
  week TEXT PRIMARY KEY, quarter TEXT NOT NULL, tiers TEXT NOT NULL, place TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL DEFAULT 'walking' CHECK (state IN ('walking','choosing','finished')), started_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
-- Those of a running draw whose lots are low, and contacts of theirs who may be asked, in the order of their own lots.
CREATE TABLE draw_candidates (
  week TEXT NOT NULL, tier TEXT NOT NULL, lot REAL NOT NULL, customer_id TEXT NOT NULL, owner_id TEXT NOT NULL,
  contact_ids TEXT NOT NULL, PRIMARY KEY (week, tier, lot, customer_id)
) STRICT, WITHOUT ROWID;
-- All among whom the newest draw drew: customers by owner ('' for nobody) and tier, those who might be asked, and why the
-- others might not (JSON by code).
CREATE TABLE draw_frames (
  week TEXT NOT NULL, rep_id TEXT NOT NULL, tier TEXT NOT NULL, customers INTEGER NOT NULL, eligible INTEGER NOT NULL,
  refused TEXT NOT NULL, PRIMARY KEY (week, rep_id, tier)
) STRICT, WITHOUT ROWID;

-- Somebody who was drawn. `owner_id` follows the customer's while it is open ('' for nobody); `rep_id` is the owner when
-- it was drawn. One that is open past ends_at has lapsed. `reason`: of a decline, or the code of a refusal.
CREATE TABLE proposals (
  id TEXT PRIMARY KEY, week TEXT NOT NULL, quarter TEXT NOT NULL, tier TEXT NOT NULL, customer_id TEXT NOT NULL,
  contact_id TEXT NOT NULL, survey_id TEXT NOT NULL, owner_id TEXT NOT NULL, rep_id TEXT NOT NULL,
  drawn_at INTEGER NOT NULL, ends_at INTEGER NOT NULL,
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open','asked','declined','refused')),
  reason TEXT, invitation_id TEXT, user_id TEXT, settled_at INTEGER
) STRICT;
CREATE UNIQUE INDEX proposals_of_week ON proposals(week, customer_id);
CREATE INDEX proposals_open ON proposals(owner_id, ends_at) WHERE state = 'open';
CREATE INDEX proposals_of_customer ON proposals(customer_id);
CREATE INDEX proposals_of_contact ON proposals(contact_id);
CREATE INDEX proposals_of_invitation ON proposals(invitation_id) WHERE invitation_id IS NOT NULL;
CREATE INDEX proposals_by_time ON proposals(drawn_at);
CREATE TRIGGER proposals_follow_owner AFTER UPDATE OF owner_id ON customers WHEN NEW.owner_id IS NOT OLD.owner_id BEGIN
  UPDATE proposals SET owner_id = ifnull(NEW.owner_id, '') WHERE customer_id = NEW.id AND state = 'open';
END;

-- Whose an invitation counts as: the customer's owner where it was drawn, else who chose whom to ask.
ALTER TABLE invitations ADD COLUMN rep_id TEXT;
ALTER TABLE invitations ADD COLUMN tier TEXT;
ALTER TABLE invitations ADD COLUMN quarter TEXT;
UPDATE invitations SET proposed = 0, rep_id = user_id,
  tier = (SELECT k.tier FROM cards k WHERE k.customer_id = invitations.customer_id),
  quarter = strftime('%Y', created_at / 1000, 'unixepoch') || '-Q' || ((strftime('%m', created_at / 1000, 'unixepoch') + 2) / 3);

-- Counts of asking, so that reports read few rows however many were asked. Triggers keep them: every write counts.
CREATE TABLE asking_tallies (
  quarter TEXT NOT NULL, rep_id TEXT NOT NULL, tier TEXT NOT NULL, is_drawn INTEGER NOT NULL,
  asked INTEGER NOT NULL DEFAULT 0, answered INTEGER NOT NULL DEFAULT 0,
  nps_count INTEGER NOT NULL DEFAULT 0, nps_sum INTEGER NOT NULL DEFAULT 0, nps_squares INTEGER NOT NULL DEFAULT 0,
  csat_count INTEGER NOT NULL DEFAULT 0, csat_sum INTEGER NOT NULL DEFAULT 0, csat_squares INTEGER NOT NULL DEFAULT 0,
  ces_count INTEGER NOT NULL DEFAULT 0, ces_sum INTEGER NOT NULL DEFAULT 0, ces_squares INTEGER NOT NULL DEFAULT 0,
  address_changed INTEGER NOT NULL DEFAULT 0, own_domain INTEGER NOT NULL DEFAULT 0, same_device INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (quarter, rep_id, tier, is_drawn)
) STRICT, WITHOUT ROWID;
CREATE TABLE draw_tallies (
  quarter TEXT NOT NULL, rep_id TEXT NOT NULL, tier TEXT NOT NULL, drawn INTEGER NOT NULL DEFAULT 0,
  -- JSON: counts by reason, by code.
  declined TEXT NOT NULL DEFAULT '{}', refused TEXT NOT NULL DEFAULT '{}', PRIMARY KEY (quarter, rep_id, tier)
) STRICT, WITHOUT ROWID;
CREATE TABLE survey_tallies (
  survey_id TEXT PRIMARY KEY, asked INTEGER NOT NULL DEFAULT 0, answered INTEGER NOT NULL DEFAULT 0,
  held INTEGER NOT NULL DEFAULT 0, withdrawn INTEGER NOT NULL DEFAULT 0, flagged INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TRIGGER invitations_asked AFTER INSERT ON invitations WHEN NEW.counts = 1 BEGIN
  INSERT INTO asking_tallies (quarter, rep_id, tier, is_drawn, asked)
    VALUES (ifnull(NEW.quarter, ''), ifnull(NEW.rep_id, ''), ifnull(NEW.tier, ''), NEW.proposed, 1)
    ON CONFLICT DO UPDATE SET asked = asked + 1;
  INSERT INTO survey_tallies (survey_id, asked) VALUES (NEW.survey_id, 1) ON CONFLICT DO UPDATE SET asked = asked + 1;
END;
CREATE TRIGGER invitations_counted AFTER UPDATE OF counts, answered_at ON invitations BEGIN
  UPDATE asking_tallies SET asked = asked + NEW.counts - OLD.counts,
    answered = answered + (NEW.counts = 1 AND NEW.answered_at IS NOT NULL) - (OLD.counts = 1 AND OLD.answered_at IS NOT NULL)
    WHERE quarter = ifnull(NEW.quarter, '') AND rep_id = ifnull(NEW.rep_id, '') AND tier = ifnull(NEW.tier, '') AND is_drawn = NEW.proposed;
  UPDATE survey_tallies SET asked = asked + NEW.counts - OLD.counts,
    answered = answered + (NEW.counts = 1 AND NEW.answered_at IS NOT NULL) - (OLD.counts = 1 AND OLD.answered_at IS NOT NULL)
    WHERE survey_id = NEW.survey_id;
END;
CREATE TRIGGER survey_answers_stored AFTER INSERT ON survey_answers BEGIN
  INSERT INTO survey_tallies (survey_id, held, withdrawn, flagged) VALUES (NEW.survey_id, NEW.state = 'held',
    NEW.state = 'withdrawn', NEW.state = 'counted' AND NEW.flags <> '')
    ON CONFLICT DO UPDATE SET held = held + excluded.held, withdrawn = withdrawn + excluded.withdrawn,
      flagged = flagged + excluded.flagged;
  UPDATE asking_tallies SET
    nps_count = nps_count + (NEW.nps IS NOT NULL), nps_sum = nps_sum + ifnull(NEW.nps, 0),
    nps_squares = nps_squares + ifnull(NEW.nps * NEW.nps, 0),
    csat_count = csat_count + (NEW.csat IS NOT NULL), csat_sum = csat_sum + ifnull(NEW.csat, 0),
    csat_squares = csat_squares + ifnull(NEW.csat * NEW.csat, 0),
    ces_count = ces_count + (NEW.ces IS NOT NULL), ces_sum = ces_sum + ifnull(NEW.ces, 0),
    ces_squares = ces_squares + ifnull(NEW.ces * NEW.ces, 0),
    address_changed = address_changed + (instr(NEW.flags, 'address_changed') > 0),
    own_domain = own_domain + (instr(NEW.flags, 'own_domain') > 0),
    same_device = same_device + (instr(NEW.flags, 'same_device') > 0)
    WHERE NEW.state = 'counted' AND (quarter, rep_id, tier, is_drawn) =
      (SELECT ifnull(quarter, ''), ifnull(rep_id, ''), ifnull(tier, ''), proposed FROM invitations WHERE id = NEW.invitation_id);
END;
-- `s` is 1 where it comes to count, −1 where it no longer does; flags may be added while it counts.
CREATE TRIGGER survey_answers_changed AFTER UPDATE OF state, flags ON survey_answers BEGIN
  UPDATE survey_tallies SET held = held + (NEW.state = 'held') - (OLD.state = 'held'),
    withdrawn = withdrawn + (NEW.state = 'withdrawn') - (OLD.state = 'withdrawn'),
    flagged = flagged + (NEW.state = 'counted' AND NEW.flags <> '') - (OLD.state = 'counted' AND OLD.flags <> '')
    WHERE survey_id = NEW.survey_id;
  UPDATE asking_tallies SET
    nps_count = nps_count + s * (NEW.nps IS NOT NULL), nps_sum = nps_sum + s * ifnull(NEW.nps, 0),
    nps_squares = nps_squares + s * ifnull(NEW.nps * NEW.nps, 0),
    csat_count = csat_count + s * (NEW.csat IS NOT NULL), csat_sum = csat_sum + s * ifnull(NEW.csat, 0),
    csat_squares = csat_squares + s * ifnull(NEW.csat * NEW.csat, 0),
    ces_count = ces_count + s * (NEW.ces IS NOT NULL), ces_sum = ces_sum + s * ifnull(NEW.ces, 0),
    ces_squares = ces_squares + s * ifnull(NEW.ces * NEW.ces, 0),
    address_changed = address_changed + (NEW.state = 'counted' AND instr(NEW.flags, 'address_changed') > 0)
      - (OLD.state = 'counted' AND instr(OLD.flags, 'address_changed') > 0),
    own_domain = own_domain + (NEW.state = 'counted' AND instr(NEW.flags, 'own_domain') > 0)
      - (OLD.state = 'counted' AND instr(OLD.flags, 'own_domain') > 0),
    same_device = same_device + (NEW.state = 'counted' AND instr(NEW.flags, 'same_device') > 0)
      - (OLD.state = 'counted' AND instr(OLD.flags, 'same_device') > 0)
    FROM (SELECT (NEW.state = 'counted') - (OLD.state = 'counted') AS s, ifnull(quarter, '') AS q, ifnull(rep_id, '') AS r,
      ifnull(tier, '') AS t, proposed AS p FROM invitations WHERE id = NEW.invitation_id) of
    WHERE quarter = of.q AND rep_id = of.r AND tier = of.t AND is_drawn = of.p;
END;
CREATE TRIGGER proposals_drawn AFTER INSERT ON proposals BEGIN
  INSERT INTO draw_tallies (quarter, rep_id, tier, drawn) VALUES (NEW.quarter, NEW.rep_id, NEW.tier, 1)
    ON CONFLICT DO UPDATE SET drawn = drawn + 1;
END;
CREATE TRIGGER proposals_declined AFTER UPDATE OF state ON proposals WHEN NEW.state = 'declined' AND OLD.state <> 'declined' BEGIN
  UPDATE draw_tallies SET declined = json_set(declined, '$.' || NEW.reason, ifnull(declined ->> ('$.' || NEW.reason), 0) + 1)
    WHERE quarter = NEW.quarter AND rep_id = NEW.rep_id AND tier = NEW.tier;
END;
CREATE TRIGGER proposals_reopened AFTER UPDATE OF state ON proposals WHEN OLD.state = 'declined' AND NEW.state <> 'declined' BEGIN
  UPDATE draw_tallies SET declined = json_set(declined, '$.' || OLD.reason, ifnull(declined ->> ('$.' || OLD.reason), 0) - 1)
    WHERE quarter = OLD.quarter AND rep_id = OLD.rep_id AND tier = OLD.tier;
END;
CREATE TRIGGER ask_refusals_counted AFTER INSERT ON ask_refusals BEGIN
  INSERT INTO draw_tallies (quarter, rep_id, tier, refused) VALUES (
    strftime('%Y', NEW.at / 1000, 'unixepoch') || '-Q' || ((strftime('%m', NEW.at / 1000, 'unixepoch') + 2) / 3), NEW.user_id,
    ifnull((SELECT tier FROM cards WHERE customer_id = NEW.customer_id), ''), json_object(NEW.code, 1))
    ON CONFLICT DO UPDATE SET refused = json_set(refused, '$.' || NEW.code, ifnull(refused ->> ('$.' || NEW.code), 0) + 1);
END;

-- What was asked and answered until now.
INSERT INTO asking_tallies (quarter, rep_id, tier, is_drawn, asked, answered, nps_count, nps_sum, nps_squares, csat_count,
  csat_sum, csat_squares, ces_count, ces_sum, ces_squares, address_changed, own_domain, same_device)
SELECT quarter, rep_id, ifnull(i.tier, ''), 0, sum(counts), sum(counts = 1 AND i.answered_at IS NOT NULL),
  count(a.nps), ifnull(sum(a.nps), 0), ifnull(sum(a.nps * a.nps), 0), count(a.csat), ifnull(sum(a.csat), 0),
  ifnull(sum(a.csat * a.csat), 0), count(a.ces), ifnull(sum(a.ces), 0), ifnull(sum(a.ces * a.ces), 0),
  ifnull(sum(instr(a.flags, 'address_changed') > 0), 0), ifnull(sum(instr(a.flags, 'own_domain') > 0), 0),
  ifnull(sum(instr(a.flags, 'same_device') > 0), 0)
FROM invitations i LEFT JOIN survey_answers a ON a.invitation_id = i.id AND a.state = 'counted'
GROUP BY quarter, rep_id, ifnull(i.tier, '');
INSERT INTO survey_tallies (survey_id, asked, answered, held, withdrawn, flagged)
SELECT i.survey_id, sum(counts), sum(counts = 1 AND answered_at IS NOT NULL),
  (SELECT count(*) FROM survey_answers a WHERE a.survey_id = i.survey_id AND state = 'held'),
  (SELECT count(*) FROM survey_answers a WHERE a.survey_id = i.survey_id AND state = 'withdrawn'),
  (SELECT count(*) FROM survey_answers a WHERE a.survey_id = i.survey_id AND state = 'counted' AND a.flags <> '')
FROM invitations i GROUP BY i.survey_id;
