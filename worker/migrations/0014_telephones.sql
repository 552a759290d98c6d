-- Telephone number of a contact, sealed; beside each address it is sealed again, as the name is: a look-up reads no
-- further row. Nothing of it is of format 1, so that the indexes of what is to be sealed again stay as they are.
ALTER TABLE contacts ADD COLUMN telephone_sealed TEXT;
ALTER TABLE addresses ADD COLUMN telephone_sealed TEXT;
