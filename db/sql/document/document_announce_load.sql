-- The day, and the caller's document that a new one is to replace, if any.
--
-- $1 arg.replaces_id uuid (or NULL)
-- $2 caller.organisation uuid
-- returns today text, kind text, establishment_id text, state text
SELECT t.today::text AS today, d.kind,
       d.establishment_id::text AS establishment_id,
       document_state(d, document_outcome(d.id), t.today) AS state
  FROM (SELECT london_day() AS today) AS t
  LEFT JOIN document d ON d.id = $1 AND d.provider_id = $2;
