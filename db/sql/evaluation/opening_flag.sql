-- What stands out once all bids lie side by side. Whoever is flagged has from
-- the opening as long to explain as a bid of that urgency takes.
--
-- $1 path.referral_id uuid
-- $2 arg.bids json ([{bid_id, flags}], the flagged ones)
UPDATE bid_opened o
   SET flags = f.flags,
       explanation_due_at = r.opened_at + make_interval(
           hours => (c.response_hours->>r.urgency)::integer)
  FROM json_to_recordset($2) AS f (bid_id uuid, flags text[]), referral r,
       category c
 WHERE o.bid_id = f.bid_id AND o.referral_id = $1 AND r.id = $1
   AND c.id = r.category_id;
