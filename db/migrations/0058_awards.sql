-- What has been awarded, for everybody to read: one batch for each scheme and
-- quarter (001 §5.7, R127), made by `fairlot jobs` and never changed.
--
-- A placement is one person's. So a batch knows nothing that is of one award,
-- and a sum is of five at least: where a home has fewer they are told together
-- with others, and the last of them without a value.
-- docs/adr/0028-published-awards.md.

-- A quarter is called by its first day, and lasts by London's clocks.
CREATE FUNCTION quarter_begins(quarter date) RETURNS timestamptz
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT quarter::timestamp AT TIME ZONE 'Europe/London'
$$;
CREATE FUNCTION quarter_ends(quarter date) RETURNS timestamptz
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT (quarter + interval '3 months') AT TIME ZONE 'Europe/London'
$$;
CREATE FUNCTION quarter_of(moment timestamptz) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT date_trunc('quarter', moment AT TIME ZONE 'Europe/London')::date
$$;
CREATE FUNCTION quarter_text(quarter date) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT extract(year FROM quarter) || '-Q' || extract(quarter FROM quarter)
$$;

-- What a price comes to in a year: placements have no end, and categories
-- different units.
CREATE FUNCTION yearly_pence(pence bigint, unit text) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT pence * CASE unit WHEN 'week' THEN 52 WHEN 'month' THEN 12
                   ELSE 1 END
$$;

-- Scheme and authority as they were called on that day.
CREATE TABLE award_batch (
    id               uuid NOT NULL DEFAULT gen_random_uuid(),
    scheme_id        uuid NOT NULL,
    lead_id          uuid NOT NULL,
    quarter          date NOT NULL -- its first day
        CONSTRAINT award_batch_quarter CHECK (extract(day FROM quarter) = 1
            AND extract(month FROM quarter) IN (1, 4, 7, 10)),
    version          integer NOT NULL DEFAULT 1,
    corrects         uuid, -- the version before
    scheme_reference text NOT NULL,
    scheme_name      text NOT NULL,
    regime           text NOT NULL,
    authority        text NOT NULL,
    awards           bigint NOT NULL, -- of its lines, as is what follows
    withheld         bigint NOT NULL, -- of them, without a value
    yearly_pence     bigint NOT NULL,
    published_at     timestamptz NOT NULL DEFAULT now_utc(),
    CONSTRAINT award_batch_pkey PRIMARY KEY (id),
    CONSTRAINT award_batch_version_key UNIQUE (scheme_id, quarter, version),
    CONSTRAINT award_batch_of_quarter UNIQUE (id, scheme_id, quarter),
    CONSTRAINT award_batch_corrects_key UNIQUE (corrects),
    CONSTRAINT award_batch_scheme_fkey FOREIGN KEY (scheme_id, lead_id)
        REFERENCES scheme (id, lead_id),
    CONSTRAINT award_batch_corrects_fkey
        FOREIGN KEY (corrects, scheme_id, quarter)
        REFERENCES award_batch (id, scheme_id, quarter),
    CONSTRAINT award_batch_corrected CHECK
        ((version = 1) = (corrects IS NULL))
);
CREATE INDEX award_batch_newest_idx ON award_batch (quarter DESC, id DESC);

-- Awards told together: of a home, of a supplier's homes, of a category, or the
-- rest of the scheme.
CREATE TABLE award_line (
    batch_id           uuid NOT NULL,
    n                  bigint NOT NULL, -- in the order of names
    category_id        uuid,
    category_code      text,
    category_name      text,
    provider_id        uuid,
    provider_name      text,
    company_number     text,
    establishment_id   uuid,
    establishment_name text,
    awards             bigint NOT NULL,
    yearly_pence       bigint, -- NULL: withheld
    CONSTRAINT award_line_pkey PRIMARY KEY (batch_id, n),
    CONSTRAINT award_line_batch_fkey FOREIGN KEY (batch_id)
        REFERENCES award_batch (id),
    CONSTRAINT award_line_named CHECK (
        (category_id IS NOT NULL OR provider_id IS NULL)
        AND (provider_id IS NOT NULL OR establishment_id IS NULL)
        AND (category_id IS NULL) = (category_name IS NULL)
        AND (category_id IS NULL) = (category_code IS NULL)
        AND (provider_id IS NULL) = (provider_name IS NULL)
        AND (provider_id IS NOT NULL OR company_number IS NULL)
        AND (establishment_id IS NULL) = (establishment_name IS NULL)),
    -- Nobody is named and nothing is valued for the sake of a few.
    CONSTRAINT award_line_of_many CHECK (awards >= 5
        OR (category_id IS NULL AND yearly_pence IS NULL AND awards > 0))
);
SELECT protect_tables();

CREATE INDEX award_awarded_idx ON award (lead_id, awarded_at);
CREATE INDEX award_fallen_idx ON award (fallen_at)
    WHERE fallen_at IS NOT NULL;

-- The awards of a quarter that no provider has refused. named: whether its home
-- may be, if there are enough: never one that the public directory does not
-- show, as its category wants it or because a register withholds the home
-- (accreditation.listed, 0024), or one for children.
CREATE FUNCTION quarter_awards(scheme uuid, quarter date)
RETURNS TABLE (category_id uuid, provider_id uuid, establishment_id uuid,
               named boolean, pence bigint)
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT c.id, w.provider_id, p.establishment_id,
           c.listed AND c.client_group IN ('adults', 'older_people')
               AND EXISTS (SELECT FROM public.invitation i
                             JOIN public.accreditation a
                               ON a.id = i.accreditation_id
                            WHERE i.referral_id = r.id AND a.listed
                              AND i.establishment_id = p.establishment_id),
           public.yearly_pence(p.price_pence, p.price_unit)
      FROM public.scheme s
      JOIN public.award w ON w.lead_id = s.lead_id
      JOIN public.referral r ON r.id = w.referral_id AND r.scheme_id = s.id
      JOIN public.category c ON c.id = r.category_id
      JOIN public.placement p ON p.award_id = w.id
     WHERE s.id = quarter_awards.scheme AND w.fallen_at IS NULL
       AND w.awarded_at >= public.quarter_begins(quarter_awards.quarter)
       AND w.awarded_at < public.quarter_ends(quarter_awards.quarter)
$$;

-- Each award with what is said of it at the first publication: what is NULL is
-- not. Those of which the same is said are told together, with their value if
-- they are enough.
CREATE FUNCTION awards_sorted(scheme uuid, quarter date)
RETURNS TABLE (category uuid, supplier uuid, home uuid, valued boolean,
               pence bigint)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    few constant bigint := 5; -- as award_line_of_many says
BEGIN
    RETURN QUERY
    WITH won AS (
        SELECT a.*, a.named AND count(*) OVER (
                   PARTITION BY a.category_id, a.provider_id,
                                a.establishment_id) >= few AS by_home
          FROM public.quarter_awards(scheme, quarter) AS a),
    supplied AS (
        SELECT w.*, w.by_home OR count(*) FILTER (WHERE NOT w.by_home) OVER (
                   PARTITION BY w.category_id, w.provider_id) >= few
                   AS by_supplier
          FROM won w),
    sorted AS (
        SELECT s.*, s.by_supplier
                    OR count(*) FILTER (WHERE NOT s.by_supplier) OVER (
                           PARTITION BY s.category_id) >= few AS by_category
          FROM supplied s)
    SELECT CASE WHEN s.by_category THEN s.category_id END,
           CASE WHEN s.by_supplier THEN s.provider_id END,
           CASE WHEN s.by_home THEN s.establishment_id END,
           s.by_category
               OR count(*) FILTER (WHERE NOT s.by_category) OVER () >= few,
           s.pence
      FROM sorted s;
END $$;

-- The same for a correction: each award stays where the first version had it,
-- and what has become too few there is only counted from then on. Sorted anew,
-- what was withheld could be worked out from the difference of two versions.
CREATE FUNCTION awards_sorted_again(scheme uuid, quarter date)
RETURNS TABLE (category uuid, supplier uuid, home uuid, valued boolean,
               pence bigint)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    few   constant bigint := 5;
    first uuid := (SELECT b.id FROM public.award_batch b
                    WHERE b.scheme_id = awards_sorted_again.scheme
                      AND b.quarter = awards_sorted_again.quarter
                      AND b.version = 1);
BEGIN
    RETURN QUERY
    WITH placed AS (
        SELECT l.*, a.pence, l.yearly_pence IS NOT NULL
                             AND count(*) OVER (PARTITION BY l.n) >= few AS enough
          FROM public.quarter_awards(scheme, quarter) AS a
          LEFT JOIN LATERAL (
               SELECT x.* FROM public.award_line x
                WHERE x.batch_id = first
                  AND coalesce(x.category_id, a.category_id) = a.category_id
                  AND coalesce(x.provider_id, a.provider_id) = a.provider_id
                  AND coalesce(x.establishment_id, a.establishment_id)
                      = a.establishment_id
                ORDER BY num_nonnulls(x.category_id, x.provider_id,
                                      x.establishment_id) DESC
                LIMIT 1) AS l ON true)
    SELECT CASE WHEN p.enough THEN p.category_id END,
           CASE WHEN p.enough THEN p.provider_id END,
           CASE WHEN p.enough THEN p.establishment_id END,
           p.enough, p.pence
      FROM placed p;
END $$;

-- Publishes a quarter as it stands now: for the first time, or in place of the
-- version that it corrects.
CREATE FUNCTION award_batch_make(of_scheme uuid, of_quarter date,
    old public.award_batch) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    made public.award_batch;
BEGIN
    WITH sorted AS (
        SELECT * FROM public.awards_sorted(of_scheme, of_quarter)
         WHERE old.id IS NULL
         UNION ALL
        SELECT * FROM public.awards_sorted_again(of_scheme, of_quarter)
         WHERE old.id IS NOT NULL),
    summed AS (
        SELECT s.category, s.supplier, s.home, count(*) AS awards,
               CASE WHEN s.valued THEN sum(s.pence)::bigint END AS pence
          FROM sorted s
         GROUP BY s.category, s.supplier, s.home, s.valued),
    batch AS (
        INSERT INTO public.award_batch (scheme_id, lead_id, quarter, version,
            corrects, scheme_reference, scheme_name, regime, authority,
            awards, withheld, yearly_pence)
        SELECT s.id, s.lead_id, of_quarter, coalesce(old.version, 0) + 1,
               old.id, s.reference, s.name, s.regime, o.name,
               t.awards, t.withheld, t.pence
          FROM public.scheme s
          JOIN public.organisation o ON o.id = s.lead_id
         CROSS JOIN (
               SELECT coalesce(sum(l.awards), 0) AS awards,
                      coalesce(sum(l.awards) FILTER (WHERE l.pence IS NULL),
                               0) AS withheld,
                      coalesce(sum(l.pence), 0) AS pence
                 FROM summed l) AS t
         WHERE s.id = of_scheme
        RETURNING *),
    line AS (
        INSERT INTO public.award_line (batch_id, n, category_id,
            category_code, category_name, provider_id, provider_name,
            company_number, establishment_id, establishment_name, awards,
            yearly_pence)
        SELECT b.id, row_number() OVER (ORDER BY c.name, c.id, o.name, o.id,
                                        e.name, e.id, l.pence),
               c.id, c.code, c.name, o.id, o.name, o.company_number, e.id,
               e.name, l.awards, l.pence
          FROM batch b
         CROSS JOIN summed l
          LEFT JOIN public.category c ON c.id = l.category
          LEFT JOIN public.organisation o ON o.id = l.supplier
          LEFT JOIN public.establishment e ON e.id = l.home)
    SELECT * INTO made FROM batch;
    PERFORM public.happened('awards.published', made.id,
        ARRAY(SELECT c.organisation_id FROM public.scheme_council c
               WHERE c.scheme_id = of_scheme) || made.lead_id);
END $$;

-- Publishes what is due, so many batches at once: a fortnight after a quarter's
-- end, when providers have mostly answered, and well within the thirty days of
-- the law; and again where one has refused since, for awards of a quarter that
-- is over only ever become fewer. One at a time: who comes second has nothing
-- left to do.
CREATE FUNCTION awards_publish(most integer) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    last date := public.quarter_of(public.now_utc() - interval '14 days')
                 - interval '3 months';
    due  record;
    done bigint := 0;
BEGIN
    IF NOT pg_try_advisory_xact_lock(hashtextextended('awards_publish', 5)) THEN
        RETURN 0;
    END IF;
    FOR due IN
        SELECT s.id AS scheme, q::date AS quarter, NULL::public.award_batch
                   AS old
          FROM public.scheme s
         CROSS JOIN LATERAL generate_series(
               public.quarter_of(s.opened_at)::timestamp, last::timestamp,
               interval '3 months') AS q
         WHERE NOT EXISTS (SELECT FROM public.award_batch b
                            WHERE b.scheme_id = s.id AND b.quarter = q::date)
           AND ((s.state = 'open' AND q <= s.valid_to)
                OR EXISTS (SELECT
                             FROM public.quarter_awards(s.id, q::date)))
         UNION ALL
        SELECT b.scheme_id, b.quarter, b
          FROM public.award_batch b
         WHERE NOT EXISTS (SELECT FROM public.award_batch x
                            WHERE x.corrects = b.id)
           AND EXISTS (SELECT FROM public.award w
                         JOIN public.referral r ON r.id = w.referral_id
                        WHERE w.fallen_at IS NOT NULL
                          AND r.scheme_id = b.scheme_id
                          AND public.quarter_of(w.awarded_at) = b.quarter)
           AND b.awards <> (SELECT count(*) FROM public.quarter_awards(
                                b.scheme_id, b.quarter))
         ORDER BY quarter, scheme
         LIMIT most
    LOOP
        PERFORM public.award_batch_make(due.scheme, due.quarter, due.old);
        done := done + 1;
    END LOOP;
    RETURN done;
END $$;
REVOKE EXECUTE ON FUNCTION quarter_awards(uuid, date),
    awards_sorted(uuid, date), awards_sorted_again(uuid, date),
    award_batch_make(uuid, date, award_batch), awards_publish(integer)
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION awards_publish(integer) TO app_jobs;

-- Everybody reads it; nobody writes it by hand.
GRANT SELECT ON award_batch, award_line TO app_staff, app_public;
CREATE POLICY award_batch_seen ON award_batch FOR SELECT
    TO app_staff, app_public USING (true);
CREATE POLICY award_line_seen ON award_line FOR SELECT
    TO app_staff, app_public USING (true);

CREATE VIEW award_batch_shown WITH (security_invoker = true) AS
SELECT b.id, b.scheme_id, b.quarter, r.id IS NULL AS newest,
       json_build_object(
           'id', b.id,
           'scheme', json_build_object(
               'id', b.scheme_id,
               'reference', b.scheme_reference,
               'name', b.scheme_name,
               'regime', b.regime),
           'authority', json_build_object(
               'id', b.lead_id,
               'name', b.authority),
           'quarter', quarter_text(b.quarter),
           'from', b.quarter,
           'to', (b.quarter + interval '3 months - 1 day')::date,
           'version', b.version,
           'corrects', b.corrects,
           'corrected_by', r.id,
           'awards', b.awards,
           'awards_without_value', b.withheld,
           'yearly_value_pence', b.yearly_pence,
           'published_at', utc_text(b.published_at)) AS body
  FROM award_batch b
  LEFT JOIN award_batch r ON r.corrects = b.id;
GRANT SELECT ON award_batch_shown TO app_staff, app_public;
GRANT EXECUTE ON FUNCTION yearly_pence(bigint, text) TO app_staff;
GRANT EXECUTE ON FUNCTION quarter_text(date) TO app_staff, app_public;
