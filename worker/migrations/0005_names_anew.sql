-- Names are compared without titles, initials and brackets now, Chinese ones in either order, and domains below hosts that many
-- companies share as companies of their own: each contact is looked at again, behind the next import or after the next review.
UPDATE contacts SET person_index = NULL;
