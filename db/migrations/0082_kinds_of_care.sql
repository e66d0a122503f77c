-- What the directory says to people: kinds of care by their names, and what is
-- wrong with a postcode to search from.

-- As before (0078), with the names of the categories beside their codes.
DROP FUNCTION listed_as(uuid, text, timestamptz);
CREATE FUNCTION listed_as(home uuid, inspected text, inspected_at timestamptz)
RETURNS TABLE (codes json, names json, rating text, schemes uuid[])
LANGUAGE sql STABLE AS $$
    SELECT json_agg(DISTINCT c.code),
           json_agg(DISTINCT c.name),
           (array_agg(public.rating_today(inspected, inspected_at,
                                          a.rating, a.accredited_at)
                      ORDER BY a.accredited_at DESC, a.id DESC))[1],
           array_agg(a.scheme_id)
      FROM public.accreditation a
      JOIN public.category c ON c.id = a.category_id
     WHERE a.establishment_id = home
$$;
GRANT EXECUTE ON FUNCTION listed_as(uuid, text, timestamptz) TO app_public;

-- As before (0055); a postcode that was never imported may well be one.
CREATE OR REPLACE FUNCTION search_origin(near text, radius numeric,
    near_name text DEFAULT 'near', radius_name text DEFAULT 'radius_miles')
RETURNS point LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    origin point;
BEGIN
    IF near IS NULL THEN
        IF radius IS NOT NULL THEN
            RAISE EXCEPTION 'A radius needs "%", a postcode to measure from',
                near_name
                USING ERRCODE = 'FL422', COLUMN = radius_name;
        END IF;
        RETURN NULL;
    END IF;
    SELECT p.grid INTO origin FROM postcode p
     WHERE p.code = postcode_key(near);
    IF NOT FOUND THEN
        RAISE EXCEPTION 'We do not know this postcode: look whether it is'
            ' written correctly, or search by town instead'
            USING ERRCODE = 'FL422', COLUMN = near_name;
    END IF;
    IF origin IS NULL THEN
        RAISE EXCEPTION 'We do not know where this postcode is on the map:'
            ' search by town instead'
            USING ERRCODE = 'FL422', COLUMN = near_name;
    END IF;
    RETURN origin;
END $$;
