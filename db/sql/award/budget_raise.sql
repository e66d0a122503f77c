-- The budget from now on, and the record of what it was before.
--
-- $1 path.referral_id uuid
-- $2 body.budget_pence bigint
-- $3 arg.reason text (sealed)
-- $4 arg.offered json
WITH before AS (
    SELECT r.id, r.council_id, r.lead_id, p.budget_pence
      FROM referral r
      JOIN referral_private p ON p.referral_id = r.id
     WHERE r.id = $1),
noted AS (
    INSERT INTO budget_change (referral_id, council_id, lead_id, from_pence,
        budget_pence, reason, offered, changed_by)
    SELECT id, council_id, lead_id, budget_pence, $2, $3, $4, me_self()
      FROM before)
UPDATE referral_private SET budget_pence = $2 WHERE referral_id = $1;
