-- Who may be asked to score in a scheme, by name: the lead's people and its
-- councils' officers whose training is current. No row unless the caller leads
-- it or audits it.
--
-- $1 path.scheme_id uuid
-- $2 cursor text
-- $3 limit int
-- returns body text, next text
WITH page AS (
    SELECT v.*, v.user_id || '|' || v.name AS key,
           row_number() OVER (ORDER BY v.name, v.user_id) AS n
      FROM scheme_evaluators($1) AS v
     WHERE $2::text IS NULL
        OR (v.name, v.user_id) > (substr($2, 38), left($2, 36)::uuid)
     ORDER BY v.name, v.user_id
     LIMIT $3 + 1)
SELECT coalesce(json_agg(json_build_object(
           'id', user_id,
           'name', name,
           'organisation', json_build_object(
               'id', organisation_id, 'name', organisation_name),
           'trained_until', valid_until) ORDER BY n)
           FILTER (WHERE n <= $3), '[]')::text AS body,
       CASE WHEN count(*) > $3 THEN (array_agg(key ORDER BY n))[$3]
       END AS next
  FROM page
HAVING EXISTS (SELECT FROM scheme s
                WHERE s.id = $1 AND s.lead_id = (SELECT me_org()));
