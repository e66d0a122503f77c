-- A market with two providers' homes in every state of admission; everybody
-- has a session. For the tests beside this folder.
-- SPDX-License-Identifier: Apache-2.0
--
-- Ids say what they are: 1... organisations, 2... people and their sessions
-- (one id for both), 3... schemes and categories, 4... homes, 5... applications,
-- 6... entries, 7... accreditations.
-- Schemes: 1 open, 2 a draft. Categories of 1: 1 listed, 2 not; of 2: 3.
-- Homes of provider P: 1 accredited and listed, 2 accredited and not listed,
-- 3 suspended, 4 submitted and assessed, 5 in a draft, 6 not applied for;
-- of provider Q: 7 accredited and listed.
\o /dev/null
INSERT INTO instance (sandbox) VALUES (true);

CREATE FUNCTION org(letter text) RETURNS uuid LANGUAGE sql IMMUTABLE AS
    $$SELECT ('10000000-0000-4000-8000-00000000000' || letter)::uuid$$;
CREATE FUNCTION person(n integer) RETURNS uuid LANGUAGE sql IMMUTABLE AS
    $$SELECT ('20000000-0000-4000-8000-00000000000' || n)::uuid$$;
CREATE FUNCTION thing(kind integer, n integer) RETURNS uuid
LANGUAGE sql IMMUTABLE AS
    $$SELECT (kind || '0000000-0000-4000-8000-00000000000' || n)::uuid$$;
GRANT EXECUTE ON FUNCTION org(text), person(integer), thing(integer, integer)
    TO app_staff, app_public;

INSERT INTO organisation (id, kind, name) VALUES
    (org('a'), 'authority', 'Lead'), (org('b'), 'authority', 'Partner'),
    (org('c'), 'authority', 'Stranger'), (org('d'), 'provider', 'P'),
    (org('e'), 'provider', 'Q'), (org('f'), 'portal', 'Portal');
INSERT INTO app_user (id, organisation_id, name, email, role)
SELECT person(n), org(o), role, n || '@example.org', role
  FROM (VALUES (1, 'a', 'lead'), (2, 'a', 'auditor'), (3, 'b', 'council'),
               (4, 'c', 'council'), (5, 'd', 'provider'),
               (6, 'e', 'provider'), (7, 'f', 'portal'), (8, 'c', 'lead'),
               (9, 'b', 'auditor')) AS p (n, o, role);
INSERT INTO session (id, organisation_id, user_id, role, expires_at)
SELECT id, organisation_id, id, role, clock_timestamp() + interval '1 day'
  FROM app_user;

INSERT INTO scheme (id, lead_id, reference, name, regime, valid_from,
    valid_to, state)
VALUES (thing(3, 1), org('a'), 'S1', 'Open', 'pcr_dps', '2020-01-01',
        '2999-01-01', 'open'),
       (thing(3, 2), org('a'), 'S2', 'Draft', 'pcr_dps', '2020-01-01',
        '2999-01-01', 'draft');
INSERT INTO scheme_council (scheme_id, organisation_id, lead_id, kind,
    from_on, to_on)
SELECT thing(3, n), org('b'), org('a'), 'partner', '2020-01-01', '2999-01-01'
  FROM generate_series(1, 2) AS n;
INSERT INTO category (id, scheme_id, lead_id, code, name, client_group,
    regulator, listed, suitability, price_unit, requirements, statements,
    cost_heads, weights, miles_per_mark, choice_mode, evaluators, openers,
    response_hours)
SELECT thing(3, 3 + n), thing(3, s), org('a'), 'c' || n, 'C', 'adults', 'cqc',
       n <> 2, 'x', 'week', '[]', '[]', '[]', '{}', 10, 'none', 1, 1, '{}'
  FROM (VALUES (1, 1), (2, 1), (3, 2)) AS v (n, s);

INSERT INTO establishment (id, provider_id, name, line_1, town, postcode,
    grid, regulator_scheme, rating, capacity)
SELECT thing(4, n), org(CASE n WHEN 7 THEN 'e' ELSE 'd' END), 'Home ' || n,
       '1', 'Town', 'AB11AB', point(1000 * n, 0), 'cqc', 'good', 9
  FROM generate_series(1, 7) AS n;
INSERT INTO application (id, provider_id, scheme_id, lead_id, state)
SELECT thing(5, n), org(CASE n WHEN 7 THEN 'e' ELSE 'd' END), thing(3, 1),
       org('a'), (ARRAY['decided', 'decided', 'decided', 'submitted', 'draft',
                        NULL, 'decided'])[n]
  FROM generate_series(1, 7) AS n WHERE n <> 6;
INSERT INTO entry (id, application_id, establishment_id, category_id,
    provider_id, scheme_id, lead_id, state, decided_at)
SELECT thing(6, n), thing(5, n), thing(4, n),
       thing(3, CASE n WHEN 2 THEN 5 ELSE 4 END), p.provider_id, p.scheme_id,
       p.lead_id,
       (ARRAY['accredited', 'accredited', 'accredited', 'assessed', 'draft',
              NULL, 'accredited'])[n],
       CASE WHEN n IN (1, 2, 3, 7) THEN now() END
  FROM generate_series(1, 7) AS n
  JOIN application p ON p.id = thing(5, n);
INSERT INTO assessment (entry_id, lead_id, provider_id, requirements,
    statements, rating, core_score, assessed_by)
SELECT id, lead_id, provider_id, '{}', '{}', 'good', 80, person(1)
  FROM entry WHERE state <> 'draft';
INSERT INTO accreditation (id, entry_id, establishment_id, category_id,
    provider_id, scheme_id, lead_id, listed, state, ground, rating,
    core_score, core_pence, discounts)
SELECT thing(7, n), e.id, e.establishment_id, e.category_id, e.provider_id,
       e.scheme_id, e.lead_id, n <> 2,
       CASE n WHEN 3 THEN 'suspended' ELSE 'active' END,
       CASE n WHEN 3 THEN 'safeguarding' END, 'good', 80, '{"h": 1}', '[]'
  FROM unnest(ARRAY[1, 2, 3, 7]) AS n
  JOIN entry e ON e.id = thing(6, n);

-- Whether the query has so many rows for this person, nobody being 0; raises
-- if not. With rows NULL it must be refused instead. What it did is undone.
CREATE FUNCTION expect(who integer, rows bigint, query text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    found bigint;
BEGIN
    BEGIN
        PERFORM set_config('role', CASE who WHEN 0 THEN 'app_public'
                                            ELSE 'app_staff' END, true);
        IF who > 0 THEN
            PERFORM enter(person(who));
        END IF;
        EXECUTE query;
        GET DIAGNOSTICS found = ROW_COUNT;
        RAISE EXCEPTION 'undo' USING ERRCODE = 'FLUND';
    EXCEPTION
        WHEN SQLSTATE 'FLUND' THEN NULL;
        WHEN insufficient_privilege OR foreign_key_violation THEN
            found := NULL;
    END;
    IF found IS DISTINCT FROM rows THEN
        RAISE EXCEPTION 'person %: expected % rows, found %: %', who,
            coalesce(rows::text, 'no right to'),
            coalesce(found::text, 'no right'), query;
    END IF;
END $$;

-- The same for all of them, nobody first.
CREATE FUNCTION expect(rows bigint[], query text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    FOR who IN 0..9 LOOP
        PERFORM expect(who, rows[who + 1], query);
    END LOOP;
END $$;
