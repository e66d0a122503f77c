-- One more thing done to this database, in the transaction that did it.
-- role: owner
--
-- $1 arg.version bigint
-- $2 arg.name text
-- $3 arg.checksum text
INSERT INTO schema_migration (version, name, checksum) VALUES ($1, $2, $3);
