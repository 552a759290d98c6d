-- What people of ours opened or did, by ids alone: no text. Rows are only added; the nightly run deletes those past their time.
CREATE TABLE audit_entries (
  id TEXT PRIMARY KEY, at INTEGER NOT NULL, user_id TEXT NOT NULL,
  -- "survey_words.open"
  action TEXT NOT NULL, subject_kind TEXT NOT NULL, subject_id TEXT NOT NULL,
  -- JSON of ids within the subject: of a survey, its answers.
  part_ids TEXT NOT NULL DEFAULT '[]'
) STRICT, WITHOUT ROWID;
CREATE INDEX audit_entries_of_subject ON audit_entries(subject_kind, subject_id, at);
CREATE INDEX audit_entries_by_time ON audit_entries(at);

-- What a manager decided of an answer: a counted one taken back, a held one counted. Taken back as facts are.
CREATE TABLE answer_decisions (
  id TEXT PRIMARY KEY, answer_id TEXT NOT NULL, customer_id TEXT NOT NULL,
  decision TEXT NOT NULL CHECK (decision IN ('withdrawn','accepted')), reason_sealed TEXT,
  -- The case that went with the answer, or came with it.
  case_id TEXT, user_id TEXT NOT NULL, at INTEGER NOT NULL
) STRICT;
CREATE INDEX answer_decisions_of_answer ON answer_decisions(answer_id, id);

-- An answer that counts again opens its case again: the one that was taken back stays beside it.
DROP INDEX cases_of_answer;
CREATE INDEX cases_of_answer ON cases(answer_id) WHERE answer_id IS NOT NULL;

-- Lists of answers go by these, a page at a time.
DROP INDEX survey_answers_of_survey;
CREATE INDEX survey_answers_of_survey ON survey_answers(survey_id, state, answered_at, id);
