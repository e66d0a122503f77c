-- Who has asked for a referral's bids to be opened, in the order in which they
-- did; for its council and the auditors.
--
-- $1 path.referral_id uuid
-- returns body text
SELECT json_build_object(
           'referral_id', r.id,
           'openers', c.openers,
           'asked', coalesce((
               SELECT json_agg(json_build_object(
                          'officer', officer(s.opener_id),
                          'asked_at', utc_text(s.stepped_at))
                      ORDER BY s.number)
                 FROM opening_step s WHERE s.referral_id = r.id), '[]'),
           'opened_at', utc_text(r.opened_at))::text AS body
  FROM referral r
  JOIN category c ON c.id = r.category_id
 WHERE r.id = $1 AND (r.council_id = (SELECT me_org())
                      OR (SELECT me_role()) = 'auditor');
