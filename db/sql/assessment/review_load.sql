-- What another look at a decision depends on.
--
-- $1 path.application_id uuid
-- $2 path.entry_id uuid
-- returns state text, lead_id text, provider_id text, until bigint,
--         now bigint, asked boolean, answered boolean, same boolean (the
--         caller has decided), assessed boolean
SELECT e.state, e.lead_id::text, e.provider_id::text,
       instant(e.review_until) AS until, instant(now_utc()) AS now,
       EXISTS (SELECT FROM entry_review r WHERE r.entry_id = e.id) AS asked,
       EXISTS (SELECT FROM entry_review_answer a
                WHERE a.entry_id = e.id) AS answered,
       coalesce(e.decided_by = (SELECT me_self()), false) AS same,
       EXISTS (SELECT FROM assessment t WHERE t.entry_id = e.id) AS assessed
  FROM entry e
 WHERE e.id = $2 AND e.application_id = $1;
