-- Binds the provider that has just registered to what invited it.
-- role: public staff
--
-- $1 arg.token_sha256 text
-- $2 arg.provider_id uuid
SELECT registration_bind($1, $2);
