-- An instant as core/ counts it.
--
-- $1 arg.text timestamptz
-- returns instant bigint
SELECT instant($1) AS instant;
