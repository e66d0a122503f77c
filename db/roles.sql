-- The database roles of Fairlot, for a superuser, once for each cluster; to run
-- it again changes nothing. Then: CREATE DATABASE fairlot OWNER fairlot_owner.
--
-- None of them can go round row-level security. What they may do is granted by
-- the migrations; how long they may take is said here (security.md, D16).

DO $$
DECLARE
    r text;
BEGIN
    FOREACH r IN ARRAY ARRAY['fairlot_owner', 'app_staff', 'app_public',
        'keeper', 'app_jobs', 'app_webhooks', 'app_registers',
        'app_documents'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = r) THEN
            EXECUTE format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB'
                ' NOCREATEROLE NOBYPASSRLS NOREPLICATION', r);
        END IF;
    END LOOP;

    FOREACH r IN ARRAY ARRAY['app_staff', 'app_public', 'keeper', 'app_jobs',
        'app_webhooks', 'app_registers', 'app_documents'] LOOP
        EXECUTE format('ALTER ROLE %I SET statement_timeout = ''5s''', r);
        EXECUTE format('ALTER ROLE %I SET lock_timeout = ''2s''', r);
        EXECUTE format('ALTER ROLE %I'
            ' SET idle_in_transaction_session_timeout = ''10s''', r);
        EXECUTE format('ALTER ROLE %I'
            ' SET client_connection_check_interval = ''1s''', r);
        EXECUTE format('ALTER ROLE %I SET timezone = ''UTC''', r);
    END LOOP;

    -- A migration that waits for a table holds up everybody who comes after:
    -- it is given up, changes nothing, and is run again at a quieter time.
    ALTER ROLE fairlot_owner SET lock_timeout = '5s';
END $$;
