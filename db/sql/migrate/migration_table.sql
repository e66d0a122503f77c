-- Whether this database has ever been migrated.
-- role: owner
-- returns is_there boolean
SELECT to_regclass('public.schema_migration') IS NOT NULL AS is_there;
