-- What another look at a decision depends on.
--
-- $1 path.application_id uuid
-- $2 path.entry_id uuid
-- returns state text, application_state text (by the clock), lead_id text,
--         provider_id text, until bigint (NULL for a first stage), now bigint,
--         asked boolean, answered boolean, same boolean (the caller has
--         decided)
SELECT e.state,
       application_state_now(p.state, p.lapses_after) AS application_state,
       e.lead_id::text, e.provider_id::text,
       instant(e.review_until) AS until, instant(now_utc()) AS now,
       EXISTS (SELECT FROM entry_review r WHERE r.entry_id = e.id) AS asked,
       EXISTS (SELECT FROM entry_review_answer a
                WHERE a.entry_id = e.id) AS answered,
       coalesce(e.decided_by = (SELECT me_self()), false) AS same
  FROM entry e
  JOIN application p ON p.id = e.application_id
 WHERE e.id = $2 AND e.application_id = $1;
