-- One review of a carried score.
--
-- $1 path.accreditation_id uuid
-- $2 path.review_id uuid
-- returns body text
SELECT body::text FROM score_review_shown
 WHERE id = $2 AND accreditation_id = $1;
