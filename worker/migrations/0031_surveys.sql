-- Surveys in versions: an answer keeps the one that it was given to. The ready ones are stored when they are first used.
CREATE TABLE surveys (
  id TEXT PRIMARY KEY, created_at INTEGER NOT NULL, created_by TEXT, archived_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE TABLE survey_versions (
  survey_id TEXT NOT NULL REFERENCES surveys(id), version INTEGER NOT NULL, body TEXT NOT NULL,
  saved_at INTEGER NOT NULL, saved_by TEXT, PRIMARY KEY (survey_id, version)
) STRICT, WITHOUT ROWID;

-- One link for one contact. token_index is what is kept of the token; of a spent one nothing but that it is spent.
CREATE TABLE invitations (
  id TEXT PRIMARY KEY, token_index TEXT NOT NULL UNIQUE, survey_id TEXT NOT NULL, version INTEGER NOT NULL,
  has_trust INTEGER NOT NULL, customer_id TEXT NOT NULL, contact_id TEXT NOT NULL, language TEXT NOT NULL, via TEXT NOT NULL,
  -- 1 where Today proposed whom to ask.
  proposed INTEGER NOT NULL, user_id TEXT NOT NULL, created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL,
  answered_at INTEGER,
  -- Taken back: nobody can answer by it. One that was, soon after it was made, does not count as asked.
  withdrawn_at INTEGER, counts INTEGER NOT NULL DEFAULT 1,
  -- Flags of the asking, space-separated: address_changed.
  flags TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX invitations_of_contact ON invitations(contact_id, created_at);
CREATE INDEX invitations_of_customer ON invitations(customer_id, created_at);
CREATE INDEX invitations_by_time ON invitations(created_at, survey_id);

-- Each time that somebody was not asked, with its code.
CREATE TABLE ask_refusals (
  id TEXT PRIMARY KEY, survey_id TEXT NOT NULL, customer_id TEXT NOT NULL, contact_id TEXT NOT NULL,
  code TEXT NOT NULL, until INTEGER, user_id TEXT NOT NULL, at INTEGER NOT NULL
) STRICT;
CREATE INDEX ask_refusals_of_customer ON ask_refusals(customer_id, at);
CREATE INDEX ask_refusals_by_time ON ask_refusals(at);

-- Those who do not want to be asked, by a keyed hash of their address that joins with nothing else: it outlives erasure.
CREATE TABLE survey_opt_outs (
  address_index TEXT PRIMARY KEY, at INTEGER NOT NULL, via TEXT NOT NULL CHECK (via IN ('page','one_click','rep','import'))
) STRICT, WITHOUT ROWID;

-- What was done with a link beside pressing Send: a score in it, HEAD, a link that people do not see. In no figure; that a
-- page was opened is not noted. `visitor` is a keyed hash of the day and of what the caller's program tells of itself; the
-- nightly run deletes the rows.
CREATE TABLE link_openings (
  id INTEGER PRIMARY KEY, invitation_id TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('score','head','trap')),
  score INTEGER, visitor TEXT NOT NULL, at INTEGER NOT NULL
) STRICT;
CREATE INDEX link_openings_of_invitation ON link_openings(invitation_id, at);
CREATE INDEX link_openings_by_time ON link_openings(at);

-- Answers that a contact sent. state: `counted` stands in figures; `held` is flagged as a scanner's and stands in none;
-- `replaced` was changed by the same person within a day; `withdrawn` was taken back by a manager.
CREATE TABLE survey_answers (
  id TEXT PRIMARY KEY, survey_id TEXT NOT NULL, version INTEGER NOT NULL, language TEXT NOT NULL,
  invitation_id TEXT NOT NULL, customer_id TEXT NOT NULL, contact_id TEXT NOT NULL,
  -- As they were when it was given.
  owner_id TEXT, tier TEXT,
  answers_sealed TEXT NOT NULL, nps INTEGER, csat INTEGER, ces INTEGER,
  wants_call INTEGER NOT NULL DEFAULT 0,
  -- Space-separated: trap head two_scores too_fast address_changed own_domain same_device.
  flags TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL CHECK (state IN ('counted','held','replaced','withdrawn')),
  -- JSON of the facts that it became: {"satisfaction":[id …],"trust":[id …]}.
  facts TEXT NOT NULL DEFAULT '{}', visitor TEXT, answered_at INTEGER NOT NULL
) STRICT;
CREATE INDEX survey_answers_of_customer ON survey_answers(customer_id, answered_at);
CREATE INDEX survey_answers_of_invitation ON survey_answers(invitation_id);
-- Of two that are sent at the same moment one comes second, and then replaces the other.
CREATE UNIQUE INDEX survey_answers_standing ON survey_answers(invitation_id) WHERE state = 'counted';
CREATE INDEX survey_answers_of_survey ON survey_answers(survey_id, answered_at);
CREATE INDEX survey_answers_by_visitor ON survey_answers(visitor, answered_at) WHERE visitor IS NOT NULL;

-- Answers by a company's link: no contact, no customer, no link, and of the time the month alone. Its id is random and
-- rows are kept by it, so that their order tells nothing either.
CREATE TABLE anonymous_answers (
  id TEXT PRIMARY KEY, survey_id TEXT NOT NULL, version INTEGER NOT NULL, language TEXT NOT NULL,
  answers_sealed TEXT NOT NULL, nps INTEGER, csat INTEGER, ces INTEGER,
  state TEXT NOT NULL CHECK (state IN ('counted','held')), month TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX anonymous_answers_of_survey ON anonymous_answers(survey_id, month);

-- Links of the company, for signatures: who answers by one is nobody's contact.
CREATE TABLE anonymous_links (
  id TEXT PRIMARY KEY, token_index TEXT NOT NULL UNIQUE, survey_id TEXT NOT NULL, language TEXT NOT NULL,
  user_id TEXT NOT NULL, created_at INTEGER NOT NULL, ended_at INTEGER
) STRICT;

-- Follow-ups of unhappy answers. A case's state is that of its newest step that was not withdrawn.
CREATE TABLE cases (
  id TEXT PRIMARY KEY, customer_id TEXT NOT NULL, contact_id TEXT, answer_id TEXT,
  reason TEXT NOT NULL CHECK (reason IN ('low_score','wants_call')),
  metric TEXT, score INTEGER, owner_id TEXT, opened_at INTEGER NOT NULL, due_at INTEGER NOT NULL,
  -- Of the newest step, kept beside them for lists.
  state TEXT NOT NULL DEFAULT 'new' CHECK (state IN ('new','contacted','resolved','cannot')),
  contacted_at INTEGER, closed_at INTEGER
) STRICT;
CREATE INDEX cases_of_customer ON cases(customer_id, opened_at);
CREATE INDEX cases_open ON cases(owner_id, due_at) WHERE closed_at IS NULL;
CREATE INDEX cases_by_time ON cases(opened_at);
CREATE UNIQUE INDEX cases_of_answer ON cases(answer_id) WHERE answer_id IS NOT NULL;

CREATE TABLE case_steps (
  id TEXT PRIMARY KEY, case_id TEXT NOT NULL REFERENCES cases(id), customer_id TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('new','contacted','resolved','cannot')),
  reason_sealed TEXT, user_id TEXT NOT NULL, at INTEGER NOT NULL
) STRICT;
CREATE INDEX case_steps_of_case ON case_steps(case_id, at);
