-- Takes over what was staged: new postcodes are added, changed ones changed,
-- equal ones not touched, so importing a file again writes nothing. Where a
-- file has a postcode twice, the living one counts.
-- role: owner
DO $$
BEGIN
    INSERT INTO postcode AS p (code, grid, terminated)
    SELECT DISTINCT ON (code) code, grid, terminated
      FROM postcode_staging
     ORDER BY code, terminated
    ON CONFLICT (code) DO UPDATE
       SET grid = excluded.grid, terminated = excluded.terminated
     WHERE p.terminated <> excluded.terminated
        OR p.grid::text IS DISTINCT FROM excluded.grid::text;
END $$;
