-- A file that is gone.
-- role: jobs
--
-- $1 arg.content_id uuid
SELECT document_wasted($1);
