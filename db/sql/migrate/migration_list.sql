-- What has been done to this database.
-- role: owner
-- returns version bigint, name text, checksum text, applied_at text
SELECT version, name, checksum,
       to_char(applied_at AT TIME ZONE 'UTC',
               'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS applied_at
  FROM schema_migration
 ORDER BY version;
