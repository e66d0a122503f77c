-- What has been done to this database: one row for each file of this folder.
-- Written by `fairlot migrate`; a file whose checksum differs from its row
-- was changed after it was run, and stops it.
CREATE TABLE schema_migration (
    version    bigint NOT NULL,
    name       text NOT NULL,
    checksum   text NOT NULL, -- SHA-256 of the file, hex
    applied_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT schema_migration_pkey PRIMARY KEY (version)
);

-- The one thing about it that the service may know, for /readyz.
CREATE FUNCTION schema_version() RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce(max(version), -1) FROM public.schema_migration
$$;
REVOKE EXECUTE ON FUNCTION schema_version() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION schema_version() TO app_staff, app_public;
