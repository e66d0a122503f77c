-- There is no malware scanner: nothing waits for it.
-- role: documents
-- returns freed bigint
SELECT documents_unscanned() AS freed;
