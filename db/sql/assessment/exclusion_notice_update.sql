-- The Minister was told.
--
-- $1 path.entry_id uuid
-- $2 body.given_on date
-- $3 body.reference text
UPDATE exclusion_notice SET given_on = $2, reference = $3
 WHERE entry_id = $1;
