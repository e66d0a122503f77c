-- Somebody who was asked to score an entry, to be let go.
--
-- $1 path.application_id uuid
-- $2 path.entry_id uuid
-- $3 path.user_id uuid
-- returns state text, scored boolean, organisation_id text
SELECT entry_state_now(e.state, application_state_now(
           p.state, p.lapses_after)) AS state, has_scored(e.id, r.scorer_id) AS scored,
       r.organisation_id::text
  FROM entry_scorer r
  JOIN entry e ON e.id = r.entry_id
  JOIN application p ON p.id = e.application_id
 WHERE e.application_id = $1 AND e.id = $2 AND r.scorer_id = $3;
