-- The choice, or another one, under the budget of this moment.
--
-- $1 path.referral_id uuid
-- $2 body.bid_id uuid
-- $3 body.chosen_by text
-- $4 arg.reason text (sealed)
-- $5 arg.additional_cost jsonb (its payer sealed)
INSERT INTO choice (referral_id, council_id, lead_id, bid_id, chosen_by,
    reason, additional_cost, budget_pence, recorded_by)
SELECT r.id, r.council_id, r.lead_id, $2, $3, $4, $5,
       p.budget_pence, me_self()
  FROM referral r
  JOIN referral_private p ON p.referral_id = r.id
 WHERE r.id = $1
ON CONFLICT (referral_id) DO UPDATE
   SET bid_id = EXCLUDED.bid_id, chosen_by = EXCLUDED.chosen_by,
       reason = EXCLUDED.reason,
       additional_cost = EXCLUDED.additional_cost,
       budget_pence = EXCLUDED.budget_pence,
       recorded_by = EXCLUDED.recorded_by,
       recorded_at = EXCLUDED.recorded_at;
