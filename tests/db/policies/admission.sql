-- Homes, applications, assessments and accreditations: who sees which row, and
-- who may write it (R051, R060, R075).
-- SPDX-License-Identifier: Apache-2.0
--
-- People: 0 nobody, 1 lead, 2 its auditor, 3 partner council, 4 a council that
-- is none, 5 provider P, 6 provider Q, 7 portal, 8 another lead, 9 the
-- partner's auditor.
\ir given/market.sql

-- A provider's own; the lead's once sent in (homes 1 to 4 and 7); a partner's
-- once accredited (1, 2, 3, 7).
SELECT expect(ARRAY[NULL, 5, 5, 4, 0, 6, 1, 0, 0, 4],
              'SELECT id, rating FROM establishment');
SELECT expect(ARRAY[NULL, 5, 5, 4, 0, 6, 1, 0, 0, 4],
              'SELECT body FROM establishment_shown');
SELECT expect(ARRAY[NULL, 5, 5, 0, 0, 5, 1, 0, 0, 0],
              'SELECT id FROM application');
SELECT expect(ARRAY[NULL, 5, 5, 0, 0, 5, 1, 0, 0, 0],
              'SELECT body FROM application_shown');
SELECT expect(ARRAY[NULL, 5, 5, 0, 0, 5, 1, 0, 0, 0],
              'SELECT body FROM entry_shown');
-- An assessment reaches its provider with the decision: three of four.
SELECT expect(ARRAY[NULL, 5, 5, 0, 0, 3, 1, 0, 0, 0],
              'SELECT body FROM assessment_shown');
SELECT expect(ARRAY[NULL, 4, 4, 4, 0, 3, 1, 0, 0, 4],
              'SELECT body FROM accreditation_shown');

-- What a home costs is in no council's representation.
SELECT expect(who, CASE who WHEN 3 THEN 0 WHEN 5 THEN 3 ELSE 4 END, $$
    SELECT FROM accreditation_shown WHERE body->'core_pence' IS NOT NULL$$)
  FROM unnest(ARRAY[1, 2, 3, 5, 9]) AS who;

-- A council whose time in the scheme is over sees none of its homes (R002).
UPDATE scheme_council SET to_on = '2020-12-31';
SELECT expect(who, 0, 'SELECT FROM accreditation')
  FROM unnest(ARRAY[3, 9]) AS who;
SELECT expect(3, 0, 'SELECT FROM establishment');
UPDATE scheme_council SET to_on = '2999-01-01';

-- Homes are their provider's to write.
SELECT expect(who, CASE who WHEN 5 THEN 1 END, $$
    INSERT INTO establishment (provider_id, name, line_1, town, postcode, grid,
        regulator_scheme, rating, capacity)
    VALUES (org('d'), 'N', '1', 'T', 'AB11AB', point(0, 0), 'cqc', 'good',
            1)$$)
  FROM generate_series(0, 9) AS who;
SELECT expect(ARRAY[NULL, 0, 0, 0, 0, 6, 1, 0, 0, 0],
              'UPDATE establishment SET vacancies = 1');
SELECT expect(who, NULL, $$UPDATE establishment SET provider_id = org('e')$$)
  FROM generate_series(0, 9) AS who;
SELECT expect(who, NULL, 'DELETE FROM establishment')
  FROM generate_series(0, 9) AS who;

-- Nobody applies for somebody else, or with somebody else's home.
SELECT expect(who, CASE who WHEN 5 THEN 1 END, $$
    INSERT INTO application (provider_id, scheme_id, lead_id)
    VALUES (org('d'), thing(3, 1), org('a'))$$)
  FROM generate_series(0, 9) AS who WHERE who <> 0;
SELECT expect(5, NULL, $$
    INSERT INTO entry (application_id, establishment_id, category_id,
        provider_id, scheme_id, lead_id)
    VALUES (thing(5, 5), thing(4, 7), thing(3, 4), org('d'), thing(3, 1),
            org('a'))$$);
SELECT expect(6, NULL, $$
    INSERT INTO entry (application_id, establishment_id, category_id,
        provider_id, scheme_id, lead_id)
    VALUES (thing(5, 5), thing(4, 7), thing(3, 4), org('e'), thing(3, 1),
            org('a'))$$);

-- A provider writes on its drafts, the lead on what was sent in; its auditor,
-- councils and other leads write nothing.
SELECT expect(ARRAY[NULL, 5, 0, 0, 0, 1, 0, 0, 0, 0],
              $$UPDATE entry SET decision_reason = 'x'$$);
SELECT expect(ARRAY[NULL, 5, 0, 0, 0, 1, 0, 0, 0, 0],
              $$UPDATE application SET signatory = '{}'$$);
-- Nobody accredits itself, or takes back what was sent in.
SELECT expect(5, NULL, $$UPDATE entry SET state = 'accredited'$$);
SELECT expect(5, NULL, $$UPDATE application SET state = 'decided'$$);
SELECT expect(5, 1, $$UPDATE entry SET state = 'submitted'$$);
SELECT expect(1, NULL, $$UPDATE entry SET state = 'draft'$$);
SELECT expect(ARRAY[NULL, 5, 0, 0, 0, 0, 0, 0, 0, 0],
              $$UPDATE assessment SET rating = 'outstanding'$$);
UPDATE entry SET state = 'submitted' WHERE id = thing(6, 5);
SELECT expect(who, CASE who WHEN 1 THEN 1 END, $$
    INSERT INTO assessment (entry_id, lead_id, provider_id, requirements,
        statements, rating, core_score, assessed_by)
    VALUES (thing(6, 5), org('a'), org('d'), '{}', '{}', 'good', 80,
            person(1))$$)
  FROM generate_series(1, 9) AS who;
UPDATE entry SET state = 'draft' WHERE id = thing(6, 5);

-- Accreditation is the lead's alone to give, suspend and take back.
SELECT expect(who, CASE who WHEN 1 THEN 1 END, $$
    INSERT INTO accreditation (entry_id, establishment_id, category_id,
        provider_id, scheme_id, lead_id, listed, rating, core_score,
        core_pence, discounts)
    VALUES (thing(6, 4), thing(4, 4), thing(3, 4), org('d'), thing(3, 1),
            org('a'), true, 'good', 80, '{}', '[]')$$)
  FROM generate_series(0, 9) AS who;
SELECT expect(ARRAY[NULL, 3, 0, 0, 0, 0, 0, 0, 0, 0], $$
    UPDATE accreditation SET state = 'suspended', ground = 'insolvency'
     WHERE state = 'active'$$);
-- Not even the lead rewrites what was accredited.
SELECT expect(who, NULL, 'UPDATE accreditation SET core_score = 100')
  FROM generate_series(0, 9) AS who;
SELECT expect(who, NULL, 'DELETE FROM accreditation')
  FROM generate_series(0, 9) AS who;

-- Registration: from nobody, one provider and one person, whose secret
-- nobody reads; an address that is taken makes nothing.
SELECT expect(0, 1, $$
    SELECT FROM register_provider('{"name": "N", "contact":
        {"name": "n", "email": "new@example.org"}}', 'hash') AS made
     WHERE made->>'kind' = 'provider' AND made->'user'->>'role' = 'provider'$$);
SELECT expect(0, 1, $$
    SELECT FROM register_provider('{"name": "N", "contact":
        {"name": "n", "email": "5@EXAMPLE.org"}}', 'hash') AS made
     WHERE made IS NULL$$);
DO $$
BEGIN
    PERFORM register_provider('{"name": "N", "contact":
        {"name": "n", "email": "5@example.org"}}', 'hash');
    IF EXISTS (SELECT FROM organisation WHERE name = 'N') THEN
        RAISE EXCEPTION 'a refused registration left a provider behind';
    END IF;
END $$;
SELECT expect(who, NULL, 'SELECT FROM user_secret')
  FROM generate_series(0, 9) AS who;

-- Providers are strangers to each other.
SELECT expect(who, CASE WHEN who IN (5, 6) THEN 1 WHEN who = 7 THEN 0
                        ELSE 2 END,
              $$SELECT FROM organisation WHERE kind = 'provider'$$)
  FROM generate_series(1, 9) AS who;

-- An interest that a portal passed on is its own and the lead's.
INSERT INTO expression_of_interest (portal_id, scheme_id, lead_id,
    supplier_name, contact_email)
VALUES (org('f'), thing(3, 1), org('a'), 'S', 's@example.org');
SELECT expect(ARRAY[NULL, 1, 0, 0, 0, 0, 0, 1, 0, 0],
              'SELECT body FROM expression_shown');
SELECT expect(who, CASE who WHEN 7 THEN 1 END, $$
    INSERT INTO expression_of_interest (portal_id, scheme_id, lead_id,
        supplier_name, contact_email)
    VALUES (org('f'), thing(3, 1), org('a'), 'S', 's@example.org')$$)
  FROM generate_series(0, 9) AS who;

-- An event is read by whom it names, and by whoever acted.
WITH told AS (
    INSERT INTO event (type, organisation_id) VALUES ('t', org('a'))
    RETURNING id)
INSERT INTO event_reader (organisation_id, event_id)
SELECT org('d'), id FROM told;
SELECT expect(ARRAY[NULL, 1, 1, 0, 0, 1, 0, 0, 0, 0], 'SELECT FROM event');
SELECT expect(who, NULL, $$
    INSERT INTO event (type, organisation_id, actor_id)
    VALUES ('forged', org('a'), person(1))$$)
  FROM generate_series(0, 9) AS who WHERE who <> 1;

-- Portal and lead invite, nobody registers but by the token, once, and what
-- has been registered by stays so; the provider sees what it came from.
SELECT expect(ARRAY[NULL, 1, 0, 0, 0, 0, 0, 1, 0, 0], $$
    UPDATE expression_of_interest
       SET state = 'invited', token_sha256 = 'x',
           expires_at = now_utc() + interval '1 day'$$);
SELECT expect(who, NULL, $$
    UPDATE expression_of_interest SET state = 'registered'$$)
  FROM unnest(ARRAY[0, 1, 7]) AS who;
SELECT expect(who, NULL, $$
    UPDATE expression_of_interest SET provider_id = org('e')$$)
  FROM generate_series(0, 9) AS who;
UPDATE expression_of_interest
   SET state = 'invited', token_sha256 = 'x',
       expires_at = now_utc() + interval '1 day';
SELECT expect(0, 0, $$SELECT FROM registration_find('y')$$);
SELECT expect(0, 1, $$SELECT FROM registration_find('x')$$);
SELECT registration_bind('x', org('e'));
DO $$ BEGIN
    PERFORM registration_bind('x', org('d'));
    RAISE EXCEPTION 'a token was used twice';
EXCEPTION WHEN no_data_found THEN NULL;
END $$;
SELECT expect(ARRAY[NULL, 1, 0, 0, 0, 0, 1, 1, 0, 0],
              'SELECT body FROM expression_shown');
SELECT expect(ARRAY[NULL, 0, 0, 0, 0, 0, 0, 0, 0, 0], $$
    UPDATE expression_of_interest SET state = 'invited'$$);
