-- Published awards: everybody's to read, nobody's to write; what may be named
-- of how many (R127, ADR 28).
-- SPDX-License-Identifier: Apache-2.0
--
-- People: as in given/market.sql. Categories: 1 of adults, listed; 2 of adults,
-- not listed; 6 of children, listed; all in scheme 1, which opened in 2020.
-- Homes of P: 1 to 6; of Q: 7; of R, which is here alone: 8.
\ir given/market.sql

INSERT INTO organisation (id, kind, name) VALUES (thing(8, 1), 'provider', 'R');
INSERT INTO establishment (id, provider_id, name, line_1, town, postcode,
    grid, regulator_scheme, rating, capacity)
SELECT thing(4, 8), thing(8, 1), 'Home 8', line_1, town, postcode, grid,
       regulator_scheme, rating, capacity
  FROM establishment WHERE id = thing(4, 7);
INSERT INTO application (id, provider_id, scheme_id, lead_id, state)
SELECT thing(5, 8), thing(8, 1), scheme_id, lead_id, state
  FROM application WHERE id = thing(5, 7);
INSERT INTO entry (id, application_id, establishment_id, category_id,
    provider_id, scheme_id, lead_id, state, decided_at)
SELECT thing(6, 8), thing(5, 8), thing(4, 8), category_id, thing(8, 1),
       scheme_id, lead_id, state, decided_at
  FROM entry WHERE id = thing(6, 7);
INSERT INTO accreditation (id, entry_id, establishment_id, category_id,
    provider_id, scheme_id, lead_id, listed, state, rating, core_score,
    core_pence, discounts)
SELECT thing(7, 8), thing(6, 8), thing(4, 8), category_id, thing(8, 1),
       scheme_id, lead_id, listed, state, rating, core_score, core_pence,
       discounts
  FROM accreditation WHERE id = thing(7, 7);

INSERT INTO category (id, scheme_id, lead_id, code, name, client_group,
    regulator, listed, suitability, price_unit, requirements, statements,
    cost_heads, weights, miles_per_mark, choice_mode, evaluators, openers,
    response_hours)
SELECT thing(3, 9), scheme_id, lead_id, 'child', 'Children', 'children',
       'ofsted', true, suitability, 'week', requirements, statements,
       cost_heads, weights, miles_per_mark, choice_mode, evaluators, openers,
       response_hours
  FROM category WHERE id = thing(3, 4);
UPDATE scheme SET opened_at = '2020-02-01', valid_to = '2020-12-31'
 WHERE id = thing(3, 1);
INSERT INTO sandbox_clock (singleton) VALUES (true) ON CONFLICT DO NOTHING;

CREATE FUNCTION moment(at timestamptz) RETURNS void LANGUAGE sql AS
    $$UPDATE sandbox_clock SET frozen_at = at$$;

-- An award, at that time, for 100 pence a week.
CREATE FUNCTION won(home integer, category integer, at timestamptz,
    many integer DEFAULT 1) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    r uuid;
    b uuid;
    w uuid;
    e establishment;
BEGIN
    SELECT * INTO e FROM establishment WHERE id = thing(4, home);
    FOR i IN 1..many LOOP
        INSERT INTO referral (council_id, scheme_id, category_id, lead_id,
            title, urgency, need_by, outcode, radius_miles, children, weights,
            needs, features, outcomes, choice_mode, deadline, state,
            created_by, opened_at)
        VALUES (org('b'), thing(3, 1), thing(3, category), org('a'), 'Secret',
            'standard', '2030-01-01', 'AB1', 20, 1, '{}', '[]', '[]', '[]',
            'none', at, 'awarded', person(3), at) RETURNING id INTO r;
        INSERT INTO invitation (referral_id, establishment_id, provider_id,
            council_id, lead_id, accreditation_id, miles, rating, core_score,
            core_pence, discounts)
        SELECT r, e.id, e.provider_id, org('b'), org('a'), a.id, 3, 'good',
               80, '{}', '[]'
          FROM accreditation a WHERE a.provider_id = e.provider_id
           AND a.establishment_id = e.id;
        INSERT INTO bid (referral_id, establishment_id, provider_id,
            council_id, lead_id)
        VALUES (r, e.id, e.provider_id, org('b'), org('a'))
        RETURNING id INTO b;
        INSERT INTO award (referral_id, bid_id, provider_id, council_id,
            lead_id, reason, awarded_by, awarded_at)
        VALUES (r, b, e.provider_id, org('b'), org('a'), E'\x01x', person(3),
            at) RETURNING id INTO w;
        INSERT INTO placement (award_id, referral_id, establishment_id,
            provider_id, council_id, lead_id, price_pence, price_unit, terms)
        VALUES (w, r, e.id, e.provider_id, org('b'), org('a'), 100, 'week',
            E'\x01x');
    END LOOP;
END $$;

-- What the newest version of a quarter says: category, supplier, home, awards,
-- pence; '-' for what is not said.
CREATE FUNCTION said(of_quarter date) RETURNS text LANGUAGE sql AS $$
    SELECT coalesce(string_agg(concat_ws(' ', coalesce(l.category_code, '-'),
               coalesce(l.provider_name, '-'),
               coalesce(l.establishment_name, '-'), l.awards,
               coalesce(l.yearly_pence::text, '-')), '; ' ORDER BY l.n),
               'none')
      FROM award_line l JOIN award_batch b ON b.id = l.batch_id
     WHERE b.quarter = of_quarter
       AND NOT EXISTS (SELECT FROM award_batch x WHERE x.corrects = b.id)
$$;
CREATE FUNCTION same(seen text, wanted text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF seen IS DISTINCT FROM wanted THEN
        RAISE EXCEPTION 'expected %, found %', wanted, seen;
    END IF;
END $$;

-- The first quarter: five at one home are told as that, four are not.
SELECT won(1, 4, '2020-02-10', 5), won(7, 4, '2020-02-10', 4),
-- The second: by London's clocks, its first second and the one before its end.
       won(1, 4, '2020-03-31 23:00:00+00', 3),
       won(3, 4, '2020-06-30 22:59:59+00', 2),
-- The third: no home is named that is not listed, or for children; and a
-- category is told where five are left without any one supplier.
       won(2, 5, '2020-08-10', 5), won(1, 9, '2020-08-10', 6),
       won(1, 4, '2020-08-10', 3), won(7, 4, '2020-08-10', 2),
       won(8, 4, '2020-08-10', 3),
-- The fourth: of each too few, and together enough of the scheme.
       won(1, 4, '2020-10-10', 2), won(7, 9, '2020-10-10', 3),
       won(8, 4, '2020-10-10', 3),
-- After the scheme's end: one alone, and five of a home that a register
-- withholds, whose supplier is named and it is not.
       won(7, 4, '2021-01-10', 1), won(3, 4, '2021-01-10', 5),
-- Of eight, P would know what the four of the others cost together: in their
-- category, and in the scheme.
       won(1, 4, '2021-04-10', 4), won(7, 4, '2021-04-10', 2),
       won(8, 4, '2021-04-10', 2),
       won(1, 4, '2021-07-10', 2), won(1, 9, '2021-07-10', 2),
       won(7, 4, '2021-07-10', 2), won(8, 9, '2021-07-10', 2);
UPDATE accreditation SET listed = false WHERE establishment_id = thing(4, 3);

-- Nothing before a quarter has been over for a fortnight.
DO $$
BEGIN
    PERFORM moment('2020-04-14 22:59:59+00'); -- London is an hour ahead
    ASSERT awards_publish(100) = 0;
    PERFORM moment('2020-04-14 23:00:00+00');
    ASSERT awards_publish(100) = 1;
    ASSERT awards_publish(100) = 0, 'once';
    PERFORM same(said('2020-01-01'), 'c1 P Home 1 5 26000; - - - 4 -');
    PERFORM same((SELECT concat_ws(' ', quarter, version, awards, withheld,
                         yearly_pence, scheme_reference, scheme_name,
                         authority) FROM award_batch),
                 '2020-01-01 1 9 4 26000 S1 Open Lead');
    -- All that is due, so many at once; a draft has nothing to publish, and a
    -- scheme that is over only what was awarded.
    PERFORM moment('2022-04-20');
    ASSERT awards_publish(2) = 2;
    ASSERT awards_publish(100) = 4;
    ASSERT awards_publish(100) = 0;
    ASSERT NOT EXISTS (SELECT FROM award_batch
                        WHERE scheme_id <> thing(3, 1)
                           OR quarter > '2021-07-01');
    PERFORM same(said('2020-04-01'), 'c1 P - 5 26000');
    PERFORM same(said('2020-07-01'),
        'c1 - - 8 41600; c2 P - 5 26000; child P - 6 31200');
    PERFORM same(said('2020-10-01'), '- - - 8 41600');
    PERFORM same(said('2021-01-01'), 'c1 P - 5 26000; - - - 1 -');
    PERFORM same(said('2021-04-01'), '- - - 8 -');
    PERFORM same(said('2021-07-01'), '- - - 8 -');
    PERFORM same((SELECT string_agg(DISTINCT e.type || r.organisation_id, ' ')
                    FROM event e JOIN event_reader r ON r.event_id = e.id
                   WHERE e.type = 'awards.published'),
                 'awards.published' || org('a') || ' awards.published'
                 || org('b'));
END $$;

-- One that is refused afterwards is left out of a version that says what it
-- corrects; what was published stays.
DO $$
DECLARE
    old uuid := (SELECT id FROM award_batch WHERE quarter = '2020-01-01');
BEGIN
    UPDATE award SET fallen_at = now_utc() WHERE id = (
        SELECT w.id FROM award w JOIN placement p ON p.award_id = w.id
         WHERE p.establishment_id = thing(4, 1)
           AND w.awarded_at = '2020-02-10' LIMIT 1);
    ASSERT awards_publish(100) = 1;
    ASSERT awards_publish(100) = 0, 'corrected once';
    -- Told with the four that were withheld, it would tell what those cost.
    PERFORM same(said('2020-01-01'), '- - - 8 -');
    ASSERT EXISTS (SELECT FROM award_batch WHERE version = 2
                      AND corrects = old AND awards = 8);
    ASSERT (SELECT awards FROM award_batch WHERE id = old) = 9;
    ASSERT (SELECT count(*) FROM award_line WHERE batch_id = old) = 2;
    -- A line that is still of five loses that one alone; then it is counted,
    -- beside what has a value, in the version after.
    UPDATE award SET fallen_at = now_utc() WHERE id IN (
        SELECT w.id FROM award w JOIN referral r ON r.id = w.referral_id
         WHERE w.awarded_at = '2020-08-10' AND r.category_id = thing(3, 9)
         LIMIT 1);
    ASSERT awards_publish(100) = 1;
    PERFORM same(said('2020-07-01'),
        'c1 - - 8 41600; c2 P - 5 26000; child P - 5 26000');
    UPDATE award SET fallen_at = now_utc() WHERE id IN (
        SELECT w.id FROM award w JOIN referral r ON r.id = w.referral_id
         WHERE w.awarded_at = '2020-08-10' AND w.fallen_at IS NULL
           AND r.category_id IN (thing(3, 9), thing(3, 5))
         LIMIT 7);
    ASSERT awards_publish(100) = 1;
    PERFORM same(said('2020-07-01'), 'c1 - - 8 41600; - - - 3 -');
    -- One of Q's less, and P would know what the four of the others cost.
    UPDATE award SET fallen_at = now_utc() WHERE id = (
        SELECT w.id FROM award w
         WHERE w.awarded_at = '2020-08-10' AND w.provider_id = org('e')
         LIMIT 1);
    ASSERT awards_publish(100) = 1;
    PERFORM same(said('2020-07-01'), '- - - 10 -');
    ASSERT (SELECT max(version) FROM award_batch) = 4;
END $$;

-- The few are kept apart by the table itself.
DO $$
BEGIN
    UPDATE award_line SET awards = 4 WHERE establishment_id IS NOT NULL;
    RAISE EXCEPTION 'four were told';
EXCEPTION WHEN check_violation THEN NULL;
END $$;

SELECT expect(ARRAY[11, 11, 11, 11, 11, 11, 11, 11, 11, 11]::bigint[], q)
  FROM unnest(ARRAY['SELECT FROM award_batch',
                    'SELECT FROM award_batch_shown']) AS q;
SELECT expect(ARRAY[18, 18, 18, 18, 18, 18, 18, 18, 18, 18]::bigint[],
              'SELECT FROM award_line');
SELECT expect(who, NULL, q)
  FROM generate_series(0, 9) AS who, unnest(ARRAY[
       'UPDATE award_batch SET awards = 1', 'DELETE FROM award_line',
       'UPDATE award_line SET awards = 1', 'DELETE FROM award_batch',
       'INSERT INTO award_line (batch_id) VALUES (gen_random_uuid())',
       'SELECT awards_publish(1)',
       'SELECT FROM quarter_awards(thing(3, 1), ''2020-01-01'')']) AS q;
