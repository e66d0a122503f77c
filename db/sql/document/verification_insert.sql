-- What the caller's authority found about the content as it is now.
--
-- $1 path.document_id uuid
-- $2 body.outcome text
-- $3 body.source text
-- $4 body.checked_on date
-- $5 body.reason text
-- $6 arg.provider_id uuid
-- $7 arg.sha256 text
INSERT INTO document_verification (document_id, provider_id, outcome, source,
    checked_on, reason, sha256)
VALUES ($1, $6, $2, $3, $4, coalesce($5, ''), $7);
