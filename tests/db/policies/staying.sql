-- Conditions hold for life: which facts end an accreditation, from which moment
-- on, and that no job is needed for it (R036, R059, R060, R076, R077); who
-- writes and sees the facts.
-- SPDX-License-Identifier: Apache-2.0
--
-- People: 0 nobody, 1 lead, 2 its auditor, 3 partner council, 4 a council that
-- is none, 5 provider P, 6 provider Q, 7 portal, 8 another lead, 9 the
-- partner's auditor.
\ir given/market.sql

UPDATE category SET rating_floor = 'requires_improvement';
INSERT INTO sandbox_clock (frozen_at) VALUES ('2026-06-15T12:00:00Z');
UPDATE accreditation SET accredited_at = '2026-01-15T12:00:00Z',
    reviewed_at = '2026-01-15T12:00:00Z';

-- How an accreditation stands: its state as of now, and whether it counts.
CREATE FUNCTION is_now(n integer, state text, counts boolean) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    a accreditation;
    found text;
BEGIN
    SELECT * INTO a FROM accreditation WHERE id = thing(7, n);
    found := accreditation_state_at(a.state, a.stands_until, a.review_at,
                                    now_utc());
    IF found <> is_now.state
       OR is_accredited(a.establishment_id, a.category_id) <> counts THEN
        RAISE EXCEPTION 'accreditation %: % (%)', n, found,
            is_accredited(a.establishment_id, a.category_id);
    END IF;
END $$;
CREATE FUNCTION rate(n integer, framework text, area text, grade text,
    day date) RETURNS boolean LANGUAGE sql AS $$
    SELECT rating_record(thing(4, n), 'cqc', framework, area, grade, day, NULL)
$$;

-- Ratings are rows: requires improvement passes, inadequate does not (R036);
-- the newest report of the newest framework counts.
SELECT rate(1, 'ratings', 'overall', 'requires_improvement', '2026-02-01');
SELECT is_now(1, 'active', true);
SELECT rate(1, 'ratings', 'overall', 'inadequate', '2026-03-01');
SELECT is_now(1, 'suspended', false);
SELECT expect(0, CASE n WHEN 1 THEN 0 ELSE 1 END, format(
    'SELECT FROM establishment WHERE id = %L', thing(4, n)))
  FROM unnest(ARRAY[1, 7]) AS n;
SELECT rate(1, 'ratings', 'overall', 'good', '2025-12-01');
SELECT is_now(1, 'suspended', false);
SELECT rate(1, 'assessment', 'overall', 'good', '2026-04-01');
SELECT is_now(1, 'active', true);
-- A word that no scale knows, and an area that is inadequate: a look.
SELECT rate(1, 'assessment', 'safe', 'inadequate', '2026-04-01');
SELECT is_now(1, 'under_review', true);
SELECT rate(7, 'ratings', 'overall', 'splendid', '2026-04-01');
SELECT is_now(7, 'under_review', true);
-- The same line again is no news.
DO $$
BEGIN
    IF rate(7, 'ratings', 'overall', 'splendid', '2026-04-01') THEN
        RAISE EXCEPTION 'told twice';
    END IF;
END $$;

-- A look that was taken is not asked for again; a category's own floor goes
-- above the scale.
UPDATE accreditation SET reviewed_at = now_utc() WHERE id = thing(7, 7);
SELECT is_now(7, 'active', true);
UPDATE category SET rating_floor = 'good';
SELECT rate(7, 'ratings', 'overall', 'requires_improvement', '2026-05-01');
SELECT is_now(7, 'suspended', false);
UPDATE category SET rating_floor = 'none';
SELECT home_judge(thing(4, 7));
SELECT is_now(7, 'active', true);
UPDATE category SET rating_floor = 'requires_improvement';

-- A scheme's row goes before the general one, from its day on; older reports
-- keep what they meant.
INSERT INTO rating_scale (lead_id, scheme_id, regulator, framework, grade,
    verdict, valid_from, justification)
VALUES (org('a'), thing(3, 1), 'cqc', 'ratings', 'requires_improvement',
        'fail', '2026-05-02', 'We ask for more');
SELECT is_now(7, 'active', true);
SELECT rate(7, 'ratings', 'overall', 'requires_improvement', '2026-05-03');
SELECT is_now(7, 'suspended', false);
UPDATE rating_scale SET valid_to = '2026-05-02' WHERE scheme_id IS NOT NULL;
SELECT is_now(7, 'active', true);

-- A registration that ends counts from the first moment of its day in London
-- (BST: an hour before midnight UTC), with no job having run.
SELECT registration_record(thing(4, 7), 'cqc', 'lapsed', '2026-07-01', 'x');
SELECT is_now(7, 'active', true);
UPDATE sandbox_clock SET frozen_at = '2026-06-30T22:59:59.999999Z';
SELECT is_now(7, 'active', true);
UPDATE sandbox_clock SET frozen_at = '2026-06-30T23:00:00Z';
SELECT is_now(7, 'suspended', false);
SELECT expect(0, 0, format('SELECT FROM establishment WHERE id = %L',
                           thing(4, 7)));
SELECT expect(0, 0, format('SELECT FROM directory_find(point(7000, 0), 10,
    NULL, NULL, NULL, NULL, 10) WHERE id = %L', thing(4, 7)));
-- Another regulator's register is not this category's condition.
SELECT registration_record(thing(4, 1), 'dfe', 'lapsed', '2026-06-01', 'x');
SELECT is_now(1, 'under_review', true);

-- The job stores it with one event for everybody, once; what is held by
-- somebody else waits.
CREATE FUNCTION told(n integer, type text) RETURNS SETOF uuid LANGUAGE sql AS $$
    SELECT r.organisation_id FROM event e
      JOIN event_reader r ON r.event_id = e.id
     WHERE e.subject_id = thing(7, n) AND e.type = told.type
$$;
DO $$
BEGIN
    IF staying_sweep(10) <> 2 OR staying_sweep(10) <> 0 THEN
        RAISE EXCEPTION 'swept otherwise than once';
    END IF;
    IF (SELECT array_agg(t ORDER BY t) FROM told(7, 'accreditation.suspended')
            AS t) <> ARRAY[org('a'), org('b'), org('e')]
       OR (SELECT array_agg(t ORDER BY t)
             FROM told(1, 'accreditation.review_began') AS t)
          <> ARRAY[org('a'), org('d')] THEN
        RAISE EXCEPTION 'told otherwise';
    END IF;
    IF NOT EXISTS (SELECT FROM accreditation WHERE id = thing(7, 7)
                      AND state = 'suspended'
                      AND ground = 'registration_lost') THEN
        RAISE EXCEPTION 'stored otherwise';
    END IF;
END $$;
SELECT is_now(7, 'suspended', false);
-- Registered again, it does not stand before somebody has reinstated it.
SELECT registration_record(thing(4, 7), 'cqc', 'registered', '2026-07-01', 'x');
SELECT is_now(7, 'suspended', false);
UPDATE accreditation SET state = 'active', ground = NULL
 WHERE id = thing(7, 7);
SELECT is_now(7, 'active', true);
-- A row that is there already is no news either.
DO $$
DECLARE
    told bigint := (SELECT count(*) FROM event);
BEGIN
    IF registration_record(thing(4, 7), 'cqc', 'lapsed', '2026-07-01', 'x')
       OR told <> (SELECT count(*) FROM event) THEN
        RAISE EXCEPTION 'told twice';
    END IF;
END $$;
SELECT is_now(7, 'active', true);

-- Suspended in one category, a home is asked in none of the scheme (R060).
SELECT is_now(2, 'active', true);
INSERT INTO entry (id, application_id, establishment_id, category_id,
    provider_id, scheme_id, lead_id, state)
VALUES (thing(6, 8), thing(5, 1), thing(4, 2), thing(3, 4), org('d'),
        thing(3, 1), org('a'), 'accredited');
INSERT INTO accreditation (id, entry_id, establishment_id, category_id,
    provider_id, scheme_id, lead_id, listed, rating, core_score, core_pence,
    discounts)
VALUES (thing(7, 8), thing(6, 8), thing(4, 2), thing(3, 4), org('d'),
        thing(3, 1), org('a'), true, 'good', 80, '{}', '[]');
UPDATE accreditation SET state = 'suspended', ground = 'safeguarding'
 WHERE id = thing(7, 2);
SELECT is_now(8, 'suspended', false);
DO $$
BEGIN
    IF staying_sweep(10) <> 0 THEN
        RAISE EXCEPTION 'what another one bars is not suspended itself';
    END IF;
END $$;
UPDATE accreditation SET state = 'active', ground = NULL
 WHERE id = thing(7, 2);
SELECT is_now(8, 'active', true);

-- Evidence that was asked at entry: none, a look from the day after its last
-- one, suspension after its days of grace; a new one puts it right (R034).
UPDATE category SET evidence = '[{"kind": "public_liability_insurance"}]'
 WHERE id = thing(3, 5);
SELECT home_judge(thing(4, 2));
SELECT is_now(2, 'suspended', false);
CREATE FUNCTION upload(kind text, last_day date) RETURNS void
LANGUAGE sql AS $$
    INSERT INTO document (provider_id, kind, title, expires_on, created_by,
        content_id, content_key, sha256, bytes, media_type, uploaded_at)
    VALUES (org('d'), upload.kind, 'Certificate', last_day,
        person(5), gen_random_uuid(), 'k', repeat('0', 64), 1,
        'application/pdf', now_utc())
$$;
CREATE FUNCTION insure(last_day date) RETURNS void LANGUAGE sql AS $$
    SELECT upload('public_liability_insurance', last_day)
$$;
-- What nobody asks for has nobody judged; nor has what is asked for, where
-- all has ended. Accounts may be something else (R068).
CREATE FUNCTION judged(by text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    anew boolean;
BEGIN
    UPDATE accreditation SET lapse_ground = 'insolvency'
     WHERE id = thing(7, 2);
    PERFORM upload(by, NULL);
    SELECT lapse_ground IS DISTINCT FROM 'insolvency' INTO anew
      FROM accreditation WHERE id = thing(7, 2);
    DELETE FROM document WHERE kind = by;
    PERFORM home_judge(thing(4, 2));
    RETURN anew;
END $$;
DO $$
BEGIN
    IF judged('other') OR judged('accounts')
       OR NOT judged('public_liability_insurance') THEN
        RAISE EXCEPTION 'judged by something else';
    END IF;
    UPDATE category SET evidence = '[{"kind": "accounts"}]'
     WHERE id = thing(3, 5);
    IF judged('public_liability_insurance') OR NOT judged('accounts')
       OR NOT judged('financial_alternative') THEN
        RAISE EXCEPTION 'judged by something else';
    END IF;
    UPDATE category SET evidence = '[{"kind": "public_liability_insurance"}]'
     WHERE id = thing(3, 5);
    PERFORM home_judge(thing(4, 2));
END $$;
SELECT is_now(2, 'suspended', false);
SELECT insure('2026-07-10');
SELECT is_now(2, 'active', true);
UPDATE sandbox_clock SET frozen_at = london_midnight('2026-07-11');
SELECT is_now(2, 'under_review', true);
UPDATE sandbox_clock SET frozen_at = london_midnight(
    grace_ends_on('2026-07-10', 10) + 1) - interval '1 microsecond';
SELECT is_now(2, 'under_review', true);
UPDATE sandbox_clock SET frozen_at = frozen_at + interval '1 microsecond';
SELECT is_now(2, 'suspended', false);
SELECT is_now(8, 'suspended', false);
DO $$
BEGIN
    PERFORM staying_sweep(10);
    IF NOT EXISTS (SELECT FROM accreditation WHERE id = thing(7, 2)
                      AND ground = 'insurance_lapsed'
                      AND failed = '["insurance_lapsed"]') THEN
        RAISE EXCEPTION 'stored otherwise';
    END IF;
END $$;
SELECT insure('2030-07-10');
UPDATE accreditation SET state = 'active', ground = NULL
 WHERE id = thing(7, 2);
SELECT is_now(2, 'active', true);

-- An audit is due after twelve months, the last day included (R059).
UPDATE sandbox_clock SET frozen_at = '2027-01-15T23:59:59Z';
SELECT is_now(2, 'active', true);
UPDATE sandbox_clock SET frozen_at = '2027-01-16T00:00:00Z';
SELECT is_now(2, 'under_review', true);
UPDATE accreditation SET audited_on = '2027-01-16' WHERE id = thing(7, 2);
SELECT is_now(2, 'active', true);

-- Facts are seen by whoever sees the home, and written by leads, in their own
-- name; nobody changes them.
INSERT INTO establishment_rating (establishment_id, regulator, framework,
    grade, given_on, source)
SELECT thing(4, n), 'ofsted', 'oeif', 'good', '2024-01-01', 'register'
  FROM generate_series(1, 7) AS n;
SELECT expect(ARRAY[NULL, 5, 5, 4, 0, 6, 1, 0, 0, 4],
              $$SELECT FROM rating_shown WHERE body->>'regulator' = 'ofsted'$$);
SELECT expect(ARRAY[NULL, 3, 3, 3, 0, 1, 2, 0, 0, 3],
              'SELECT FROM registration_shown');
SELECT expect(who, CASE who WHEN 1 THEN 1 END, $$
    INSERT INTO establishment_rating (establishment_id, regulator, framework,
        grade, given_on, source, recorded_by)
    VALUES (thing(4, 1), 'cqc', 'ratings', 'good', '2026-05-05', 'lead',
            person(1))$$)
  FROM generate_series(0, 9) AS who;
SELECT expect(1, NULL, $$
    INSERT INTO establishment_rating (establishment_id, regulator, framework,
        grade, given_on, source, recorded_by)
    VALUES (thing(4, 6), 'cqc', 'ratings', 'good', '2026-05-05', 'lead',
            person(1))$$);
SELECT expect(who, CASE who WHEN 1 THEN 1 END, $$
    INSERT INTO establishment_registration (establishment_id, regulator, state,
        from_on, source, recorded_by)
    VALUES (thing(4, 1), 'cqc', 'lapsed', '2026-05-05', 'lead', person(1))$$)
  FROM generate_series(0, 9) AS who;
SELECT expect(who, NULL, $$UPDATE establishment_rating SET grade = 'good'$$)
  FROM generate_series(0, 9) AS who;
SELECT expect(who, NULL, 'DELETE FROM establishment_registration')
  FROM generate_series(0, 9) AS who;
-- Nobody stores what only the judgement may.
SELECT expect(who, NULL, $$UPDATE accreditation SET stands_until = 'infinity'$$)
  FROM generate_series(0, 9) AS who;

-- Scales are public where their scheme is; a lead writes them for its own.
SELECT expect(who, 1, 'SELECT FROM rating_scale_shown
    WHERE scheme_id IS NOT NULL') FROM generate_series(0, 9) AS who;
INSERT INTO rating_scale (lead_id, scheme_id, regulator, framework, grade,
    verdict, valid_from, justification)
VALUES (org('a'), thing(3, 2), 'cqc', 'ratings', 'good', 'pass', '2026-01-01',
        'x');
SELECT expect(ARRAY[0, 1, 1, 0, 0, 0, 0, 0, 0, 0], format(
    'SELECT FROM rating_scale_shown WHERE scheme_id = %L', thing(3, 2)));
SELECT expect(who, CASE who WHEN 1 THEN 1 END, $$
    INSERT INTO rating_scale (lead_id, scheme_id, regulator, framework, grade,
        verdict, valid_from, justification)
    VALUES (org('a'), thing(3, 1), 'cqc', 'ratings', 'good', 'review',
            '2026-01-01', 'x')$$)
  FROM generate_series(0, 9) AS who;
SELECT expect(1, NULL, $$
    INSERT INTO rating_scale (regulator, framework, grade, verdict, valid_from)
    VALUES ('cqc', 'ratings', 'good', 'review', '2026-01-01')$$);
SELECT expect(ARRAY[NULL, 2, 0, 0, 0, 0, 0, 0, 0, 0],
              $$UPDATE rating_scale SET valid_to = '2026-12-31'$$);

-- What registers state comes through the registers alone: nobody who connects
-- records it in their name.
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles r, pg_proc p
                WHERE r.rolname ~ '^(app_|keeper)'
                  AND p.proname IN ('rating_record', 'registration_record')
                  AND has_function_privilege(r.oid, p.oid, 'execute')) THEN
        RAISE 'a register can be made up';
    END IF;
END $$;
