-- A provider's representations on the newest notice; done is false where the
-- time is over, or it has answered.
--
-- $1 path.accreditation_id uuid, $2 body.text text
-- returns done boolean
SELECT removal_answer(n.id, $2) AS done
  FROM removal_notice n
 WHERE n.accreditation_id = $1
 ORDER BY n.number DESC LIMIT 1;
