-- What builds JSON is stable, not immutable, to PostgreSQL; only a function that
-- says so is put into the statement, and a search calls this for each home.
ALTER FUNCTION grid_json(point) STABLE;
