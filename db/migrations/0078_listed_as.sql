-- What rating a home has today, of all that is listed of it, stands here and in
-- no statement: once for whoever is shown what the policies leave, once for the
-- owner's eyes of directory_find(). One for both would need columns that the
-- public may not read (until when something stands), or a second look at each
-- home's accreditations. Both are put into what calls them, which costs a search
-- nothing (docs/PERFORMANCE.md); so no SET and no owner's rights here.

-- What the directory says of a home that it lists, whose inspection is given.
CREATE FUNCTION listed_as(home uuid, inspected text, inspected_at timestamptz)
RETURNS TABLE (codes json, rating text, schemes uuid[])
LANGUAGE sql STABLE AS $$
    SELECT json_agg(DISTINCT c.code),
           (array_agg(public.rating_today(inspected, inspected_at,
                                          a.rating, a.accredited_at)
                      ORDER BY a.accredited_at DESC, a.id DESC))[1],
           array_agg(a.scheme_id)
      FROM public.accreditation a
      JOIN public.category c ON c.id = a.category_id
     WHERE a.establishment_id = home
$$;
GRANT EXECUTE ON FUNCTION listed_as(uuid, text, timestamptz) TO app_public;

-- Its rating alone, for directory_find(), which has sorting off: with ORDER BY
-- and LIMIT the planner would walk through everybody's accreditations.
CREATE FUNCTION rating_listed(home uuid, inspected text,
                              inspected_at timestamptz, moment timestamptz)
RETURNS TABLE (rating text)
LANGUAGE sql STABLE AS $$
    SELECT (array_agg(public.rating_today(inspected, inspected_at,
                                          a.rating, a.accredited_at)
                      ORDER BY a.accredited_at DESC, a.id DESC))[1]
      FROM public.accreditation a
     WHERE a.establishment_id = home AND a.listed
       AND public.stands(a.state, a.stands_until, moment)
$$;

-- As before (0066), but for that.
CREATE OR REPLACE FUNCTION directory_find(origin point, radius numeric,
    category text, wanted text, words text, after text, many integer)
RETURNS TABLE (id uuid, key text, n bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 100
SET search_path = pg_catalog, public, pg_temp
SET enable_sort = off SET enable_bitmapscan = off
AS $$
DECLARE
    coded uuid[] := ARRAY(SELECT c.id FROM public.category c
                           WHERE c.code = directory_find.category);
    moment timestamptz := public.now_utc();
BEGIN
    IF origin IS NULL THEN
        RETURN QUERY
        SELECT e.id, e.id || '|' || e.name,
               row_number() OVER (ORDER BY e.name, e.id)
          FROM public.establishment e
         WHERE e.shown
           AND (after IS NULL
                OR (e.name, e.id) > (substr(after, 38), left(after, 36)::uuid))
           AND (words IS NULL OR e.name ILIKE public.like_anywhere(words)
                OR e.town ILIKE public.like_anywhere(words))
           AND (SELECT true FROM public.accreditation a
                 WHERE a.establishment_id = e.id AND a.listed
                   AND public.stands(a.state, a.stands_until, moment)
                   AND (category IS NULL OR a.category_id = ANY (coded))
                 LIMIT 1)
           AND (wanted IS NULL OR wanted = (
                   SELECT k.rating
                     FROM public.rating_listed(e.id, e.inspected,
                              e.inspected_at, moment) AS k))
         ORDER BY e.name, e.id
         LIMIT many;
        RETURN;
    END IF;
    RETURN QUERY
    SELECT h.id, h.metres || '|' || h.id,
           row_number() OVER (ORDER BY h.metres, h.id)
      FROM (SELECT e.id, e.grid <-> origin AS metres
              FROM public.establishment e
             -- A little wider than asked: the index ends there, the miles
             -- decide.
             WHERE e.shown
               AND e.grid <@ circle(origin, (radius * 1609.344 + 10)::float8)
               AND public.grid_miles(e.grid, origin) <= radius
               AND (after IS NULL
                    OR (e.grid <-> origin, e.id)
                       > (split_part(after, '|', 1)::float8,
                          split_part(after, '|', 2)::uuid))
               AND (words IS NULL OR e.name ILIKE public.like_anywhere(words)
                    OR e.town ILIKE public.like_anywhere(words))
               AND (SELECT true FROM public.accreditation a
                     WHERE a.establishment_id = e.id AND a.listed
                       AND public.stands(a.state, a.stands_until, moment)
                       AND (category IS NULL OR a.category_id = ANY (coded))
                     LIMIT 1)
               AND (wanted IS NULL OR wanted = (
                       SELECT k.rating
                         FROM public.rating_listed(e.id, e.inspected,
                                  e.inspected_at, moment) AS k))
             -- The index knows distances only: homes as far away as the last
             -- come too, and are put in order with it.
             ORDER BY e.grid <-> origin
             FETCH FIRST many ROWS WITH TIES) AS h
     ORDER BY h.metres, h.id
     LIMIT many;
END $$;
