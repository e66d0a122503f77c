-- What a person of the caller's organisation has learnt (R031). No row for
-- somebody who is not one of its people, or who scores nothing.
--
-- $1 path.user_id uuid
-- $2 body.course text
-- $3 body.completed_on date
-- $4 body.valid_until date
-- $5 body.evidence text
-- returns id uuid
INSERT INTO evaluator_training (organisation_id, user_id, course,
    completed_on, valid_until, evidence, recorded_by)
SELECT u.organisation_id, u.id, $2, $3, $4, $5, me_self()
  FROM app_user u
 WHERE u.id = $1 AND u.role IN ('lead', 'council')
RETURNING id;
