-- An application: its provider's; the lead's and its auditor's once sent in.
--
-- $1 path.application_id uuid
-- returns body text
SELECT body::text FROM application_shown WHERE id = $1;
