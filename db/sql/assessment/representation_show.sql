-- What the applicant said to a warning, the last time.
--
-- $1 path.application_id uuid
-- $2 path.entry_id uuid
-- returns body text
SELECT json_build_object(
           'entry_id', r.entry_id,
           'number', r.number,
           'text', r.text,
           'made_at', utc_text(r.made_at))::text AS body
  FROM entry_representation r
  JOIN entry e ON e.id = r.entry_id
 WHERE e.id = $2 AND e.application_id = $1
 ORDER BY r.number DESC
 LIMIT 1;
