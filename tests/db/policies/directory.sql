-- The public directory: what nobody may see of homes and accreditations, and
-- the moment it is seen no more (R076).
-- SPDX-License-Identifier: Apache-2.0
--
-- Of seven homes, 1 and 7 are accredited, active and listed.
\ir given/market.sql

CREATE FUNCTION homes(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    digits text;
BEGIN
    PERFORM set_config('role', 'app_public', true);
    EXECUTE 'SELECT string_agg(right(id::text, 1), '' '') FROM (' || query
            || ') AS q' INTO digits;
    PERFORM set_config('role', 'none', true);
    RETURN coalesce(digits, '');
END $$;

CREATE FUNCTION same(seen text, wanted text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF seen <> wanted THEN
        RAISE EXCEPTION 'expected homes %, found %', wanted, seen;
    END IF;
END $$;

-- The policies, the search with its owner's eyes and Open Referral agree.
-- providers: P by home 1, Q by home 7.
INSERT INTO postcode (code, grid) VALUES ('AB11AB', point(0, 0));
CREATE FUNCTION listed(wanted text, providers text) RETURNS void
LANGUAGE sql AS $$
    SELECT same(homes('SELECT id FROM establishment ORDER BY name'), wanted);
    SELECT same(homes('SELECT id FROM directory_find(NULL, NULL, NULL, NULL,'
        ' NULL, NULL, 100) ORDER BY n'), wanted);
    SELECT same(homes('SELECT id FROM directory_find(point(0, 0), 500, NULL,'
        ' NULL, NULL, NULL, 100) ORDER BY n'), wanted);
    SELECT same(homes('SELECT id FROM directory_letter(NULL, 0, 100)'
        ' ORDER BY n'), wanted);
    SELECT same(homes('SELECT id FROM directory_letter(''h'', 0, 100)'
        ' ORDER BY n'), wanted);
    SELECT same(homes('SELECT establishment_id AS id FROM accreditation'
        ' ORDER BY establishment_id'), wanted);
    SELECT same(homes('SELECT id FROM openreferral_find(NULL, NULL, NULL,'
        ' NULL, NULL, NULL, NULL, NULL, NULL) ORDER BY n'), wanted);
    SELECT same(homes('SELECT id FROM openreferral_find(''AB1 1AB'', NULL,'
        ' NULL, NULL, NULL, NULL, NULL, NULL, NULL) ORDER BY n'), wanted);
    SELECT same(homes('SELECT id FROM openreferral_shown(ARRAY(SELECT'
        ' thing(4, n) FROM generate_series(1, 7) AS n), ''whole'')'
        ' WHERE body IS NOT NULL ORDER BY id'), wanted);
    SELECT same(homes('SELECT thing(4, CASE right(id::text, 1)'
        ' WHEN ''d'' THEN 1 ELSE 7 END) AS id FROM organisation'
        ' WHERE kind = ''provider'' ORDER BY 1'), providers);
    SELECT same((SELECT coalesce(string_agg(right(id::text, 1), ' '
                                            ORDER BY name), '')
                   FROM establishment WHERE shown), wanted);
$$;

SELECT listed('1 7', '1 7');
BEGIN;
UPDATE accreditation SET state = 'suspended', ground = 'safeguarding'
 WHERE id = thing(7, 1);
SELECT listed('7', '7');
ROLLBACK;
BEGIN;
UPDATE accreditation SET state = 'active', ground = NULL;
SELECT listed('1 3 7', '1 7');
ROLLBACK;
BEGIN;
UPDATE accreditation SET listed = true;
SELECT listed('1 2 7', '1 7');
ROLLBACK;
BEGIN;
UPDATE accreditation SET state = 'withdrawn', ground = NULL;
SELECT listed('', '');
ROLLBACK;

-- Filters and places.
SELECT same(homes('SELECT id FROM directory_find(point(7000, 0), 500, NULL,'
    ' NULL, NULL, NULL, 100) ORDER BY n'), '7 1');
SELECT same(homes('SELECT id FROM directory_find(point(7000, 0), 1, NULL,'
    ' NULL, NULL, NULL, 100) ORDER BY n'), '7');
SELECT same(homes('SELECT id FROM directory_find(point(7000, 0), 500, NULL,'
    ' NULL, NULL, NULL, 1) ORDER BY n'), '7');
SELECT same(homes('SELECT id FROM directory_find(NULL, NULL, ''c2'', NULL,'
    ' NULL, NULL, 100) ORDER BY n'), '');
SELECT same(homes('SELECT id FROM directory_find(NULL, NULL, ''c1'','
    ' ''good'', ''home 7'', NULL, 100) ORDER BY n'), '7');

SELECT same(homes('SELECT id FROM directory_letter(''h'', 1, 100)'), '7');
SELECT same(homes('SELECT id FROM directory_letter(NULL, 0, 1)'), '1');
SELECT same(homes('SELECT id FROM directory_letter(''g'', 0, 100)'), '');

-- What is not granted is not there: what a home claims, what it costs, how it
-- scored.
SELECT expect(0, NULL, 'SELECT ' || c || ' FROM establishment')
  FROM unnest(ARRAY['rating', 'created_at', 'shown', '*']) AS c;
SELECT expect(0, NULL, 'SELECT ' || c || ' FROM accreditation')
  FROM unnest(ARRAY['provider_id', 'core_score', 'core_pence', 'discounts',
                    'ground', 'reason', 'entry_id', '*']) AS c;
SELECT expect(0, NULL, 'SELECT FROM ' || t)
  FROM unnest(ARRAY['application', 'entry', 'assessment', 'app_user', 'client',
                    'session', 'event', 'referral', 'invitation', 'bid',
                    'expression_of_interest', 'accreditation_shown',
                    'establishment_shown', 'application_shown']) AS t;
SELECT expect(0, 5, 'SELECT id, name, kind, company_number FROM organisation');
SELECT expect(0, NULL, 'SELECT created_at FROM organisation');

-- A provider without a number is called after its home; a part's id leads back.
SELECT expect(0, 2, 'SELECT FROM openreferral_organization'
    ' WHERE name IN (''Provider of Home 1'', ''Provider of Home 7'')');
SELECT expect(0, 1, 'SELECT WHERE derived_id(derived_id(thing(4, 1), ''a''),'
    ' ''a'') = thing(4, 1) AND derived_id(thing(4, 1), ''a'')'
    ' <> derived_id(thing(4, 1), ''b'')');

-- Staff have no way into the owner's search.
SELECT expect(who, NULL, 'SELECT FROM directory_find(NULL, NULL, NULL, NULL,'
    ' NULL, NULL, 100)'),
       expect(who, NULL, 'SELECT FROM openreferral_organization')
  FROM generate_series(1, 9) AS who;
SELECT expect(who, NULL, 'SELECT FROM directory_letter(NULL, 0, 100)')
  FROM generate_series(1, 9) AS who;
-- Nobody has what it looks at for itself.
SELECT expect(who, NULL, 'SELECT FROM rating_listed(thing(4, 1), NULL, NULL,'
    ' now())')
  FROM generate_series(0, 9) AS who;

-- What inspectors say is told of homes that are shown, and of no other; who
-- recorded it, of none.
INSERT INTO establishment_rating (establishment_id, regulator, framework,
    grade, given_on, source)
SELECT thing(4, n), 'ofsted', 'oeif', 'good', '2026-03-01', 'lead'
  FROM generate_series(1, 7) AS n;
SELECT same(homes('SELECT e.id FROM (SELECT thing(4, n) AS id'
    ' FROM generate_series(1, 7) AS n) AS e'
    ' WHERE inspections_shown(e.id)::text LIKE ''%good%'' ORDER BY e.id'),
    '1 7');
DO $$
BEGIN
    PERFORM homes('SELECT establishment_id AS id FROM establishment_rating');
    RAISE EXCEPTION 'the public reads what is recorded of homes';
EXCEPTION WHEN insufficient_privilege THEN
    PERFORM set_config('role', 'none', true);
END $$;
