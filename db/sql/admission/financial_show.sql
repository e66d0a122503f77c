-- The financial assessment of an application's provider.
--
-- $1 path.application_id uuid
-- returns body text
SELECT (jsonb_build_object('application_id', id) || financial)::text AS body
  FROM application
 WHERE id = $1 AND financial IS NOT NULL;
