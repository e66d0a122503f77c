-- What a choice and an award depend on, read after the referral was locked;
-- its bids stand in award_candidates.
--
-- $1 path.referral_id uuid
-- returns council_id uuid, state text, deadline bigint, now bigint,
--   mode text, unit text, budget bigint (NULL: none), choice text
--   ({bid_id, chosen_by, additional_cost}; NULL: none under this budget),
--   partner boolean (today, of the scheme)
SELECT r.council_id, r.state,
       instant(r.deadline) AS deadline, instant(now_utc()) AS now,
       r.choice_mode AS mode, c.price_unit AS unit,
       p.budget_pence AS budget,
       CASE WHEN h.referral_id IS NOT NULL THEN json_build_object(
           'bid_id', h.bid_id,
           'chosen_by', h.chosen_by,
           'additional_cost', h.additional_cost)::text END AS choice,
       r.scheme_id = ANY (my_schemes()) AS partner
  FROM referral r
  JOIN referral_private p ON p.referral_id = r.id
  JOIN category c ON c.id = r.category_id
  LEFT JOIN choice h ON h.referral_id = r.id
        AND h.budget_pence IS NOT DISTINCT FROM p.budget_pence
 WHERE r.id = $1;
