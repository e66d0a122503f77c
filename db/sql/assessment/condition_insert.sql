-- The conditions of an accreditation, in their order.
--
-- $1 arg.accreditation_id uuid
-- $2 body.conditions jsonb
INSERT INTO accreditation_condition (accreditation_id, entry_id, lead_id,
    provider_id, scheme_id, place, text, due_on)
SELECT a.id, a.entry_id, a.lead_id, a.provider_id, a.scheme_id, x.n, x.text,
       x.due_on
  FROM accreditation a,
       ROWS FROM (jsonb_to_recordset($2) AS (text text, due_on date))
       WITH ORDINALITY AS x (text, due_on, n)
 WHERE a.id = $1;
