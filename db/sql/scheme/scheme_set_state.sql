-- Another state; when it was first shown to everybody, and first open.
--
-- $1 path.scheme_id uuid
-- $2 arg.state text
UPDATE scheme s
   SET state = $2,
       published_at = CASE WHEN $2 IN ('intention', 'initial_round', 'open')
                           THEN coalesce(s.published_at, now_utc())
                           ELSE s.published_at END,
       opened_at = CASE WHEN $2 = 'open' THEN coalesce(s.opened_at, now_utc())
                        ELSE s.opened_at END
 WHERE s.id = $1;
