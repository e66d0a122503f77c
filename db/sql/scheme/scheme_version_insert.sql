-- One version more, and what it changed (R008).
--
-- $1 path.scheme_id uuid
-- $2 arg.kind text
-- $3 arg.changes jsonb
-- $4 body.reason text
-- $5 arg.decision jsonb (or NULL)
-- $6 caller.user uuid
-- $7 caller.client uuid
WITH raised AS (
    UPDATE scheme SET version = version + 1
     WHERE id = $1
    RETURNING id, lead_id, version)
INSERT INTO scheme_version (scheme_id, version, lead_id, kind, changes,
                            reason, decision, changed_by)
SELECT r.id, r.version, r.lead_id, $2, $3, $4, $5, coalesce($6, $7)
  FROM raised r;
