-- The last raise of the budget, with what is offered under it now.
--
-- $1 path.referral_id uuid
-- returns body text
SELECT json_build_object(
           'referral_id', c.referral_id,
           'budget_pence', c.budget_pence,
           'from_pence', c.from_pence,
           'reason', personal('budget_change.reason',
               c.referral_id || '/' || c.budget_pence, c.reason),
           'changed_at', utc_text(c.changed_at),
           'choice', json_build_object(
               'mode', r.choice_mode,
               'offered', o.offered))::text AS body
  FROM budget_change c
  JOIN referral r ON r.id = c.referral_id
  JOIN offer_standing o ON o.referral_id = c.referral_id
 WHERE c.referral_id = $1
 ORDER BY c.budget_pence DESC
 LIMIT 1;
