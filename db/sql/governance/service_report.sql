-- What was agreed on and what it is, as of now (R023). Bids are those of opened
-- referrals.
--
-- $1 path.scheme_id uuid
-- returns body text
SELECT json_build_object('service_levels', json_build_array(
           json_build_object('measure', 'decided_in_time_percent',
               'target', t.service_levels->'decided_in_time_percent',
               'actual', round(100.0 * d.in_time / nullif(d.decided, 0), 2)),
           json_build_object('measure', 'days_to_decide',
               'target', t.service_levels->'days_to_decide',
               'actual', round(d.days::numeric / nullif(d.decided, 0), 2)),
           json_build_object('measure', 'bids_per_referral',
               'target', t.service_levels->'bids_per_referral',
               'actual', b.ratio)))::text AS body
  FROM scheme_decisions($1) AS d
 CROSS JOIN (SELECT round(sum(bids) / nullif(sum(referrals), 0), 2) AS ratio
               FROM scheme_bids($1)) AS b
  LEFT JOIN scheme_target t ON t.scheme_id = $1
 WHERE is_in_scheme($1);
