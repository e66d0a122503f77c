-- From draft to open (R007: at any time until it ends).
--
-- $1 path.scheme_id uuid
-- $2 arg.state text
UPDATE scheme SET state = $2, opened_at = now_utc() WHERE id = $1;
