-- The content goes, and that it was there stays.
--
-- $1 path.document_id uuid
UPDATE document
   SET deleted_at = now_utc(), content_id = NULL, content_key = NULL,
       sha256 = NULL, bytes = NULL, media_type = NULL, uploaded_at = NULL,
       uploaded_by = NULL
 WHERE id = $1;
