-- What the malware scanner has to look at, taken for five minutes.
-- role: documents
--
-- $1 arg.many int
-- returns id text, content_id text, content_key text, bytes bigint
SELECT id::text AS id, content_id::text AS content_id, content_key, bytes
  FROM documents_to_scan($1);
