-- Where the content of a document is, and how it opens.
--
-- $1 path.document_id uuid
-- returns body text, state text, scan text, title text, content_id text,
--         content_key text, bytes bigint, media_type text
SELECT d.sha256 AS body,
       document_state(d, document_outcome(d.id), london_day()) AS state,
       d.scan, d.title, d.content_id::text AS content_id, d.content_key,
       d.bytes, d.media_type
  FROM document d
 WHERE d.id = $1;
