-- What the public is told of a home's rating is what was learned last: when it
-- was assessed, or from the inspectors since.

-- The inspectors' newest overall grade in one of the four words, and when it
-- was recorded. A newer kind of report may have no such grade: then the last
-- that there was is still nearer to the truth than an assessment before it.
ALTER TABLE establishment
    ADD COLUMN inspected    text
        CONSTRAINT establishment_inspected CHECK (inspected IN
        ('outstanding', 'good', 'requires_improvement', 'inadequate')), -- vocabulary: rating but not_rated
    ADD COLUMN inspected_at timestamptz,
    ADD CONSTRAINT establishment_inspected_when CHECK
        ((inspected IS NULL) = (inspected_at IS NULL));
GRANT SELECT (inspected, inspected_at) ON establishment TO app_public;

CREATE FUNCTION rating_today(inspected text, inspected_at timestamptz,
                             assessed text, assessed_at timestamptz)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN inspected_at > assessed_at THEN inspected
                ELSE assessed END
$$;
GRANT EXECUTE ON FUNCTION rating_today(text, timestamptz, text, timestamptz)
    TO app_staff, app_public;

CREATE FUNCTION home_inspected(home uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE public.establishment e
       SET inspected = g.grade, inspected_at = g.recorded_at
      FROM (SELECT home AS id) AS h
      LEFT JOIN LATERAL (
           SELECT r.grade, r.recorded_at
             FROM public.establishment_rating r
            WHERE r.establishment_id = h.id AND r.area = 'overall'
              AND r.grade IN ('outstanding', 'good', 'requires_improvement',
                              'inadequate')
            ORDER BY r.given_on DESC, r.recorded_at DESC, r.id DESC
            LIMIT 1) AS g ON true
     WHERE e.id = h.id
       AND (e.inspected, e.inspected_at)
           IS DISTINCT FROM (g.grade, g.recorded_at);
END $$;
REVOKE EXECUTE ON FUNCTION home_inspected(uuid) FROM PUBLIC;

CREATE FUNCTION ratings_inspected() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM public.home_inspected(n.establishment_id)
       FROM (SELECT DISTINCT f.establishment_id FROM fresh f
              ORDER BY f.establishment_id) AS n;
    RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION ratings_inspected() FROM PUBLIC;
-- After establishment_rating_judged, which locks the homes.
CREATE TRIGGER establishment_rating_told AFTER INSERT ON establishment_rating
    REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION ratings_inspected();
SELECT home_inspected(r.establishment_id)
  FROM (SELECT DISTINCT establishment_id FROM establishment_rating) AS r;

-- What inspectors say of a home that the directory shows, area by area: grades
-- are published, who recorded them here and why is not.
CREATE FUNCTION inspections_shown(home uuid) RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(json_agg(json_build_object(
                       'regulator', r.regulator,
                       'framework', r.framework,
                       'area', r.area,
                       'grade', r.grade,
                       'on', r.given_on)
                   ORDER BY r.given_on DESC, r.regulator,
                            r.area <> 'overall', r.area), '[]')
              FROM public.establishment e,
                   public.ratings_in_force(e.id) AS r
             WHERE e.id = home AND e.shown);
END $$;
REVOKE EXECUTE ON FUNCTION inspections_shown(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION inspections_shown(uuid) TO app_public;

-- As before (0022), by today's rating.
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
                   SELECT (array_agg(public.rating_today(e.inspected,
                              e.inspected_at, a.rating, a.accredited_at)
                              ORDER BY a.accredited_at DESC, a.id DESC))[1]
                     FROM public.accreditation a
                    WHERE a.establishment_id = e.id AND a.listed
                      AND public.stands(a.state, a.stands_until, moment)))
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
                       SELECT (array_agg(public.rating_today(e.inspected,
                                  e.inspected_at, a.rating, a.accredited_at)
                                  ORDER BY a.accredited_at DESC, a.id DESC))[1]
                         FROM public.accreditation a
                        WHERE a.establishment_id = e.id AND a.listed
                          AND public.stands(a.state, a.stands_until, moment)))
             -- The index knows distances only: homes as far away as the last
             -- come too, and are put in order with it.
             ORDER BY e.grid <-> origin
             FETCH FIRST many ROWS WITH TIES) AS h
     ORDER BY h.metres, h.id
     LIMIT many;
END $$;
