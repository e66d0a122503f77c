-- The referral to be opened, read after it was locked, with the clock and with
-- who has asked for the opening already.
--
-- $1 path.referral_id uuid
-- returns council_id uuid, state text, deadline bigint, now bigint,
--   openers int, mine boolean, others bigint, terms text ({needs, features}),
--   children int
SELECT r.council_id, r.state,
       instant(r.deadline) AS deadline, instant(now_utc()) AS now, c.openers,
       EXISTS (SELECT FROM opening_step s WHERE s.referral_id = r.id
                  AND s.opener_id = (SELECT me_self())) AS mine,
       (SELECT count(*) FROM opening_step s WHERE s.referral_id = r.id
           AND s.opener_id <> (SELECT me_self())) AS others,
       json_build_object('needs', r.needs, 'features', r.features)::text
           AS terms, r.children
  FROM referral r
  JOIN category c ON c.id = r.category_id
 WHERE r.id = $1;
