-- One version of a scheme's quarter.
-- role: public staff
--
-- $1 path.batch_id uuid
-- returns body text
SELECT b.body::text AS body FROM award_batch_shown b WHERE b.id = $1;
