-- How many e-mails are in which state, and why the last ones failed.
-- role: owner
-- returns body text
SELECT json_build_object(
           'waiting', count(*) FILTER (WHERE state = 'waiting'),
           'delivered', count(*) FILTER (WHERE state = 'delivered'),
           'dead', count(*) FILTER (WHERE state = 'dead'),
           'failures', (SELECT coalesce(json_object_agg(f.failure, f.n), '{}')
                          FROM (SELECT failure, count(*) AS n FROM mail
                                 WHERE failure IS NOT NULL
                                 GROUP BY failure) AS f))::text AS body
  FROM mail;
