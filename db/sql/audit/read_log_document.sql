-- As read_log_referral.sql, for the content of a document: which lead
-- authority, or which of its auditors, was given it. What a provider reads of
-- its own is nobody's concern.
--
-- $1 path.document_id uuid
-- $2 arg.operation text
-- $3 arg.request_id text
-- $4 arg.purpose text
WITH quick AS MATERIALIZED (
    SELECT set_config('synchronous_commit', 'off', true)
)
INSERT INTO access_log (operation, subject_id, lead_id, request_id, purpose)
SELECT $2, d.id, me_org(), $3, $4
  FROM document d, quick
 WHERE d.id = $1 AND d.content_id IS NOT NULL
   AND $2 = 'showDocumentContent'
   AND d.provider_id <> (SELECT me_org());
