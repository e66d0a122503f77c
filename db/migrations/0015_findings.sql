-- What reviews have found: the directory's cost, the caps that were missing,
-- and two persons who are one.

---------------------------------------------------------- the directory

-- Whether the public sees a home. Without it a search walks past every home
-- near the origin, those of a provider too that nobody has accredited.
ALTER TABLE establishment ADD COLUMN shown boolean NOT NULL DEFAULT false;
UPDATE establishment e SET shown = true
 WHERE EXISTS (SELECT FROM accreditation a
                WHERE a.establishment_id = e.id
                  AND a.listed AND a.state = 'active');

-- Kept by accreditations, and by nobody else: no role may update the column.
CREATE FUNCTION establishment_show() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    now_shown boolean := EXISTS (
        SELECT FROM public.accreditation a
         WHERE a.establishment_id = NEW.establishment_id
           AND a.listed AND a.state = 'active');
BEGIN
    UPDATE public.establishment e SET shown = now_shown
     WHERE e.id = NEW.establishment_id AND e.shown <> now_shown;
    RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION establishment_show() FROM PUBLIC;
CREATE TRIGGER accreditation_shows AFTER INSERT OR UPDATE ON accreditation
    FOR EACH ROW EXECUTE FUNCTION establishment_show();

CREATE INDEX establishment_shown_grid_idx ON establishment USING gist (grid)
    WHERE shown;
CREATE INDEX establishment_shown_name_idx ON establishment (name, id)
    WHERE shown;
DROP INDEX establishment_name_idx;

-- As before, but of the homes that are shown. What it says of accreditations
-- stays: a category and a rating are asked for, and a flag is no permission.
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
                 WHERE a.establishment_id = e.id
                   AND a.listed AND a.state = 'active'
                   AND (category IS NULL OR a.category_id = ANY (coded))
                 LIMIT 1)
           AND (wanted IS NULL OR wanted = (
                   SELECT (array_agg(a.rating ORDER BY a.accredited_at DESC,
                                               a.id DESC))[1]
                     FROM public.accreditation a
                    WHERE a.establishment_id = e.id
                      AND a.listed AND a.state = 'active'))
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
                     WHERE a.establishment_id = e.id
                       AND a.listed AND a.state = 'active'
                       AND (category IS NULL OR a.category_id = ANY (coded))
                     LIMIT 1)
               AND (wanted IS NULL OR wanted = (
                       SELECT (array_agg(a.rating ORDER BY a.accredited_at DESC,
                                                   a.id DESC))[1]
                         FROM public.accreditation a
                        WHERE a.establishment_id = e.id
                          AND a.listed AND a.state = 'active'))
             -- The index knows distances only: homes as far away as the last
             -- come too, and are put in order with it.
             ORDER BY e.grid <-> origin
             FETCH FIRST many ROWS WITH TIES) AS h
     ORDER BY h.metres, h.id
     LIMIT many;
END $$;

---------------------------------------------------------------- the caps

-- What one organisation may have of a thing that costs others something. The
-- largest groups in the country have some 500 homes.
CREATE FUNCTION cap() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    most integer := TG_ARGV[0];
    held bigint;
BEGIN
    CASE TG_TABLE_NAME
    WHEN 'establishment' THEN
        NEW.shown := false;
        SELECT count(*) INTO held FROM public.establishment e
         WHERE e.provider_id = NEW.provider_id;
    WHEN 'client' THEN
        SELECT count(*) INTO held FROM public.client c
         WHERE c.organisation_id = NEW.organisation_id
           AND c.disabled_at IS NULL;
    WHEN 'bid_version' THEN
        held := NEW.version - 1;
    END CASE;
    IF held >= most THEN
        PERFORM public.refuse('conflict', format(TG_ARGV[1], most));
    END IF;
    RETURN NEW;
END $$;
REVOKE EXECUTE ON FUNCTION cap() FROM PUBLIC;
CREATE TRIGGER establishment_cap BEFORE INSERT ON establishment FOR EACH ROW
    EXECUTE FUNCTION cap('1000', 'A provider has at most %s homes here.');
CREATE TRIGGER client_cap BEFORE INSERT ON client FOR EACH ROW
    EXECUTE FUNCTION cap('50',
        'An organisation has at most %s machine clients; remove one first.');
-- Only the bidder is told, and nothing but its own count.
CREATE TRIGGER bid_version_cap BEFORE INSERT ON bid_version FOR EACH ROW
    EXECUTE FUNCTION cap('200', 'A bid is put at most %s times.');

------------------------------------------------- two persons, who are two

-- Who added a person: another, or a machine client. NULL: an operator did, or
-- it was before this was written down.
ALTER TABLE app_user ADD COLUMN added_by uuid;

CREATE FUNCTION note_adder() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.added_by := public.me_self();
    RETURN NEW;
END $$;
REVOKE EXECUTE ON FUNCTION note_adder() FROM PUBLIC;
CREATE TRIGGER app_user_adder BEFORE INSERT ON app_user FOR EACH ROW
    EXECUTE FUNCTION note_adder();

-- Whom an operator added, up the chain from a person: whoever adds somebody
-- knows the first password, and may sign in as both. NULL if the chain ends
-- in a machine client, for nobody knows who holds its secret.
CREATE FUNCTION vouched_by(who uuid) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    WITH RECURSIVE up (id, added_by, n) AS (
        SELECT u.id, u.added_by, 0 FROM public.app_user u WHERE u.id = who
        UNION ALL
        SELECT u.id, u.added_by, up.n + 1
          FROM up
          JOIN public.app_user u ON u.id = up.added_by
         WHERE up.n < 1000)
    SELECT id FROM up WHERE added_by IS NULL
$$;
REVOKE EXECUTE ON FUNCTION vouched_by(uuid) FROM PUBLIC;

CREATE FUNCTION openers_apart() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM public.opening_step s
                WHERE s.referral_id = NEW.referral_id
                  AND s.opener_id <> NEW.opener_id
                  AND (public.vouched_by(s.opener_id)
                       <> public.vouched_by(NEW.opener_id)) IS NOT TRUE) THEN
        PERFORM public.refuse('second-opener-needed', 'One of you was added '
            'by the other, or both by the same officer; somebody whom an '
            'operator added has to ask as well.');
    END IF;
    RETURN NEW;
END $$;
REVOKE EXECUTE ON FUNCTION openers_apart() FROM PUBLIC;
CREATE TRIGGER opening_step_apart BEFORE INSERT ON opening_step FOR EACH ROW
    EXECUTE FUNCTION openers_apart();

-- An auditor of the scheme reads what its lead never may (001 §11.2), so the
-- lead does not make one: an operator does. As in api/roles.c.
CREATE OR REPLACE FUNCTION may_give(given text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT given = ANY (CASE public.me_role()
        WHEN 'lead' THEN ARRAY['lead', 'council']
        WHEN 'council' THEN ARRAY['council']
        WHEN 'provider' THEN ARRAY['provider'] END)
$$;
