-- The rows of an import, in COPY's text format.
-- role: owner
COPY register_staging FROM STDIN;
