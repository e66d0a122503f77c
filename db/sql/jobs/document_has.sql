-- Whether any document has that file.
-- role: documents
--
-- $1 arg.content_id uuid
-- returns known boolean
SELECT document_has($1) AS known;
