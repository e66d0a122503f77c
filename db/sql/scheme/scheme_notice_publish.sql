-- A draft has been published under that reference; no row where it was before.
--
-- $1 path.scheme_id uuid
-- $2 path.notice_id uuid
-- $3 body.reference text
-- $4 body.published_on date
-- returns id uuid
UPDATE scheme_notice SET reference = $3, published_on = $4
 WHERE scheme_id = $1 AND id = $2 AND published_on IS NULL
RETURNING id;
