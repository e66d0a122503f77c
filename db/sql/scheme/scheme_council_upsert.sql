-- A council joins a scheme, or its kind or dates change.
--
-- $1 path.scheme_id uuid
-- $2 path.organisation_id uuid
-- $3 caller.organisation uuid
-- $4 body.kind text
-- $5 body.from date
-- $6 body.to date
-- $7 body.delegation jsonb
-- returns created boolean
INSERT INTO scheme_council (scheme_id, organisation_id, lead_id, kind,
                            from_on, to_on, delegation)
VALUES ($1, $2, $3, $4, $5, $6, nullif($7, 'null'))
ON CONFLICT (scheme_id, organisation_id) DO UPDATE
   SET kind = excluded.kind, from_on = excluded.from_on,
       to_on = excluded.to_on, delegation = excluded.delegation
RETURNING xmax = 0 AS created;
