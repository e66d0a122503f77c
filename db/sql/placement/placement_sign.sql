-- The caller's signature, and the state that follows from it.
--
-- $1 path.placement_id uuid
-- $2 caller.role text
-- $3 body.name text
-- $4 body.position text
-- $5 arg.state text
WITH signed AS (
    INSERT INTO placement_signature (placement_id, party, provider_id,
        council_id, lead_id, name, "position", signed_by)
    SELECT p.id, $2, p.provider_id, p.council_id, p.lead_id, $3, $4, me_self()
      FROM placement p WHERE p.id = $1)
UPDATE placement SET state = $5,
       activated_at = CASE WHEN $5 = 'active' THEN now_utc() END
 WHERE id = $1;
