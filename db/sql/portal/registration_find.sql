-- The invitation that a token opens (see registration_find()).
-- role: public staff
--
-- $1 arg.token_sha256 text
-- returns state text, expires bigint, now bigint
SELECT state, expires, now FROM registration_find($1);
