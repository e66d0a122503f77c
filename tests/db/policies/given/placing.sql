-- A referral of council A at its deadline, with a sealed bid of each of two
-- providers; everybody has a session. For the tests beside this folder.
-- SPDX-License-Identifier: Apache-2.0
--
-- Ids say what they are: 1... organisations, 2... people and their sessions
-- (one id for both), 3... homes and what hangs on them.
\o /dev/null
INSERT INTO instance (sandbox) VALUES (true);

INSERT INTO organisation (id, kind, name) VALUES
    ('10000000-0000-4000-8000-00000000000a', 'authority', 'Lead'),
    ('10000000-0000-4000-8000-00000000000b', 'authority', 'Council A'),
    ('10000000-0000-4000-8000-00000000000c', 'authority', 'Council B'),
    ('10000000-0000-4000-8000-00000000000d', 'provider', 'Provider P'),
    ('10000000-0000-4000-8000-00000000000e', 'provider', 'Provider Q');

INSERT INTO app_user (id, organisation_id, name, email, role)
SELECT ('20000000-0000-4000-8000-' || n)::uuid,
       ('10000000-0000-4000-8000-00000000000' || o)::uuid, role || ' ' || n,
       n || '@example.org', role
  FROM (VALUES ('000000000001', 'a', 'lead'),
               ('000000000002', 'b', 'council'),
               ('000000000003', 'c', 'council'),
               ('000000000004', 'd', 'provider'),
               ('000000000005', 'e', 'provider'),
               ('000000000006', 'b', 'auditor'),
               ('000000000007', 'a', 'auditor'),
               ('000000000008', 'b', 'council')) AS p (n, o, role);
INSERT INTO session (id, organisation_id, user_id, role, expires_at)
SELECT id, organisation_id, id, role, clock_timestamp() + interval '1 day'
  FROM app_user;

INSERT INTO scheme (id, lead_id, reference, name, regime, valid_from,
    valid_to, state)
VALUES ('30000000-0000-4000-8000-000000000001',
    '10000000-0000-4000-8000-00000000000a', 'S', 'Scheme', 'pcr_dps',
    '2020-01-01', '2040-01-01', 'open');
INSERT INTO scheme_council (scheme_id, organisation_id, lead_id, kind,
    from_on, to_on)
SELECT '30000000-0000-4000-8000-000000000001', id,
       '10000000-0000-4000-8000-00000000000a', 'partner', '2020-01-01',
       '2040-01-01'
  FROM organisation WHERE name LIKE 'Council%';
INSERT INTO category (id, scheme_id, lead_id, code, name, client_group,
    regulator, listed, suitability, price_unit, requirements, statements,
    cost_heads, weights, miles_per_mark, choice_mode, evaluators, openers,
    response_hours)
VALUES ('30000000-0000-4000-8000-000000000002',
    '30000000-0000-4000-8000-000000000001',
    '10000000-0000-4000-8000-00000000000a', 'day', 'Day', 'children',
    'ofsted', true, 'It suits', 'year', '[]', '[]', '[]',
    '{"price":50,"outcomes":12,"needs":8,"features":5,"location":5,"core":20}',
    10, 'none', 2, 1, '{"standard": 72}');

INSERT INTO establishment (id, provider_id, name, line_1, town, postcode,
    grid, regulator_scheme, rating, capacity)
SELECT ('30000000-0000-4000-8000-00000000001' || n)::uuid, id,
       'Home of ' || name, '1 High Street', 'Town', 'AB11AB', point(0, 0),
       'ofsted', 'good', 9
  FROM (SELECT *, row_number() OVER (ORDER BY name) AS n
          FROM organisation WHERE kind = 'provider') AS o;
INSERT INTO application (id, provider_id, scheme_id, lead_id, state)
SELECT overlay(id::text PLACING '4' FROM 1 FOR 1)::uuid, provider_id,
       '30000000-0000-4000-8000-000000000001',
       '10000000-0000-4000-8000-00000000000a', 'decided'
  FROM establishment;
INSERT INTO entry (id, application_id, establishment_id, category_id,
    provider_id, scheme_id, lead_id, state)
SELECT overlay(h.id::text PLACING '5' FROM 1 FOR 1)::uuid,
       overlay(h.id::text PLACING '4' FROM 1 FOR 1)::uuid, h.id,
       '30000000-0000-4000-8000-000000000002', h.provider_id,
       '30000000-0000-4000-8000-000000000001',
       '10000000-0000-4000-8000-00000000000a', 'accredited'
  FROM establishment h;
INSERT INTO accreditation (id, entry_id, establishment_id, category_id,
    provider_id, scheme_id, lead_id, listed, rating, core_score, core_pence,
    discounts)
SELECT overlay(e.id::text PLACING '6' FROM 1 FOR 1)::uuid, e.id,
       e.establishment_id, e.category_id, e.provider_id, e.scheme_id,
       e.lead_id, true, 'good', 80, '{"care": 100}', '[]'
  FROM entry e;

INSERT INTO referral (id, council_id, scheme_id, category_id, lead_id, title,
    urgency, need_by, outcode, radius_miles, children, weights,
    needs, features, outcomes, choice_mode, deadline, state, created_by)
SELECT '30000000-0000-4000-8000-000000000003',
       '10000000-0000-4000-8000-00000000000b', c.scheme_id, c.id, c.lead_id,
       'Day place', 'standard', '2030-01-01', 'AB1', 20, 1, c.weights,
       '[]', '[]', '[]', 'none', now(), 'open',
       '20000000-0000-4000-8000-000000000002'
  FROM category c;
INSERT INTO referral_private (referral_id, council_id, lead_id,
    origin_postcode, origin, budget_pence)
SELECT id, council_id, lead_id, 'AB11AB', point(0, 0), 1000 FROM referral;
INSERT INTO invitation (referral_id, establishment_id, provider_id,
    council_id, lead_id, accreditation_id, miles, rating, core_score,
    core_pence, discounts)
SELECT r.id, a.establishment_id, a.provider_id, r.council_id, r.lead_id, a.id,
       3, a.rating, a.core_score, a.core_pence, a.discounts
  FROM referral r, accreditation a;
INSERT INTO bid (id, referral_id, establishment_id, provider_id, council_id,
    lead_id)
SELECT overlay(i.establishment_id::text PLACING '7' FROM 1 FOR 1)::uuid,
       i.referral_id, i.establishment_id, i.provider_id, i.council_id,
       i.lead_id
  FROM invitation i;
INSERT INTO bid_version (bid_id, version, referral_id, provider_id,
    council_id, lead_id, sealed, sha256, received_at, signature)
SELECT b.id, 1, b.referral_id, b.provider_id, b.council_id, b.lead_id,
       t.sealed, encode(sha256(t.sealed), 'hex'), now(), ''
  FROM bid b, (VALUES ('ciphertext'::bytea)) AS t (sealed);
INSERT INTO referral_key (referral_id, council_id, lead_id, public_key,
    wrapped)
SELECT id, council_id, lead_id, decode(repeat('00', 32), 'hex'),
       decode(repeat('00', 80), 'hex')
  FROM referral;

-- Whether the query counts so many rows for this person; raises if not. With
-- rows NULL it must be refused instead.
CREATE FUNCTION expect(person integer, rows bigint, query text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    found bigint;
BEGIN
    PERFORM set_config('role', 'app_staff', true);
    PERFORM enter(('20000000-0000-4000-8000-00000000000' || person)::uuid);
    BEGIN
        EXECUTE query;
        GET DIAGNOSTICS found = ROW_COUNT;
    EXCEPTION WHEN insufficient_privilege OR foreign_key_violation THEN
        found := NULL;
    END;
    PERFORM set_config('role', 'none', true);
    PERFORM set_config('app.sid', '', true);
    IF found IS DISTINCT FROM rows THEN
        RAISE EXCEPTION 'person %: expected % rows, found %: %', person,
            coalesce(rows::text, 'no right to'),
            coalesce(found::text, 'no right'), query;
    END IF;
END $$;
GRANT EXECUTE ON FUNCTION expect(integer, bigint, text) TO app_staff;
