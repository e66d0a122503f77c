-- The letters, all at once, each sealed as it is sent. After a refused award
-- they are written anew.
-- letters: [{bid_id, body}]
--
-- $1 arg.award_id uuid
-- $2 arg.letters json
INSERT INTO letter (bid_id, referral_id, provider_id, council_id, lead_id,
    body, rank, written_at)
SELECT o.bid_id, o.referral_id, o.provider_id, o.council_id, o.lead_id,
       l.body, k.rank, w.awarded_at
  FROM json_to_recordset($2) AS l (bid_id uuid, body text)
  JOIN bid_opened o ON o.bid_id = l.bid_id
  JOIN ranked_bid k ON k.bid_id = o.bid_id
 CROSS JOIN award w
 WHERE w.id = $1
ON CONFLICT (bid_id) DO UPDATE
   SET body = EXCLUDED.body, rank = EXCLUDED.rank,
       written_at = EXCLUDED.written_at;
