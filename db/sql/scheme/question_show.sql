-- One question of a scheme's library.
-- role: public staff
--
-- $1 path.scheme_id uuid
-- $2 path.question_id uuid
-- returns body text
SELECT body::text FROM scheme_question_shown
 WHERE id = $2 AND scheme_id = $1;
