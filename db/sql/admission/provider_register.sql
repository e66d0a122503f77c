-- A provider and its first person, from nobody (see register_provider()).
-- role: public staff
--
-- $1 body jsonb (ProviderNew; its password is not read here)
-- $2 arg.password_hash text
-- returns body text (or NULL: the address is taken), id text
SELECT r.body::text, r.body->>'id' AS id
  FROM (SELECT register_provider($1, $2) AS body) AS r;
