-- One opened bid.
--
-- $1 path.bid_id uuid
-- returns body text
SELECT body::text FROM opened_bid_shown WHERE bid_id = $1;
