-- The rows of an import, in COPY's text format.
-- role: owner
COPY postcode_staging (code, grid, terminated) FROM STDIN;
