-- One version of a bid as it was sealed.
-- role: keeper
--
-- $1 arg.bid_id uuid, $2 arg.version integer
-- returns sealed text (hexadecimal), sha256 text
SELECT encode(v.sealed, 'hex') AS sealed, v.sha256
  FROM bid_version v
 WHERE v.bid_id = $1 AND v.version = $2;
