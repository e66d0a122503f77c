-- Where an import of postcodes puts its rows before they are merged. A
-- temporary table, because COPY cannot write where row-level security is; a
-- block, because a statement that names it could not be prepared before.
-- role: owner
DO $$
BEGIN
    CREATE TEMPORARY TABLE postcode_staging (
        code       text,
        grid       point,
        terminated boolean
    ) ON COMMIT DROP;
END $$;
