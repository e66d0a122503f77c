-- One more of them, by the caller.
--
-- $1 path.scheme_id uuid
-- $2 body.name text
-- $3 body.place text
-- $4 body.held_on date
-- $5 body.slots jsonb
-- returns id uuid
INSERT INTO provider_event (scheme_id, name, place, held_on, slots)
VALUES ($1, $2, $3, $4, $5)
RETURNING id;
