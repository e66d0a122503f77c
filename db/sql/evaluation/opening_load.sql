-- The referral to be opened, read after it was locked, with the clock and with
-- who has asked for the opening already.
--
-- $1 path.referral_id uuid
-- returns council_id uuid, state text, deadline bigint, now bigint,
--   openers int, mine boolean, others bigint, needs text, features text,
--   children int
SELECT r.council_id, r.state,
       instant(r.deadline) AS deadline, instant(now_utc()) AS now, c.openers,
       EXISTS (SELECT FROM opening_step s WHERE s.referral_id = r.id
                  AND s.opener_id = (SELECT me_self())) AS mine,
       (SELECT count(*) FROM opening_step s WHERE s.referral_id = r.id
           AND s.opener_id <> (SELECT me_self())) AS others,
       r.needs::text AS needs, r.features::text AS features, r.children
  FROM referral r
  JOIN category c ON c.id = r.category_id
 WHERE r.id = $1;
