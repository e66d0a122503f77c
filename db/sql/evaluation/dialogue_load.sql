-- Where the dialogue about a bid's price stands.
--
-- $1 path.bid_id uuid
-- returns referral_id uuid, council_id uuid, provider_id uuid, state text,
--   deadline bigint, now bigint, asked boolean, explained boolean,
--   disregarded boolean, due bigint
SELECT r.id AS referral_id, o.council_id, o.provider_id, r.state,
       instant(r.deadline) AS deadline, instant(now_utc()) AS now,
       o.explanation_due_at IS NOT NULL AS asked,
       x.bid_id IS NOT NULL AS explained,
       d.bid_id IS NOT NULL AS disregarded,
       instant(o.explanation_due_at) AS due
  FROM bid_opened o
  JOIN referral r ON r.id = o.referral_id
  LEFT JOIN explanation x ON x.bid_id = o.bid_id
  LEFT JOIN disregard d ON d.bid_id = o.bid_id
 WHERE o.bid_id = $1;
