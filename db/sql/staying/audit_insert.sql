-- An audit by the lead (R059). The newest day counts, whatever the order in
-- which audits are recorded.
--
-- $1 path.accreditation_id uuid, $2 body.on date, $3 body.outcome text
-- $4 arg.points jsonb, $5 body.note text
-- returns id uuid
WITH dated AS (
    UPDATE accreditation SET audited_on = greatest(audited_on, $2)
     WHERE id = $1)
INSERT INTO accreditation_audit (accreditation_id, audited_on, outcome, points,
    note)
VALUES ($1, $2, $3, $4, $5)
RETURNING id;
