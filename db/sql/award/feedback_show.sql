-- The letters: a bidder's own, or all of them for the council and auditors.
-- No row before the award.
--
-- $1 path.referral_id uuid
-- returns body text
SELECT json_build_object(
           'referral_id', l.referral_id,
           'items', json_agg(personal_json('letter.body', l.bid_id::text,
                                          l.body)
                            ORDER BY l.rank, l.bid_id))::text AS body
  FROM letter l
 WHERE l.referral_id = $1
 GROUP BY l.referral_id;
