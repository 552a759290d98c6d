-- Chinese names are found by the initials of their pinyin too: each name is indexed again, behind the next import or review.
UPDATE customers SET searchable = NULL;
