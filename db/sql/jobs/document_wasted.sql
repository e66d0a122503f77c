-- A file that is gone.
-- role: documents
--
-- $1 arg.content_id uuid
SELECT document_wasted($1);
