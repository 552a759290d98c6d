-- What of the book a stranger could pose as: found by blind index, readable by nobody without the keys.

-- NULL until its contact is recognised.
ALTER TABLE domains ADD COLUMN domain_sealed TEXT;

-- What a domain has in common with those that look like it, a row each. Derived.
CREATE TABLE domain_looks (
  look_index TEXT NOT NULL, domain_index TEXT NOT NULL, PRIMARY KEY (look_index, domain_index)
) STRICT, WITHOUT ROWID;

-- Of the name in one order and spelling; '' where it tells nobody, NULL where nobody has looked yet: behind an import and
-- after each review somebody does.
ALTER TABLE contacts ADD COLUMN person_index TEXT;
CREATE INDEX contacts_of_person ON contacts(person_index) WHERE person_index > '';
CREATE INDEX contacts_unrecognised ON contacts(id) WHERE person_index IS NULL;
