-- The directory in the words of Open Referral UK (HSDS-UK 3.0; ADR 25,
-- docs/OPENREFERRAL.md). Who is listed is not said here: every view sees what
-- its reader sees, so the policies of the public decide, and a search is
-- directory_find()'s.

------------------------------------------------------ what the public sees

-- Of a listed home also whose it is, and its number in the regulator's
-- register; of a provider what stands in the register of companies.
GRANT SELECT (provider_id, regulator_scheme, regulator_id)
    ON establishment TO app_public;
GRANT SELECT (company_number) ON organisation TO app_public;
DROP POLICY organisation_public ON organisation;
CREATE POLICY organisation_public ON organisation FOR SELECT TO app_public
    USING (kind = 'authority'
           OR EXISTS (SELECT FROM establishment e
                       WHERE e.provider_id = organisation.id));

------------------------------------------------------------------- helpers

-- The id of a part of something, the same for ever: bits of `whole` are turned
-- round as the digest of `part` says, all but those that make it a UUID of its
-- version. Its own inverse: of the id of the part it makes that of the whole.
CREATE FUNCTION derived_id(whole uuid, part text) RETURNS uuid
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    digest text := encode(substr(sha256(convert_to(part, 'UTF8')), 1, 16),
                          'hex');
    turned bit(128) := ('x' || digest)::bit(128)
                       & X'ffffffffffff0fff3fffffffffffffff';
    made bit(128) := ('x' || translate(whole::text, '-', ''))::bit(128)
                     # turned;
BEGIN
    RETURN (lpad(to_hex(substring(made FROM 1 FOR 64)::bigint), 16, '0')
            || lpad(to_hex(substring(made FROM 65)::bigint), 16, '0'))::uuid;
END $$;

-- The envelope of every list.
CREATE FUNCTION openreferral_page(total bigint, page integer, size bigint,
    contents jsonb) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT json_build_object(
        'total_items', total,
        'total_pages', (total + size - 1) / size,
        'page_number', page,
        'size', coalesce(jsonb_array_length(contents), 0),
        'first_page', page = 1,
        'last_page', page >= (total + size - 1) / size,
        'empty', contents IS NULL,
        'contents', coalesce(contents, '[]'))::text
$$;

-- The same of a short list, of which everything is given.
CREATE FUNCTION openreferral_slice(everything jsonb[], page integer,
    size integer) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    this integer := coalesce(page, 1);
    many integer := coalesce(size, 50);
    slice jsonb[] := everything[(this - 1) * many + 1 : this * many];
BEGIN
    RETURN openreferral_page(cardinality(everything), this, many,
        CASE WHEN cardinality(slice) > 0 THEN to_jsonb(slice) END);
END $$;

-- As before; a search elsewhere calls its parameters by other names.
DROP FUNCTION search_origin(text, numeric);
CREATE FUNCTION search_origin(near text, radius numeric,
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
    IF origin IS NULL THEN
        RAISE EXCEPTION 'This postcode has no place on the map of Great Britain'
            USING ERRCODE = 'FL422', COLUMN = near_name;
    END IF;
    RETURN origin;
END $$;

----------------------------------------------------------------- taxonomies

CREATE VIEW openreferral_taxonomy WITH (security_invoker = true) AS
SELECT t.word, t.id, t.name,
       jsonb_build_object('id', t.id, 'name', t.name,
                          'description', t.description) AS body
  FROM (VALUES
        ('category', '9f2c6a51-7d0e-4b7e-8c45-2b1f8d6e3a01'::uuid,
         'Kinds of care', 'The categories in which homes are accredited'),
        ('client_group', '9f2c6a51-7d0e-4b7e-8c45-2b1f8d6e3a02',
         'Client groups', 'Whom a kind of care is for'))
       AS t (word, id, name, description);

-- The vocabulary client_group, each word with its id.
CREATE VIEW openreferral_client_group WITH (security_invoker = true) AS
SELECT g.word, g.id, g.name
  FROM (VALUES
        ('children', '9f2c6a51-7d0e-4b7e-8c45-2b1f8d6e3a11'::uuid, 'Children'),
        ('young_people', '9f2c6a51-7d0e-4b7e-8c45-2b1f8d6e3a12',
         'Young people'),
        ('adults', '9f2c6a51-7d0e-4b7e-8c45-2b1f8d6e3a13', 'Adults'),
        ('older_people', '9f2c6a51-7d0e-4b7e-8c45-2b1f8d6e3a14',
         'Older people'))
       AS g (word, id, name);

CREATE VIEW openreferral_term WITH (security_invoker = true) AS
SELECT m.id, t.id AS taxonomy_id, m.name,
       jsonb_build_object(
           'id', m.id,
           'name', m.name,
           'description', m.description,
           'taxonomy', t.name,
           'taxonomy_id', t.id,
           'term', m.word) AS body
  FROM (SELECT c.id, 'category' AS kind, c.code AS word, c.name,
               format('%s, a category of "%s"', c.name, s.name)
                   AS description
          FROM category c
          JOIN scheme s ON s.id = c.scheme_id
         WHERE c.listed
         UNION ALL
        SELECT g.id, 'client_group', g.word, g.name, g.name
          FROM openreferral_client_group g) AS m
  JOIN openreferral_taxonomy t ON t.word = m.kind;

----------------------------------------------- organizations and services

-- own: what stands beside its name in a list. A provider without a number may
-- be one person, whose name is not ours to spread: a home of its lends its.
CREATE VIEW openreferral_organization WITH (security_invoker = true) AS
SELECT o.id, k.name,
       jsonb_build_object(
           'id', o.id,
           'name', k.name,
           'description', 'Runs homes that are accredited here') AS own,
       CASE WHEN o.company_number IS NOT NULL THEN
           jsonb_strip_nulls(jsonb_build_object(
               'id', derived_id(o.id, 'company'),
               'organization_id', o.id,
               -- A charity may have given its own number there.
               'identifier_scheme',
               CASE WHEN o.company_number ~ '^([0-9]{8}|[A-Z]{2}[0-9]{6})$'
                    THEN 'GB-COH' END,
               'identifier_type', 'Company number',
               'identifier', o.company_number)) END AS company
  FROM organisation o
 CROSS JOIN LATERAL (
       SELECT CASE WHEN o.company_number IS NOT NULL THEN o.name
              ELSE 'Provider of ' || (
                  SELECT e.name FROM establishment e
                   WHERE e.provider_id = o.id
                   ORDER BY e.name, e.id LIMIT 1) END AS name) AS k
 WHERE o.kind = 'provider';

-- Representations of homes, each of which is one service at one location. The
-- form says which: own (the service alone), brief (as in a list), whole (with
-- all that is known), inside (the same without the organization that it is
-- shown in); there_brief, there_whole (it, at its location); and registration
-- (NULL where there is none). Everything that homes share is
-- asked for once.
CREATE FUNCTION openreferral_shown(homes uuid[], form text)
RETURNS TABLE (id uuid, body jsonb)
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN QUERY
    WITH given AS MATERIALIZED (
        SELECT a.establishment_id AS home, a.scheme_id, a.category_id,
               a.accredited_at
          FROM accreditation a
         WHERE a.establishment_id = ANY (homes)),
    mark AS MATERIALIZED (
        SELECT s.id AS scheme_id,
               format('Accredited by %s (%s)', o.name, s.name) AS words
          FROM scheme s
          JOIN organisation o ON o.id = s.lead_id
         WHERE s.id IN (SELECT g.scheme_id FROM given g)),
    fact AS MATERIALIZED (
        SELECT g.home, max(g.accredited_at) AS accredited_at,
               string_agg(DISTINCT m.words, '; ') AS marks
          FROM given g
          LEFT JOIN mark m ON m.scheme_id = g.scheme_id
         GROUP BY g.home),
    term AS MATERIALIZED (
        SELECT c.id AS category_id, t.id, t.taxonomy_id, t.name, t.body
          FROM category c
          JOIN openreferral_client_group p ON p.word = c.client_group
          JOIN openreferral_term t ON t.id IN (c.id, p.id)
         WHERE c.id IN (SELECT g.category_id FROM given g)),
    said AS MATERIALIZED (
        SELECT d.home, jsonb_agg(jsonb_build_object(
                   'id', derived_id(d.home, d.id::text),
                   'link_id', d.home,
                   'link_type', 'service',
                   'taxonomy_term_id', d.id,
                   'taxonomy_term', d.body)
               ORDER BY d.taxonomy_id, d.name, d.id) AS attributes
          FROM (SELECT DISTINCT g.home, t.id, t.taxonomy_id, t.name, t.body
                  FROM given g
                  JOIN term t ON t.category_id = g.category_id) AS d
         GROUP BY d.home),
    provider AS MATERIALIZED (
        SELECT o.id, o.own, o.company
          FROM openreferral_organization o
         WHERE o.id IN (SELECT e.provider_id FROM establishment e
                         WHERE e.id = ANY (homes)))
    SELECT e.id, CASE form
           WHEN 'own' THEN h.service
           WHEN 'brief' THEN h.service || h.organization
           WHEN 'whole' THEN
               h.service || w.organization || w.places || w.attributes
           WHEN 'inside' THEN h.service || w.places || w.attributes
           WHEN 'there_brief' THEN h.there || jsonb_build_object(
               'location', h.location,
               'service', h.service || h.organization)
           WHEN 'there_whole' THEN h.there || jsonb_build_object(
               'location', h.location || h.addresses,
               'service', h.service || w.organization || w.attributes)
           WHEN 'registration' THEN h.registration
           END
      FROM establishment e
      JOIN fact k ON k.home = e.id
      JOIN provider o ON o.id = e.provider_id
      LEFT JOIN (VALUES ('cqc', 'CQC-LOCATION', 'CQC location id'),
                        ('ofsted', 'OFSTED-URN',
                         'Ofsted unique reference number'),
                        ('dfe', 'GB-EDU', 'DfE unique reference number'))
           AS r (regulator, scheme, type)
        ON r.regulator = e.regulator_scheme AND e.regulator_id IS NOT NULL
     CROSS JOIN LATERAL (
           SELECT jsonb_strip_nulls(jsonb_build_object(
                      'id', e.id,
                      'name', e.name,
                      'description', nullif(e.profile->>'summary', ''),
                      'url', e.profile->'website',
                      'status', 'active',
                      'accreditations', k.marks,
                      'minimum_age', e.profile->'age_from',
                      'maximum_age', e.profile->'age_to',
                      'assured_date',
                      (k.accredited_at AT TIME ZONE 'Europe/London')::date,
                      'last_modified',
                      utc_text(greatest(e.updated_at, k.accredited_at))))
                      AS service,
                  jsonb_build_object('organization', o.own) AS organization,
                  jsonb_build_object(
                      'id', derived_id(e.id, 'service_at_location'),
                      'service_id', e.id) AS there,
                  jsonb_strip_nulls(jsonb_build_object(
                      'id', derived_id(e.id, 'location'),
                      'location_type', 'physical',
                      'name', e.name,
                      'external_identifier',
                      CASE WHEN r.scheme IS NOT NULL THEN e.regulator_id END,
                      'external_identifier_type', r.scheme)) AS location,
                  jsonb_build_object('addresses', jsonb_build_array(
                      jsonb_build_object(
                          'id', derived_id(e.id, 'address'),
                          'location_id', derived_id(e.id, 'location'),
                          'address_1', concat_ws(', ', e.line_1, e.line_2),
                          'city', e.town,
                          'state_province', '', -- asked for, and not known
                          'postal_code', postcode_text(e.postcode),
                          'country', 'GB',
                          'address_type', 'physical'))) AS addresses,
                  CASE WHEN r.scheme IS NOT NULL THEN jsonb_build_object(
                      'id', derived_id(e.id, 'registration'),
                      'organization_id', e.provider_id,
                      'identifier_scheme', r.scheme,
                      'identifier_type', r.type,
                      'identifier', e.regulator_id) END AS registration) AS h
     CROSS JOIN LATERAL (
           SELECT jsonb_build_object('organization', o.own
                      || jsonb_build_object('organization_identifiers',
                             jsonb_path_query_array(
                                 jsonb_build_array(o.company, h.registration),
                                 '$[*] ? (@ != null)'))) AS organization,
                  jsonb_build_object('service_at_locations',
                      jsonb_build_array(h.there || jsonb_build_object(
                          'location', h.location || h.addresses))) AS places,
                  jsonb_build_object('attributes', coalesce((
                      SELECT s.attributes FROM said s
                       WHERE s.home = e.id), '[]')) AS attributes) AS w
     WHERE e.id = ANY (homes);
END $$;

-------------------------------------------------------------------- searches

-- The homes that a search for services, or for services at locations, finds:
-- nearest first, or by id. What is near is asked of directory_find(), which
-- has an index for it; it rounds miles and is asked for a little more. A
-- postcode alone leaves nothing out. Planned anew for each search: what is not
-- asked for then costs nothing.
CREATE FUNCTION openreferral_find(postcode text, proximity integer,
    search text, term uuid, taxonomy uuid, organization uuid,
    modified_after timestamptz, minimum_age integer, maximum_age integer)
RETURNS TABLE (id uuid, n bigint, accredited_at timestamptz)
LANGUAGE plpgsql STABLE SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    origin point := search_origin(postcode, proximity, 'postcode',
                                  'proximity');
    near uuid[];
    -- All homes have terms of both taxonomies.
    strange boolean := taxonomy IS NOT NULL AND NOT EXISTS (
        SELECT FROM openreferral_taxonomy t WHERE t.id = taxonomy);
    coded uuid[] := ARRAY(
        SELECT c.id FROM category c
          JOIN openreferral_client_group g ON g.word = c.client_group
         WHERE term IN (c.id, g.id));
    of_home boolean := num_nonnulls(proximity, search, organization,
                                    minimum_age, maximum_age) > 0;
BEGIN
    IF origin IS NOT NULL THEN
        near := ARRAY(SELECT f.id
            FROM directory_find(origin,
                coalesce(proximity, 2000000) / 1609.344 + 0.01, NULL, NULL,
                search, NULL, 2147483647) AS f);
    END IF;
    RETURN QUERY
    SELECT a.home, row_number() OVER (ORDER BY f.n, a.home), a.newest
      FROM (SELECT a.establishment_id AS home,
                   max(a.accredited_at) AS newest
              FROM accreditation a
             WHERE NOT strange
               AND (near IS NULL OR a.establishment_id = ANY (near))
             GROUP BY a.establishment_id
            HAVING term IS NULL OR bool_or(a.category_id = ANY (coded))) AS a
      LEFT JOIN unnest(near) WITH ORDINALITY AS f (id, n) ON f.id = a.home
     WHERE (modified_after IS NULL OR a.newest >= modified_after
            OR EXISTS (SELECT FROM establishment e
                        WHERE e.id = a.home
                          AND e.updated_at >= modified_after))
       AND (NOT of_home OR EXISTS (
               SELECT FROM establishment e
                WHERE e.id = a.home
                  AND (proximity IS NULL OR e.grid <-> origin <= proximity)
                  AND (search IS NULL OR e.name ILIKE like_anywhere(search)
                       OR e.town ILIKE like_anywhere(search))
                  AND (organization IS NULL OR e.provider_id = organization)
                  AND (minimum_age IS NULL
                       OR (e.profile->>'age_from')::integer >= minimum_age)
                  AND (maximum_age IS NULL
                       OR (e.profile->>'age_to')::integer <= maximum_age)));
END $$;

GRANT SELECT ON openreferral_taxonomy, openreferral_client_group,
    openreferral_term, openreferral_organization TO app_public;
GRANT EXECUTE ON FUNCTION derived_id(uuid, text), like_anywhere(text),
    openreferral_page(bigint, integer, bigint, jsonb),
    openreferral_slice(jsonb[], integer, integer),
    search_origin(text, numeric, text, text),
    openreferral_shown(uuid[], text),
    openreferral_find(text, integer, text, uuid, uuid, uuid, timestamptz,
                      integer, integer) TO app_public;
