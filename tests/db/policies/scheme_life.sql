-- What hangs on a scheme: versions, pauses and tranches with it; notices once
-- they are published; an extension of an assessment, the two whom it concerns.
-- SPDX-License-Identifier: Apache-2.0
--
-- People: 0 nobody, 1 lead, 2 its auditor, 3 partner council, 4 a council that
-- is none, 5 provider P, 6 provider Q, 7 portal, 8 another lead, 9 the
-- partner's auditor.
\ir given/market.sql

INSERT INTO scheme_version (scheme_id, version, lead_id, kind, changes, reason,
    changed_by)
SELECT thing(3, n), 2, org('a'), 'terms', '{}', 'R', person(1)
  FROM generate_series(1, 2) AS n;
INSERT INTO scheme_pause (scheme_id, lead_id, from_on, until_on, reason)
SELECT thing(3, n), org('a'), '2020-01-01', '2020-02-01', 'R'
  FROM generate_series(1, 2) AS n;
INSERT INTO tranche (scheme_id, lead_id, name, deadline, initial)
SELECT thing(3, n), org('a'), 'T', '2999-01-01', false
  FROM generate_series(1, 2) AS n;
INSERT INTO scheme_notice (id, scheme_id, lead_id, version, kind, provision,
    content, reference, published_on)
VALUES (thing(8, 1), thing(3, 1), org('a'), 1, 'modification', 'P', '{}', NULL,
        NULL),
       (thing(8, 2), thing(3, 1), org('a'), 1, 'modification', 'P', '{}', 'N',
        '2020-01-01'),
       (thing(8, 3), thing(3, 2), org('a'), 1, 'modification', 'P', '{}', 'N',
        '2020-01-01');
INSERT INTO assessment_extension (application_id, provider_id, scheme_id,
    lead_id, due_before, due_after, reason, extended_by)
SELECT id, provider_id, scheme_id, lead_id, '2020-01-01', '2020-01-08', 'R',
       person(1)
  FROM application WHERE id = thing(5, 4);
-- One that was given up before it was shown, and one after.
INSERT INTO scheme (id, lead_id, reference, name, regime, valid_from,
    valid_to, state, published_at)
VALUES (thing(3, 8), org('a'), 'S8', 'Unseen', 'pcr_dps', '2020-01-01',
        '2999-01-01', 'abandoned', NULL),
       (thing(3, 9), org('a'), 'S9', 'Seen', 'pcr_dps', '2020-01-01',
        '2999-01-01', 'abandoned', '2020-01-01');

SELECT expect(ARRAY[2, 4, 4, 2, 2, 2, 2, 2, 2, 2], 'SELECT id FROM scheme');
SELECT expect(ARRAY[1, 2, 2, 1, 1, 1, 1, 1, 1, 1],
              'SELECT body FROM scheme_version_shown');
SELECT expect(ARRAY[1, 2, 2, 1, 1, 1, 1, 1, 1, 1],
              'SELECT reason FROM scheme_pause');
SELECT expect(ARRAY[1, 2, 2, 1, 1, 1, 1, 1, 1, 1],
              'SELECT body FROM tranche_shown');
SELECT expect(ARRAY[1, 3, 3, 1, 1, 1, 1, 1, 1, 1],
              'SELECT body FROM scheme_notice_shown');
-- What is asked before a scheme changes is answered to its lead, and the tranche
-- of a draft is not to be had through an application either.
BEGIN;
INSERT INTO referral (council_id, scheme_id, category_id, lead_id, title,
    urgency, need_by, outcode, radius_miles, children, weights, needs,
    features, outcomes, choice_mode, deadline, published_at, state, created_by)
VALUES (org('b'), thing(3, 1), thing(3, 4), org('a'), 'T', 'standard',
        '2999-01-01', 'AB1', 20, 1, '{}', '[]', '[]', '[]', 'none',
        '2999-01-01', '2020-01-01', 'open', person(3));
UPDATE application SET submitted_at = '2020-01-01' WHERE id = thing(5, 4);
SELECT expect(ARRAY[NULL, 1, 1, 0, 0, 0, 0, 0, 0, 0],
              'SELECT WHERE scheme_has_referrals(thing(3, 1))');
SELECT expect(ARRAY[NULL, 1, 1, 0, 0, 0, 0, 0, 0, 0],
              'SELECT WHERE initial_round_waits(thing(3, 1)) = 1');
SELECT expect(ARRAY[NULL, 1, 1, 1, 1, 1, 1, 1, 1, 1],
              $$SELECT WHERE tranche_at(thing(3, 1), '2020-01-01') IS NOT NULL$$);
SELECT expect(ARRAY[NULL, 1, 1, 0, 0, 0, 0, 0, 0, 0],
              $$SELECT WHERE tranche_at(thing(3, 2), '2020-01-01') IS NOT NULL$$);
SELECT expect(who, NULL, 'SELECT scheme_has_live_referrals(thing(3, 1))')
  FROM generate_series(0, 9) AS who;
ROLLBACK;
SELECT expect(ARRAY[NULL, 1, 1, 0, 0, 1, 0, 0, 0, 0],
              'SELECT reason FROM assessment_extension');
-- Who made a version is told to its authority alone, by row and by name.
SELECT expect(0, NULL, 'SELECT changed_by FROM scheme_version');
SELECT expect(who, CASE WHEN who IN (1, 2) THEN 2 ELSE 0 END,
              $$SELECT FROM scheme_version_shown
                 WHERE body->>'changed_by' IS NOT NULL$$)
  FROM generate_series(0, 9) AS who;

-- Bank holidays are read by everybody, and written by nobody.
SELECT expect(who, 1,
              $$SELECT FROM bank_holiday WHERE day = '2026-11-30'$$)
  FROM generate_series(0, 9) AS who;
SELECT expect(who, NULL, 'DELETE FROM bank_holiday')
  FROM generate_series(0, 9) AS who;
-- Eight a year in England and Wales, nine and ten in the others, and the one
-- that Scotland had in 2026; none of them on a weekend.
DO $$
BEGIN
    ASSERT (SELECT array_agg(n::integer ORDER BY year, part) FROM (
        SELECT extract(year FROM day) AS year, part, count(*) AS n
          FROM bank_holiday GROUP BY 1, 2) AS y)
        = ARRAY[8, 10, 9, 8, 10, 9, 8, 10, 10, 8, 10, 9, 8, 10, 9];
    ASSERT NOT EXISTS (SELECT FROM bank_holiday
                        WHERE extract(isodow FROM day) > 5);
    ASSERT (SELECT bool_and(extract(isodow FROM day) = 1) FROM bank_holiday
             WHERE name LIKE '%bank holiday' OR name = 'Easter Monday');
    ASSERT (SELECT bool_and(g.day + 3 = e.day) AND count(*) = 10
              FROM bank_holiday g
              JOIN bank_holiday e ON e.part = g.part
               AND extract(year FROM e.day) = extract(year FROM g.day)
             WHERE g.name = 'Good Friday' AND e.name = 'Easter Monday');
END $$;

-- The lead writes them, in its own name, and takes nothing back.
SELECT expect(who, CASE who WHEN 1 THEN 1 END, $$
    INSERT INTO scheme_version (scheme_id, version, lead_id, kind, changes,
        reason, changed_by)
    VALUES (thing(3, 1), 3, org('a'), 'terms', '{}', 'R', person(1))$$)
  FROM generate_series(0, 9) AS who;
SELECT expect(1, NULL, $$
    INSERT INTO scheme_version (scheme_id, version, lead_id, kind, changes,
        reason, changed_by)
    VALUES (thing(3, 1), 3, org('a'), 'terms', '{}', 'R', person(2))$$);
SELECT expect(who, CASE who WHEN 1 THEN 1 END, $$
    INSERT INTO scheme_pause (scheme_id, lead_id, from_on, until_on, reason)
    VALUES (thing(3, 1), org('a'), '2021-01-01', '2021-02-01', 'R')$$)
  FROM generate_series(0, 9) AS who;
SELECT expect(who, CASE who WHEN 1 THEN 1 END, $$
    INSERT INTO tranche (scheme_id, lead_id, name, deadline, initial)
    VALUES (thing(3, 1), org('a'), 'T', '2998-01-01', false)$$)
  FROM generate_series(0, 9) AS who;
SELECT expect(who, CASE who WHEN 1 THEN 1 END, $$
    INSERT INTO scheme_notice (scheme_id, lead_id, version, kind, provision,
        content)
    VALUES (thing(3, 1), org('a'), 1, 'modification', 'P', '{}')$$)
  FROM generate_series(0, 9) AS who;
SELECT expect(8, NULL, $$
    INSERT INTO tranche (scheme_id, lead_id, name, deadline, initial)
    VALUES (thing(3, 1), org('c'), 'T', '2998-01-01', false)$$);
SELECT expect(ARRAY[NULL, 1, 0, 0, 0, 0, 0, 0, 0, 0],
    $$UPDATE scheme_notice SET reference = 'X', published_on = '2020-01-02'$$);
SELECT expect(ARRAY[NULL, 2, 0, 0, 0, 0, 0, 0, 0, 0],
              $$UPDATE scheme_pause SET resumed_on = '2020-01-02'$$);
SELECT expect(who, CASE who WHEN 1 THEN 1 END, $$
    INSERT INTO assessment_extension (application_id, provider_id, scheme_id,
        lead_id, due_before, due_after, reason, extended_by)
    SELECT id, provider_id, scheme_id, lead_id, '2020-01-01', '2020-01-08',
           'R', person(1)
      FROM application WHERE id = thing(5, 1)$$)
  FROM unnest(ARRAY[1]) AS who;
SELECT expect(who, NULL, $$
    INSERT INTO assessment_extension (application_id, provider_id, scheme_id,
        lead_id, due_before, due_after, reason, extended_by)
    VALUES (thing(5, 1), org('d'), thing(3, 1), org('a'), '2020-01-01',
            '2020-01-08', 'R', me_self())$$)
  FROM unnest(ARRAY[0, 2, 3, 4, 5, 6, 7, 8, 9]) AS who;
SELECT expect(who, NULL, format('DELETE FROM %I', t))
  FROM generate_series(0, 9) AS who,
       unnest(ARRAY['scheme_version', 'scheme_pause', 'tranche',
                    'scheme_notice', 'assessment_extension']) AS t;
SELECT expect(who, NULL, 'UPDATE scheme_version SET reason = ''other''')
  FROM generate_series(0, 9) AS who;

-- A category rests at its lead's word alone, and a council's delegation is the
-- lead's to write down.
SELECT expect(ARRAY[NULL, 3, 0, 0, 0, 0, 0, 0, 0, 0],
    $$UPDATE category SET state = 'suspended', state_reason = 'R'$$);
SELECT expect(ARRAY[NULL, 2, 0, 0, 0, 0, 0, 0, 0, 0],
    $$UPDATE scheme_council SET delegation = '{"from": "2020-01-01"}'$$);
-- One that is over takes the partner out of the scheme.
SELECT expect(3, 1, $$SELECT FROM unnest(my_schemes()) AS s
                       WHERE s = thing(3, 1)$$);
UPDATE scheme_council
   SET delegation = '{"from": "2020-01-01", "to": "2020-12-31"}'
 WHERE scheme_id = thing(3, 1);
SELECT expect(3, 0, $$SELECT FROM unnest(my_schemes()) AS s
                       WHERE s = thing(3, 1)$$);
SELECT expect(3, 0, 'SELECT id FROM accreditation');
