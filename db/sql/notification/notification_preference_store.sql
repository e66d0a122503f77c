-- Every topic that is not named is turned off.
--
-- $1 caller.topics text (all there are, with commas)
-- $2 body.email json
INSERT INTO notification_preference (email_off)
SELECT coalesce(array_agg(t.topic ORDER BY t.topic), '{}')
  FROM unnest(string_to_array($1, ',')) AS t (topic)
 WHERE t.topic NOT IN (SELECT json_array_elements_text($2::json))
ON CONFLICT (user_id) DO UPDATE SET email_off = excluded.email_off;
