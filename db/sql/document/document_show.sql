-- A document: its provider's; the lead's and auditors' of a scheme in which it
-- has applied.
--
-- $1 path.document_id uuid
-- returns body text
SELECT body::text FROM document_shown WHERE id = $1;
