-- Admission: how the things of 0002 are shown, and how a provider registers.
--
-- Each view ..._shown has one row for one representation: `body` is the JSON
-- that GET answers with, the other columns are what lists filter and sort by.
-- They are security_invoker: a view sees no row that its reader may not see.

---------------------------------------------------------------- schemes

CREATE VIEW scheme_shown WITH (security_invoker = true) AS
SELECT s.id, s.state, s.created_at,
       json_build_object(
           'id', s.id,
           'reference', s.reference,
           'name', s.name,
           'regime', s.regime,
           'description', s.description,
           'valid_from', s.valid_from,
           'valid_to', s.valid_to,
           'state', s.state,
           'lead', json_build_object('id', o.id, 'name', o.name),
           'created_at', utc_text(s.created_at),
           'opened_at', utc_text(s.opened_at)) AS body
  FROM scheme s
  JOIN organisation o ON o.id = s.lead_id;

CREATE VIEW scheme_council_shown WITH (security_invoker = true) AS
SELECT c.scheme_id, c.organisation_id, o.name,
       json_build_object(
           'scheme_id', c.scheme_id,
           'organisation', json_build_object('id', o.id, 'name', o.name),
           'kind', c.kind,
           'from', c.from_on,
           'to', c.to_on) AS body
  FROM scheme_council c
  JOIN organisation o ON o.id = c.organisation_id;

-- jsonb forgets the order of members, so lists and weights are written out.
CREATE VIEW category_shown WITH (security_invoker = true) AS
SELECT c.id, c.scheme_id, c.name,
       json_build_object(
           'id', c.id,
           'scheme_id', c.scheme_id,
           'code', c.code,
           'name', c.name,
           'client_group', c.client_group,
           'regulator', c.regulator,
           'listed', c.listed,
           'suitability', c.suitability,
           'price_unit', c.price_unit,
           'requirements', coalesce((
               SELECT json_agg(json_build_object(
                          'code', r.item->'code',
                          'question', r.item->'question',
                          'justification', r.item->'justification')
                      ORDER BY r.n)
                 FROM jsonb_array_elements(c.requirements)
                      WITH ORDINALITY AS r (item, n)), '[]'),
           'statements', coalesce((
               SELECT json_agg(json_build_object(
                          'code', s.item->'code',
                          'question', s.item->'question',
                          'weight', s.item->'weight',
                          'justification', s.item->'justification')
                      ORDER BY s.n)
                 FROM jsonb_array_elements(c.statements)
                      WITH ORDINALITY AS s (item, n)), '[]'),
           'cost_heads', coalesce((
               SELECT json_agg(json_build_object(
                          'code', h.item->'code',
                          'name', h.item->'name')
                      ORDER BY h.n)
                 FROM jsonb_array_elements(c.cost_heads)
                      WITH ORDINALITY AS h (item, n)), '[]'),
           'core_cap_pence', c.core_cap_pence,
           'rating_floor', c.rating_floor,
           'weights', json_build_object(
               'price', c.weights->'price',
               'outcomes', c.weights->'outcomes',
               'needs', c.weights->'needs',
               'features', c.weights->'features',
               'location', c.weights->'location',
               'core', c.weights->'core'),
           'miles_per_mark', c.miles_per_mark,
           'choice_mode', c.choice_mode,
           'evaluators', c.evaluators,
           'openers', c.openers,
           'core_blend', CASE WHEN c.core_blend IS NOT NULL THEN
               json_build_object(
                   'statements', c.core_blend->'statements',
                   'rating', c.core_blend->'rating',
                   'points', c.core_blend->'points') END,
           'response_hours', json_build_object(
               'emergency', c.response_hours->'emergency',
               'urgent', c.response_hours->'urgent',
               'next_day', c.response_hours->'next_day',
               'standard', c.response_hours->'standard',
               'planned', c.response_hours->'planned'),
           'created_at', utc_text(c.created_at)) AS body
  FROM category c;

GRANT SELECT ON scheme_shown, scheme_council_shown, category_shown
    TO app_staff, app_public;

------------------------------------------------------ homes, applications

CREATE INDEX establishment_name_idx ON establishment (name, id);

CREATE VIEW establishment_shown WITH (security_invoker = true) AS
SELECT e.id, e.provider_id, e.created_at,
       json_build_object(
           'id', e.id,
           'provider_id', e.provider_id,
           'name', e.name,
           'address', json_build_object(
               'line_1', e.line_1,
               'line_2', e.line_2,
               'town', e.town,
               'postcode', postcode_text(e.postcode)),
           'regulator', json_build_object(
               'scheme', e.regulator_scheme,
               'id', e.regulator_id),
           'rating', e.rating,
           'capacity', e.capacity,
           'vacancies', e.vacancies,
           'profile', e.profile,
           'created_at', utc_text(e.created_at),
           'updated_at', utc_text(e.updated_at)) AS body
  FROM establishment e;

-- Whether a home may be seen is asked of each home in turn: written as EXISTS,
-- the planner would rather read every entry and accreditation there is.
CREATE INDEX accreditation_establishment_idx
    ON accreditation (establishment_id);
ALTER POLICY establishment_applied ON establishment
    USING ((SELECT me_role()) IN ('lead', 'auditor')
           AND (SELECT true FROM entry e
                 WHERE e.establishment_id = establishment.id LIMIT 1));
ALTER POLICY establishment_accredited ON establishment
    USING ((SELECT true FROM accreditation a
             WHERE a.establishment_id = establishment.id LIMIT 1));
ALTER POLICY establishment_public ON establishment
    USING ((SELECT true FROM accreditation a
             WHERE a.establishment_id = establishment.id LIMIT 1));

-- Entries stand in the order in which they were asked for; faults of a
-- submission point to them by their number.
ALTER TABLE entry ADD COLUMN place integer NOT NULL DEFAULT 1;

-- What was sent in is not its provider's to change any more.
ALTER POLICY application_changed ON application
    USING ((provider_id = (SELECT me_org()) AND state = 'draft')
           OR (lead_id = (SELECT me_org()) AND (SELECT me_role()) = 'lead'
               AND state <> 'draft'))
    WITH CHECK ((provider_id = (SELECT me_org())
                 AND state IN ('draft', 'submitted'))
                OR (lead_id = (SELECT me_org())
                    AND (SELECT me_role()) = 'lead' AND state <> 'draft'));
ALTER POLICY entry_changed ON entry
    USING ((provider_id = (SELECT me_org()) AND state = 'draft')
           OR (lead_id = (SELECT me_org()) AND (SELECT me_role()) = 'lead'
               AND state <> 'draft'))
    WITH CHECK ((provider_id = (SELECT me_org())
                 AND state IN ('draft', 'submitted'))
                OR (lead_id = (SELECT me_org())
                    AND (SELECT me_role()) = 'lead' AND state <> 'draft'));

CREATE VIEW entry_shown WITH (security_invoker = true) AS
SELECT e.id, e.application_id,
       json_build_object(
           'id', e.id,
           'application_id', e.application_id,
           'establishment_id', e.establishment_id,
           'category_id', e.category_id,
           'state', e.state,
           'requirements', e.requirements,
           'statements', e.statements,
           'core_pence', e.core_pence,
           'discounts', e.discounts,
           'decision', CASE WHEN e.decided_at IS NOT NULL THEN
               json_build_object(
                   'outcome', e.state,
                   'reason', e.decision_reason,
                   'decided_at', utc_text(e.decided_at)) END,
           'accreditation_id', a.id) AS body
  FROM entry e
  LEFT JOIN accreditation a ON a.entry_id = e.id;

CREATE VIEW application_shown WITH (security_invoker = true) AS
SELECT p.id, p.provider_id, p.scheme_id, p.lead_id, p.state, p.created_at,
       p.assess_due_on,
       json_build_object(
           'id', p.id,
           'reference', p.reference,
           'state', p.state,
           'scheme_id', p.scheme_id,
           'provider', json_build_object('id', o.id, 'name', o.name),
           'entries', (
               SELECT json_agg(json_build_object(
                          'id', e.id,
                          'establishment_id', e.establishment_id,
                          'establishment_name', h.name,
                          'category_id', e.category_id,
                          'category_code', c.code,
                          'state', e.state,
                          'accreditation_id', a.id)
                      ORDER BY e.place)
                 FROM entry e
                 JOIN establishment h ON h.id = e.establishment_id
                 JOIN category c ON c.id = e.category_id
                 LEFT JOIN accreditation a ON a.entry_id = e.id
                WHERE e.application_id = p.id),
           'created_at', utc_text(p.created_at),
           'submitted_at', utc_text(p.submitted_at),
           'assess_due_on', p.assess_due_on,
           'signatory', CASE WHEN p.signatory IS NOT NULL THEN
               json_build_object(
                   'name', p.signatory->'name',
                   'position', p.signatory->'position') END,
           'receipt', CASE WHEN p.receipt IS NOT NULL THEN
               json_build_object(
                   'sha256', p.receipt->'sha256',
                   'received_at', p.receipt->'received_at',
                   'signature', p.receipt->'signature') END) AS body
  FROM application p
  JOIN organisation o ON o.id = p.provider_id;

CREATE VIEW assessment_shown WITH (security_invoker = true) AS
SELECT t.entry_id,
       json_build_object(
           'entry_id', t.entry_id,
           'requirements', t.requirements,
           'statements', t.statements,
           'rating', t.rating,
           'core_score', t.core_score,
           'assessed_at', utc_text(t.assessed_at)) AS body
  FROM assessment t;

-- A council is not shown what a home costs before it bids: two members are for
-- the provider, the lead and the auditors.
CREATE VIEW accreditation_shown WITH (security_invoker = true) AS
SELECT a.id, a.scheme_id, a.category_id, a.establishment_id, a.state,
       a.accredited_at,
       CASE WHEN (SELECT me_role()) = 'council' THEN json_build_object(
           'id', a.id,
           'state', a.state,
           'establishment', json_build_object(
               'id', h.id, 'name', h.name, 'town', h.town),
           'provider', json_build_object('id', o.id, 'name', o.name),
           'scheme_id', a.scheme_id,
           'category_id', a.category_id,
           'category_code', c.code,
           'rating', a.rating,
           'core_score', a.core_score,
           'accredited_at', utc_text(a.accredited_at),
           'ground', a.ground,
           'reason', a.reason,
           'changed_at', utc_text(a.changed_at))
       ELSE json_build_object(
           'id', a.id,
           'state', a.state,
           'establishment', json_build_object(
               'id', h.id, 'name', h.name, 'town', h.town),
           'provider', json_build_object('id', o.id, 'name', o.name),
           'scheme_id', a.scheme_id,
           'category_id', a.category_id,
           'category_code', c.code,
           'rating', a.rating,
           'core_score', a.core_score,
           'core_pence', a.core_pence,
           'discounts', a.discounts,
           'accredited_at', utc_text(a.accredited_at),
           'ground', a.ground,
           'reason', a.reason,
           'changed_at', utc_text(a.changed_at))
       END AS body
  FROM accreditation a
  JOIN establishment h ON h.id = a.establishment_id
  JOIN category c ON c.id = a.category_id
  JOIN organisation o ON o.id = a.provider_id;

GRANT SELECT ON establishment_shown, entry_shown, application_shown,
    assessment_shown, accreditation_shown TO app_staff;

-- The lists that a home's pages and the directory ask for.
CREATE INDEX accreditation_newest_idx
    ON accreditation (accredited_at DESC, id DESC);
CREATE INDEX accreditation_scheme_idx
    ON accreditation (scheme_id, accredited_at DESC, id DESC);
CREATE INDEX accreditation_listed_idx ON accreditation (establishment_id)
    WHERE listed AND state = 'active';

------------------------------------------------- events and registration

-- What the feed calls an event. Its number would tell a reader how many events
-- of others lie in between: whether a bid was sealed, for one.
ALTER TABLE event ADD COLUMN public_id uuid NOT NULL DEFAULT gen_random_uuid();

-- A provider and its first person, from nobody: hence not a grant on the
-- tables. details: {name, company_number, contact: {name, email}}. NULL if
-- the address belongs to a person already.
CREATE FUNCTION register_provider(details jsonb, password_hash text)
RETURNS json LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    firm   public.organisation;
    person public.app_user;
    happening bigint;
BEGIN
    INSERT INTO public.organisation (kind, name, company_number)
    VALUES ('provider', details->>'name', details->>'company_number')
    RETURNING * INTO firm;
    INSERT INTO public.app_user (organisation_id, name, email, role)
    VALUES (firm.id, details->'contact'->>'name',
            details->'contact'->>'email', 'provider')
    RETURNING * INTO person;
    INSERT INTO public.user_secret (user_id, password_hash)
    VALUES (person.id, register_provider.password_hash);
    INSERT INTO public.event (type, subject_id, organisation_id, actor_id)
    VALUES ('provider.registered', firm.id, firm.id, person.id)
    RETURNING id INTO happening;
    INSERT INTO public.event_reader (organisation_id, event_id)
    VALUES (firm.id, happening);

    RETURN json_build_object(
        'id', firm.id,
        'name', firm.name,
        'company_number', firm.company_number,
        'kind', firm.kind,
        'user', json_build_object(
            'id', person.id,
            'name', person.name,
            'email', person.email,
            'role', person.role),
        'created_at', public.utc_text(firm.created_at));
EXCEPTION WHEN unique_violation THEN
    RETURN NULL;
END $$;
GRANT EXECUTE ON FUNCTION register_provider(jsonb, text)
    TO app_staff, app_public;

---------------------------------------------------- directory and portals

-- Where a search begins. A fault is raised, for a search has no handler that
-- could answer it: SQLSTATE, sentence and parameter as db/err.c reads them.
CREATE FUNCTION search_origin(near text, radius numeric) RETURNS point
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    origin point;
BEGIN
    IF near IS NULL THEN
        IF radius IS NOT NULL THEN
            RAISE EXCEPTION 'A radius needs "near", a postcode to measure from'
                USING ERRCODE = 'FL422', COLUMN = 'radius_miles';
        END IF;
        RETURN NULL;
    END IF;
    SELECT p.grid INTO origin FROM postcode p
     WHERE p.code = postcode_key(near);
    IF origin IS NULL THEN
        RAISE EXCEPTION 'This postcode has no place on the map of Great Britain'
            USING ERRCODE = 'FL422', COLUMN = 'near';
    END IF;
    RETURN origin;
END $$;

-- Text inside a drawing.
CREATE FUNCTION svg_text(t text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT replace(replace(replace(replace(t,
        '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), '"', '&quot;')
$$;

-- What somebody typed, to be found anywhere in a text by LIKE.
CREATE FUNCTION like_anywhere(t text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT '%' || regexp_replace(t, '([\\%_])', '\\\1', 'g') || '%'
$$;

-- Which homes the directory shows, in order: nearest first when there is an
-- origin, else by name. Shown is a home with an active accreditation in a
-- category that is listed, of that code if one is given; its rating is that of
-- the newest. key: the cursor of the row.
--
-- The function has its owner's eyes, because no index of points can serve a
-- search behind a policy (their operators are not leakproof). It looks for
-- exactly what the public's policies allow, and the statement that shows what
-- was found asks them again. Both searches walk an index in its order until
-- the page is full, and ask of each home in turn (LIMIT 1: not as a join); the
-- planner, which cannot know how soon that is, would rather sort everything.
CREATE FUNCTION directory_find(origin point, radius numeric, category text,
    wanted text, words text, after text, many integer)
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
         WHERE (after IS NULL
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
             WHERE e.grid <@ circle(origin, (radius * 1609.344 + 10)::float8)
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
GRANT EXECUTE ON FUNCTION search_origin(text, numeric), svg_text(text),
    directory_find(point, numeric, text, text, text, text, integer)
    TO app_public;

CREATE VIEW expression_shown WITH (security_invoker = true) AS
SELECT x.id, x.scheme_id, x.created_at,
       json_build_object(
           'id', x.id,
           'scheme_id', x.scheme_id,
           'supplier', json_build_object(
               'name', x.supplier_name,
               'company_number', x.company_number,
               'contact_email', x.contact_email),
           'created_at', utc_text(x.created_at)) AS body
  FROM expression_of_interest x;
GRANT SELECT ON expression_shown TO app_staff;
