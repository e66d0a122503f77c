-- What the malware scanner said of that content.
-- role: documents
--
-- $1 arg.document_id uuid
-- $2 arg.content_id uuid
-- $3 arg.clean boolean
SELECT document_scanned($1, $2, $3);
