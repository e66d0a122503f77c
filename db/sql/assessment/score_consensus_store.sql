-- What was agreed on for the statements whose scores lie apart.
--
-- $1 path.entry_id uuid
-- $2 body.statements jsonb
INSERT INTO score_consensus (entry_id, lead_id, provider_id, statements,
    agreed_by)
SELECT e.id, e.lead_id, e.provider_id, $2, me_self()
  FROM entry e WHERE e.id = $1
ON CONFLICT (entry_id) DO UPDATE
   SET statements = excluded.statements, agreed_by = excluded.agreed_by,
       agreed_at = excluded.agreed_at;
