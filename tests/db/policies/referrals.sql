-- Who sees a referral, its private part and its invitations, as the database
-- role of the application and with sessions as sign-in makes them.
-- SPDX-License-Identifier: Apache-2.0
\set QUIET on
\o /dev/null
\set lead '''00000000-0000-0000-0000-0000000000aa'''
\set council '''00000000-0000-0000-0000-0000000000c1'''
\set other '''00000000-0000-0000-0000-0000000000c2'''
\set asked '''00000000-0000-0000-0000-0000000000b1'''
\set unasked '''00000000-0000-0000-0000-0000000000b2'''
\set draft '''00000000-0000-0000-0000-0000000000f1'''
\set open '''00000000-0000-0000-0000-0000000000f2'''

INSERT INTO organisation (id, kind, name) VALUES
    (:lead, 'authority', 'Lead'), (:council, 'authority', 'Council'),
    (:other, 'authority', 'Other council'),
    (:asked, 'provider', 'Asked'), (:unasked, 'provider', 'Not asked');
INSERT INTO client (id, organisation_id, name, role)
SELECT ('00000000-0000-0000-0001-' || lpad(n::text, 12, '0'))::uuid, o, r, r
  FROM (VALUES (1, :lead::uuid, 'lead'), (2, :lead, 'auditor'),
               (3, :council, 'council'), (4, :council, 'auditor'),
               (5, :other, 'council'), (6, :asked, 'provider'),
               (7, :unasked, 'provider'), (8, :lead, 'council'))
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
INSERT INTO establishment (id, provider_id, name, line_1, town, postcode, grid,
    regulator_scheme, rating, capacity)
VALUES ('00000000-0000-0000-0000-000000000003', :asked, 'Home', 'l', 't',
        'ZZ11AA', point(0, 0), 'ofsted', 'good', 1);
INSERT INTO application (id, provider_id, scheme_id, lead_id, state)
VALUES ('00000000-0000-0000-0000-000000000004', :asked,
        '00000000-0000-0000-0000-000000000001', :lead, 'decided');
INSERT INTO entry (id, application_id, establishment_id, category_id,
    provider_id, scheme_id, lead_id, state)
VALUES ('00000000-0000-0000-0000-000000000005',
        '00000000-0000-0000-0000-000000000004',
        '00000000-0000-0000-0000-000000000003',
        '00000000-0000-0000-0000-000000000002', :asked,
        '00000000-0000-0000-0000-000000000001', :lead, 'accredited');
INSERT INTO accreditation (id, entry_id, establishment_id, category_id,
    provider_id, scheme_id, lead_id, listed, rating, core_score, core_pence,
    discounts)
VALUES ('00000000-0000-0000-0000-000000000006',
        '00000000-0000-0000-0000-000000000005',
        '00000000-0000-0000-0000-000000000003',
        '00000000-0000-0000-0000-000000000002', :asked,
        '00000000-0000-0000-0000-000000000001', :lead, true, 'good', 80, '{}',
        '[]');
INSERT INTO referral (id, council_id, scheme_id, category_id, lead_id, title,
    urgency, need_by, outcode, radius_miles, children, weights,
    needs, features, outcomes, choice_mode, deadline, created_by, state)
SELECT v.id::uuid, :council, '00000000-0000-0000-0000-000000000001',
       '00000000-0000-0000-0000-000000000002', :lead, 'T', 'standard',
       '2999-01-01', 'ZZ1', 20, 1, '{}', '[]', '[]', '[]', 'none',
       '2999-01-01', gen_random_uuid(), v.state
  FROM (VALUES (:draft, 'draft'), (:open, 'open')) AS v (id, state);
INSERT INTO referral_private (referral_id, council_id, lead_id,
    origin_postcode, origin, budget_pence)
SELECT id, council_id, lead_id, 'ZZ11AA', point(0, 0), 100 FROM referral;
INSERT INTO invitation (referral_id, establishment_id, provider_id, council_id,
    lead_id, accreditation_id, miles, rating, core_score, core_pence,
    discounts)
VALUES (:open, '00000000-0000-0000-0000-000000000003', :asked, :council, :lead,
        '00000000-0000-0000-0000-000000000006', 5, 'good', 80, '{}', '[]');

-- As the n-th client above; the referrals, private parts and invitations seen.
CREATE FUNCTION pg_temp.seen(n integer) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    answer text;
BEGIN
    PERFORM set_config('role', 'app_staff', true);
    IF n > 0 THEN
        PERFORM enter(('00000000-0000-0000-0002-'
            || lpad(n::text, 12, '0'))::uuid);
    END IF;
    SELECT format('%s %s %s', (SELECT count(*) FROM referral),
               (SELECT count(*) FROM referral_private),
               (SELECT count(*) FROM invitation))
      INTO answer;
    PERFORM set_config('role', 'postgres', true);
    PERFORM set_config('app.sid', '', true);
    RETURN answer;
END $$;

DO $$
DECLARE
    c record;
BEGIN
    FOR c IN SELECT * FROM (VALUES
        (0, 'nobody, without enter()', '0 0 0'),
        (1, 'the lead authority (001 §11.2)', '0 0 0'),
        (2, 'the auditor of the scheme', '2 2 1'),
        (3, 'the council that made them', '2 2 1'),
        (4, 'the auditor of that council', '2 2 1'),
        (5, 'another council of the scheme', '0 0 0'),
        (6, 'a provider that was asked (R100)', '1 0 1'),
        (7, 'a provider that was not', '0 0 0'),
        (8, 'the lead''s own placing team', '0 0 0'))
        AS v (n, who, seen)
    LOOP
        IF pg_temp.seen(c.n) <> c.seen THEN
            RAISE EXCEPTION '% sees % and should see %', c.who,
                pg_temp.seen(c.n), c.seen;
        END IF;
    END LOOP;
END $$;

-- Only the council writes its own, and only under its own name.
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
    publish text := 'UPDATE referral SET state = ''open''';
    peek text := 'UPDATE referral_private SET budget_pence = 1';
    ask text := 'INSERT INTO invitation SELECT '
        '''00000000-0000-0000-0000-0000000000f1'', establishment_id, '
        'provider_id, council_id, lead_id, accreditation_id, miles, rating, '
        'core_score, core_pence, discounts FROM invitation';
BEGIN
    FOR c IN SELECT n, s FROM unnest(ARRAY[1, 2, 4, 5, 6, 7, 8]) n,
                              unnest(ARRAY[publish, peek, ask]) s
    LOOP
        IF NOT pg_temp.refused(c.n, c.s) THEN
            RAISE EXCEPTION 'client % could: %', c.n, c.s;
        END IF;
    END LOOP;
    IF pg_temp.refused(3, publish) OR pg_temp.refused(3, peek)
        OR pg_temp.refused(3, ask) THEN
        RAISE EXCEPTION 'the council cannot do its own work';
    END IF;
    -- Not even the council: an invitation is never changed or taken back.
    IF NOT pg_temp.refused(3, 'DELETE FROM invitation')
        OR NOT pg_temp.refused(3, 'UPDATE invitation SET miles = 1')
        OR NOT pg_temp.refused(3, 'DELETE FROM referral')
        OR NOT pg_temp.refused(3, 'UPDATE referral SET council_id = '
            '''00000000-0000-0000-0000-0000000000c2''') THEN
        RAISE EXCEPTION 'what was frozen can be changed';
    END IF;
END $$;
