-- Files that are to be removed.
-- role: documents
-- returns content_id text
SELECT w::text AS content_id FROM documents_waste(100) AS w;
