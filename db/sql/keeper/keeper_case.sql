-- What the keeper judges an opening or an extension by: plain reads, so it
-- waits for nobody who holds the referral.
-- role: keeper
--
-- $1 arg.referral_id uuid
-- returns state text, deadline bigint, now bigint, mine boolean,
--   openers integer, others bigint, person boolean, public_key text,
--   wrapped text (both hexadecimal, NULL: there is no key)
SELECT r.state, instant(r.deadline) AS deadline, instant(now_utc()) AS now,
       r.council_id = (SELECT me_org()) AND (SELECT me_role()) = 'council'
           AS mine,
       c.openers,
       (SELECT count(*) FROM opening_step s
         WHERE s.referral_id = r.id AND s.opener_id <> (SELECT me_self())
           AND EXISTS (SELECT FROM app_user u WHERE u.id = s.opener_id))
           AS others,
       EXISTS (SELECT FROM app_user u WHERE u.id = (SELECT me_self()))
           AS person,
       encode(k.public_key, 'hex') AS public_key,
       encode(k.wrapped, 'hex') AS wrapped
  FROM referral r
  JOIN category c ON c.id = r.category_id
  LEFT JOIN referral_key k ON k.referral_id = r.id
 WHERE r.id = $1;
