-- Of what the caller wants e-mail.
--
-- $1 caller.topics text (all there are, with commas)
-- returns body text
SELECT json_build_object('email', coalesce(json_agg(t.topic ORDER BY t.n)
               FILTER (WHERE p.email_off IS NULL
                          OR t.topic <> ALL (p.email_off)), '[]'))::text AS body
  FROM unnest(string_to_array($1, ',')) WITH ORDINALITY AS t (topic, n)
  LEFT JOIN notification_preference p ON p.user_id = (SELECT me_self());
