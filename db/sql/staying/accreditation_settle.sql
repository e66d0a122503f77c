-- Before an act on an accreditation: its home is locked, and what has come due
-- there is stored. The next statement sees it.
--
-- $1 arg.id uuid
SELECT accreditation_settle($1);
