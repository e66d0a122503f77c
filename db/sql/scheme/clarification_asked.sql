-- That a provider has asked, and not which.
--
-- $1 arg.request_id uuid
SELECT clarification_asked($1);
