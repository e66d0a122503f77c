-- How a page begins a sentence, or what stands for one.
CREATE FUNCTION first_capital(t text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT upper(left(t, 1)) || substr(t, 2)
$$;
GRANT EXECUTE ON FUNCTION first_capital(text) TO app_public;
