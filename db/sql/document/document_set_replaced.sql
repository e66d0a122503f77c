-- The document of that id has found its successor, unless it had one.
--
-- $1 arg.document_id uuid
-- returns id text
UPDATE document SET replaced_at = now_utc()
 WHERE id = $1 AND replaced_at IS NULL AND deleted_at IS NULL
RETURNING id::text AS id;
