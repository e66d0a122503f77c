-- One more of them, by the caller.
--
-- $1 path.scheme_id uuid
-- $2 body.held_on date
-- $3 body.with_whom text
-- $4 body.said text
-- $5 body.did text
-- returns id uuid
INSERT INTO engagement (scheme_id, held_on, with_whom, said, did)
VALUES ($1, $2, $3, $4, $5)
RETURNING id;
