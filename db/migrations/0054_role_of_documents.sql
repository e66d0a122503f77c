-- `fairlot documents` runs as the API's account, and was app_jobs: whoever took
-- that account over could seal, sweep and purge as well. It has a role of its
-- own (db/roles.sql), which may do what that process does and no more.

GRANT USAGE ON SCHEMA public TO app_documents;
REVOKE EXECUTE ON FUNCTION documents_to_scan(integer),
    document_scanned(uuid, uuid, boolean), documents_unscanned(),
    documents_waste(integer), document_wasted(uuid), document_has(uuid)
    FROM app_jobs;
GRANT EXECUTE ON FUNCTION documents_to_scan(integer),
    document_scanned(uuid, uuid, boolean), documents_unscanned(),
    documents_waste(integer), document_wasted(uuid), document_has(uuid)
    TO app_documents;
