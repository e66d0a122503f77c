-- The content of a document has come; what it had before goes.
--
-- $1 path.document_id uuid
-- $2 arg.content_id uuid
-- $3 arg.content_key text (sealed)
-- $4 arg.sha256 text
-- $5 arg.bytes bigint
-- $6 arg.media_type text
-- $7 arg.scan text
UPDATE document
   SET content_id = $2, content_key = $3, sha256 = $4, bytes = $5,
       media_type = $6, scan = $7, uploaded_at = now_utc(),
       uploaded_by = me_self()
 WHERE id = $1;
