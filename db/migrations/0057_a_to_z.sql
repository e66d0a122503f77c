-- The directory for pages: homes from A to Z, and where they are on the map.

-- Under which letter a home stands: its first, without accents; "other" for a
-- figure and for whatever else is no letter from A to Z.
CREATE FUNCTION initial(name text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN lower(left(normalize(left(name, 1), NFD), 1)) ~ '^[a-z]$'
           THEN lower(left(normalize(left(name, 1), NFD), 1))
           ELSE 'other' END
$$;
CREATE INDEX establishment_initial_idx
    ON establishment (initial(name), name, id) WHERE shown;
-- Whoever changes a home that is listed writes into the index.
GRANT EXECUTE ON FUNCTION initial(text) TO app_staff;

-- Homes of the directory by name, of one letter or (NULL) of all. It has its
-- owner's eyes for the reason that directory_find() has, and is held to the
-- same homes by tests/db/policies/directory.sql.
CREATE FUNCTION directory_letter(letter text, skip integer, many integer)
RETURNS TABLE (id uuid, n bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 100
SET search_path = pg_catalog, public, pg_temp
SET enable_sort = off SET enable_bitmapscan = off
AS $$
DECLARE
    moment timestamptz := public.now_utc();
BEGIN
    IF letter IS NULL THEN
        RETURN QUERY
        SELECT e.id, row_number() OVER (ORDER BY e.name, e.id)
          FROM public.establishment e
         WHERE e.shown
           AND (SELECT true FROM public.accreditation a
                 WHERE a.establishment_id = e.id AND a.listed
                   AND public.stands(a.state, a.stands_until, moment)
                 LIMIT 1)
         ORDER BY e.name, e.id
        OFFSET skip LIMIT many;
        RETURN;
    END IF;
    RETURN QUERY
    SELECT e.id, row_number() OVER (ORDER BY e.name, e.id)
      FROM public.establishment e
     WHERE e.shown AND public.initial(e.name) = letter
       AND (SELECT true FROM public.accreditation a
             WHERE a.establishment_id = e.id AND a.listed
               AND public.stands(a.state, a.stands_until, moment)
             LIMIT 1)
     ORDER BY e.name, e.id
    OFFSET skip LIMIT many;
END $$;

-- Text inside a page: between elements, or in an attribute's quotation marks.
CREATE FUNCTION html_text(t text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT replace(public.svg_text(t), '''', '&#39;')
$$;

-- A rating as a page says it.
CREATE FUNCTION rating_words(rating text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE rating WHEN 'not_rated' THEN 'not rated yet'
           ELSE replace(rating, '_', ' ') END
$$;

-- Whole metres on the British National Grid. What builds JSON is stable, not
-- immutable, to PostgreSQL; only a function that says so is put into the
-- statement, and a search calls this for each home.
CREATE FUNCTION grid_json(at point) RETURNS json
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN at IS NOT NULL THEN json_build_object(
               'easting', round(at[0])::integer,
               'northing', round(at[1])::integer) END
$$;

REVOKE EXECUTE ON FUNCTION directory_letter(text, integer, integer)
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION directory_letter(text, integer, integer),
    html_text(text), rating_words(text), grid_json(point) TO app_public;
