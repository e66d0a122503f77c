-- Who sees a bid, its versions and a refusal, before and after the opening
-- (R099), as the database role of the application.
-- SPDX-License-Identifier: Apache-2.0
\set QUIET on
\o /dev/null
\set lead '''00000000-0000-0000-0000-0000000000aa'''
\set council '''00000000-0000-0000-0000-0000000000c1'''
\set other '''00000000-0000-0000-0000-0000000000c2'''
\set one '''00000000-0000-0000-0000-0000000000b1'''
\set two '''00000000-0000-0000-0000-0000000000b2'''
\set referral '''00000000-0000-0000-0000-0000000000f1'''

INSERT INTO organisation (id, kind, name) VALUES
    (:lead, 'authority', 'Lead'), (:council, 'authority', 'Council'),
    (:other, 'authority', 'Other council'),
    (:one, 'provider', 'One'), (:two, 'provider', 'Two');
INSERT INTO client (id, organisation_id, name, role)
SELECT ('00000000-0000-0000-0001-' || lpad(n::text, 12, '0'))::uuid, o, r, r
  FROM (VALUES (1, :lead::uuid, 'lead'), (2, :lead, 'auditor'),
               (3, :council, 'council'), (4, :council, 'auditor'),
               (5, :other, 'council'), (6, :one, 'provider'),
               (7, :two, 'provider'), (8, :lead, 'council'))
       AS v (n, o, r);
INSERT INTO session (id, organisation_id, client_id, role, expires_at)
SELECT replace(id::text, '-0001-', '-0002-')::uuid, organisation_id, id, role,
       clock_timestamp() + interval '1 hour'
  FROM client;
INSERT INTO scheme (id, lead_id, reference, name, regime, valid_from, valid_to,
    state)
VALUES ('00000000-0000-0000-0000-000000000001', :lead, 'S', 'S',
        'below_threshold', '2000-01-01', '2999-12-31', 'open');
INSERT INTO scheme_council (scheme_id, organisation_id, lead_id, kind, from_on,
    to_on)
SELECT '00000000-0000-0000-0000-000000000001', o::uuid, :lead, 'partner',
       '2000-01-01', '2999-12-31'
  FROM unnest(ARRAY[:council, :other]) o;
INSERT INTO category (id, scheme_id, lead_id, code, name, client_group,
    regulator, listed, suitability, price_unit, requirements, statements,
    cost_heads, weights, miles_per_mark, choice_mode, evaluators, openers,
    response_hours)
VALUES ('00000000-0000-0000-0000-000000000002',
        '00000000-0000-0000-0000-000000000001', :lead, 'c', 'C', 'children',
        'ofsted', true, 's', 'week', '[]', '[]', '[]', '{}', 10, 'none', 1, 1,
        '{}');
-- Home n of each provider: 1 and 2 have bid, 3 (of provider two) refused.
CREATE TEMPORARY TABLE home AS
SELECT n, p::uuid AS provider_id,
       ('00000000-0000-0000-0003-' || lpad(n::text, 12, '0'))::uuid AS id
  FROM (VALUES (1, :one), (2, :two), (3, :two)) AS v (n, p);
INSERT INTO establishment (id, provider_id, name, line_1, town, postcode, grid,
    regulator_scheme, rating, capacity)
SELECT id, provider_id, 'Home', 'l', 't', 'ZZ11AA', point(0, 0), 'ofsted',
       'good', 1 FROM home;
INSERT INTO application (id, provider_id, scheme_id, lead_id, state)
SELECT replace(id::text, '-0003-', '-0004-')::uuid, provider_id,
       '00000000-0000-0000-0000-000000000001', :lead, 'decided' FROM home;
INSERT INTO entry (id, application_id, establishment_id, category_id,
    provider_id, scheme_id, lead_id, state)
SELECT replace(id::text, '-0003-', '-0005-')::uuid,
       replace(id::text, '-0003-', '-0004-')::uuid, id,
       '00000000-0000-0000-0000-000000000002', provider_id,
       '00000000-0000-0000-0000-000000000001', :lead, 'accredited' FROM home;
INSERT INTO accreditation (id, entry_id, establishment_id, category_id,
    provider_id, scheme_id, lead_id, listed, rating, core_score, core_pence,
    discounts)
SELECT replace(id::text, '-0003-', '-0006-')::uuid,
       replace(id::text, '-0003-', '-0005-')::uuid, id,
       '00000000-0000-0000-0000-000000000002', provider_id,
       '00000000-0000-0000-0000-000000000001', :lead, true, 'good', 80, '{}',
       '[]' FROM home;
INSERT INTO referral (id, council_id, scheme_id, category_id, lead_id, title,
    urgency, need_by, outcode, radius_miles, children, weights,
    needs, features, outcomes, choice_mode, deadline, created_by, state)
VALUES (:referral, :council, '00000000-0000-0000-0000-000000000001',
        '00000000-0000-0000-0000-000000000002', :lead, 'T', 'standard',
        '2999-01-01', 'ZZ1', 20, 1, '{}', '[]', '[]', '[]', 'none',
        '2999-01-01', gen_random_uuid(), 'open');
INSERT INTO invitation (referral_id, establishment_id, provider_id, council_id,
    lead_id, accreditation_id, miles, rating, core_score, core_pence,
    discounts)
SELECT :referral, id, provider_id, :council, :lead,
       replace(id::text, '-0003-', '-0006-')::uuid, 5, 'good', 80, '{}', '[]'
  FROM home;
INSERT INTO bid (id, referral_id, establishment_id, provider_id, council_id,
    lead_id, version)
SELECT replace(id::text, '-0003-', '-0007-')::uuid, :referral, id, provider_id,
       :council, :lead, 2 FROM home WHERE n < 3;
INSERT INTO bid_version (bid_id, version, referral_id, provider_id, council_id,
    lead_id, sealed, sha256, received_at, signature)
SELECT replace(id::text, '-0003-', '-0007-')::uuid, v, :referral, provider_id,
       :council, :lead, '{}', 'x', now(), 'x'
  FROM home, generate_series(1, 2) v WHERE n < 3;
INSERT INTO refusal (referral_id, establishment_id, provider_id, council_id,
    lead_id, reason_code)
SELECT :referral, id, provider_id, :council, :lead, 'no_vacancy'
  FROM home WHERE n = 3;

-- As the n-th client: the bids, versions and refusals seen.
CREATE FUNCTION pg_temp.seen(n integer) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    answer text;
BEGIN
    PERFORM set_config('role', 'app_staff', true);
    IF n > 0 THEN
        PERFORM enter(('00000000-0000-0000-0002-'
            || lpad(n::text, 12, '0'))::uuid);
    END IF;
    SELECT format('%s %s %s', (SELECT count(*) FROM bid),
               (SELECT count(v.bid_id) FROM bid_version v),
               (SELECT count(*) FROM refusal))
      INTO answer;
    PERFORM set_config('role', 'postgres', true);
    PERFORM set_config('app.sid', '', true);
    RETURN answer;
END $$;
CREATE FUNCTION pg_temp.expect(state text, VARIADIC wanted text[])
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    FOR n IN 0..8 LOOP
        IF pg_temp.seen(n) <> wanted[n + 1] THEN
            RAISE EXCEPTION '%: client % sees % and should see %', state, n,
                pg_temp.seen(n), wanted[n + 1];
        END IF;
    END LOOP;
END $$;

-- nobody, lead, scheme's auditor, council, its auditor, another council,
-- provider one, provider two, the lead's placing team
SELECT pg_temp.expect('sealed', '0 0 0', '0 0 0', '0 0 0', '0 0 0', '0 0 0',
    '0 0 0', '1 2 0', '1 2 1', '0 0 0');
-- A deadline that has passed opens nothing by itself.
UPDATE referral SET deadline = '2000-01-01';
SELECT pg_temp.expect('closed', '0 0 0', '0 0 0', '0 0 0', '0 0 0', '0 0 0',
    '0 0 0', '1 2 0', '1 2 1', '0 0 0');
UPDATE referral SET state = 'cancelled';
SELECT pg_temp.expect('cancelled', '0 0 0', '0 0 0', '0 0 0', '0 0 0', '0 0 0',
    '0 0 0', '1 2 0', '1 2 1', '0 0 0');
UPDATE referral SET state = 'opened', opened_at = now();
SELECT pg_temp.expect('opened', '0 0 0', '0 0 0', '2 4 1', '2 4 1', '2 4 1',
    '0 0 0', '1 2 0', '1 2 1', '0 0 0');
UPDATE referral SET state = 'open', opened_at = NULL;

CREATE FUNCTION pg_temp.refused(n integer, statement text) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
    touched bigint;
BEGIN
    PERFORM set_config('role', 'app_staff', true);
    PERFORM enter(('00000000-0000-0000-0002-' || lpad(n::text, 12, '0'))::uuid);
    EXECUTE statement;
    GET DIAGNOSTICS touched = ROW_COUNT;
    PERFORM set_config('role', 'postgres', true);
    RETURN touched = 0;
EXCEPTION WHEN insufficient_privilege THEN
    PERFORM set_config('role', 'postgres', true);
    RETURN true;
END $$;

DO $$
DECLARE
    c record;
    withdraw text := 'UPDATE bid SET withdrawn_at = now() WHERE id = '
        '''00000000-0000-0000-0007-000000000001''';
    replace text := 'INSERT INTO bid_version SELECT bid_id, 3, referral_id, '
        'provider_id, council_id, lead_id, ''x'', sha256, received_at, '
        'signature FROM bid_version WHERE version = 2';
    forge text := 'INSERT INTO bid_version VALUES ('
        '''00000000-0000-0000-0007-000000000001'', 9, '
        '''00000000-0000-0000-0000-0000000000f1'', '
        '''00000000-0000-0000-0000-0000000000b1'', '
        '''00000000-0000-0000-0000-0000000000c1'', '
        '''00000000-0000-0000-0000-0000000000aa'', '
        '''{}'', ''x'', now(), ''x'')';
BEGIN
    -- Everybody but the bidder, provider two included.
    FOR c IN SELECT n, s FROM unnest(ARRAY[1, 2, 3, 4, 5, 7, 8]) n,
                              unnest(ARRAY[withdraw, forge]) s
    LOOP
        IF NOT pg_temp.refused(c.n, c.s) THEN
            RAISE EXCEPTION 'client % could: %', c.n, c.s;
        END IF;
    END LOOP;
    IF pg_temp.refused(6, withdraw) OR pg_temp.refused(6, replace) THEN
        RAISE EXCEPTION 'a bidder cannot do its own work';
    END IF;
    -- Not even the bidder: what was sealed and signed stays.
    IF NOT pg_temp.refused(6, 'UPDATE bid_version SET sealed = ''{}''')
        OR NOT pg_temp.refused(6, 'DELETE FROM bid_version')
        OR NOT pg_temp.refused(6, 'DELETE FROM bid') THEN
        RAISE EXCEPTION 'a sealed version can be changed';
    END IF;
    -- A refusal is taken back by its own provider alone.
    IF NOT pg_temp.refused(3, 'DELETE FROM refusal')
        OR NOT pg_temp.refused(6, 'DELETE FROM refusal')
        OR pg_temp.refused(7, 'DELETE FROM refusal') THEN
        RAISE EXCEPTION 'a refusal is in the wrong hands';
    END IF;
END $$;
