-- Whether somebody may be asked to score an entry. No row for an entry that is
-- not the caller's, or somebody who is not to be asked at all.
--
-- $1 path.application_id uuid
-- $2 path.entry_id uuid
-- $3 path.user_id uuid
-- returns state text, assessors integer, complete boolean,
--         trained boolean, conflicted boolean, apart boolean, scored boolean,
--         organisation_id text
SELECT entry_state_now(e.state, application_state_now(
           p.state, p.lapses_after)) AS state, c.assessors, scores_complete(e.id) AS complete,
       k.trained, k.conflicted, k.apart, k.scored, k.organisation_id::text
  FROM entry e
  JOIN application p ON p.id = e.application_id
  JOIN category c ON c.id = e.category_id
 CROSS JOIN LATERAL scorer_candidate(e.id, $3) AS k
 WHERE e.id = $2 AND e.application_id = $1;
