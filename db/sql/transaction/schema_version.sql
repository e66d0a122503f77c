-- The newest migration this database has had, for /readyz.
-- role: staff public owner
-- returns schema_version bigint
SELECT schema_version() AS schema_version;
