-- Reviews of the carried score, uplifts, price changes and councils' caps: who
-- sees which row, and who may write it (R049, R054, R142).
-- SPDX-License-Identifier: Apache-2.0
--
-- People: 0 nobody, 1 lead, 2 its auditor, 3 partner council, 4 a council that
-- is none, 5 provider P, 6 provider Q, 7 portal, 8 another lead, 9 the
-- partner's auditor.
\ir given/market.sql

CREATE FUNCTION review(number integer) RETURNS text LANGUAGE sql AS $$
    SELECT format('INSERT INTO score_review (accreditation_id, provider_id,'
        ' scheme_id, lead_id, number, effective_on, statements, rating,'
        ' evidence, core_score_before, core_score, reviewed_by) VALUES'
        ' (%L, %L, %L, %L, %s, ''2026-01-01'', ''{}'', ''good'', ''e'', 80,'
        ' 90, %L)', thing(7, 1), org('d'), thing(3, 1), org('a'), number,
        person(1))
$$;
CREATE FUNCTION asking(head text, state text) RETURNS text
LANGUAGE sql AS $$
    SELECT format('INSERT INTO uplift (id, accreditation_id, provider_id,'
        ' scheme_id, lead_id, state, head, from_pence, asked_pence, evidence,'
        ' effective_on, asked_by) VALUES'
        ' (gen_random_uuid(), %L, %L, %L, %L, %L, %L, 1, 2, ''e'','
        ' ''2026-01-01'', %L)', thing(7, 1), org('d'), thing(3, 1),
        org('a'), state, head, person(5))
$$;
GRANT EXECUTE ON FUNCTION review(integer), asking(text, text)
    TO app_staff, app_public;
DO $$ BEGIN
    EXECUTE review(1);
    EXECUTE asking('h', 'asked');
    INSERT INTO price_change (accreditation_id, provider_id, scheme_id,
        lead_id, number, head, pence, effective_on, uplift_id)
    SELECT u.accreditation_id, u.provider_id, u.scheme_id, u.lead_id, 1,
           'h', 2, '2026-01-01', u.id
      FROM uplift u;
    INSERT INTO council_cap (category_id, scheme_id, lead_id,
        organisation_id, number, core_cap_pence, reason, set_by)
    VALUES (thing(3, 4), thing(3, 1), org('a'), org('b'), 1, 5, 'r',
            person(3));
END $$;

-- A review and a price are seen with the accreditation; a request to raise
-- one is between its provider and the lead.
SELECT expect(ARRAY[NULL, 1, 1, 1, 0, 1, 0, 0, 0, 1],
              'SELECT FROM score_review');
SELECT expect(ARRAY[NULL, 1, 1, 1, 0, 1, 0, 0, 0, 1],
              'SELECT body FROM score_review_shown');
SELECT expect(ARRAY[NULL, 1, 1, 1, 0, 1, 0, 0, 0, 1],
              'SELECT FROM price_change');
SELECT expect(ARRAY[NULL, 1, 1, 0, 0, 1, 0, 0, 0, 0],
              'SELECT body FROM uplift_shown');
-- A cap is a rule for bidders.
SELECT expect(ARRAY[NULL, 1, 1, 1, 1, 1, 1, 1, 1, 1],
              'SELECT body FROM council_cap_shown');

-- Whoever does not see the history does not see what it comes to.
SELECT expect(who, CASE WHEN who IN (1, 2, 3, 5, 9) THEN 1 ELSE 0 END, $$
    SELECT WHERE core_score_in_force(thing(7, 1), 80, '2026-02-01',
                                     'infinity') = 90
             AND core_pence_in_force(thing(7, 1), '{"h": 1, "i": 7}',
                     '2026-02-01', 'infinity') = '{"h": 2, "i": 7}'$$)
  FROM generate_series(1, 9) AS who;

-- The lead reviews; nobody changes or takes away what was in force.
SELECT expect(who, CASE who WHEN 1 THEN 1 END, review(2))
  FROM generate_series(0, 9) AS who;
SELECT expect(who, NULL, history)
  FROM generate_series(0, 9) AS who,
       unnest(ARRAY['UPDATE score_review SET core_score = 100',
                    'DELETE FROM score_review',
                    'UPDATE price_change SET pence = 9',
                    'DELETE FROM price_change',
                    'UPDATE council_cap SET core_cap_pence = 9',
                    'DELETE FROM council_cap',
                    'UPDATE uplift SET asked_pence = 9',
                    'DELETE FROM uplift']) AS history;
SELECT expect(who, CASE who WHEN 1 THEN 1 END, $$
    INSERT INTO price_change (accreditation_id, provider_id, scheme_id,
        lead_id, number, head, pence, effective_on, uplift_id)
    SELECT p.accreditation_id, p.provider_id, p.scheme_id, p.lead_id, 2, 'h',
           99, '2026-01-02', p.uplift_id
      FROM price_change p$$)
  FROM unnest(ARRAY[1, 2, 3, 5, 9]) AS who;

-- The provider asks, and for itself; the lead decides; neither does what is
-- the other's.
SELECT expect(who, CASE who WHEN 5 THEN 1 END, asking('i', 'asked'))
  FROM generate_series(0, 9) AS who;
SELECT expect(5, NULL, asking('i', 'granted'));
SELECT expect(ARRAY[NULL, 1, 0, 0, 0, NULL, 0, 0, 0, 0],
              $$UPDATE uplift SET state = 'granted'$$);
SELECT expect(ARRAY[NULL, NULL, 0, 0, 0, 1, 0, 0, 0, 0],
              $$UPDATE uplift SET state = 'withdrawn'$$);
UPDATE uplift SET state = 'appealed';
SELECT expect(5, 0, $$UPDATE uplift SET state = 'withdrawn'$$);

-- A council sets its own cap, where it is one.
SELECT expect(who, CASE who WHEN 3 THEN 1 END, $$
    INSERT INTO council_cap (category_id, scheme_id, lead_id,
        organisation_id, number, core_cap_pence, reason, set_by)
    VALUES (thing(3, 4), thing(3, 1), org('a'), org('b'), 2, 6, 'r',
            person(3))$$)
  FROM generate_series(0, 9) AS who;
SELECT expect(4, NULL, $$
    INSERT INTO council_cap (category_id, scheme_id, lead_id,
        organisation_id, number, core_cap_pence, reason, set_by)
    VALUES (thing(3, 4), thing(3, 1), org('a'), org('c'), 1, 6, 'r',
            person(4))$$);

-- What was imported is the lead's and its auditor's; drafts come of it by the
-- lead of the scheme alone, and are then the provider's.
INSERT INTO accreditation_import (id, scheme_id, lead_id, source, imported_by)
VALUES (thing(8, 1), thing(3, 1), org('a'), 's', person(1));
INSERT INTO imported_record (import_id, scheme_id, lead_id, number, record,
    outcome)
VALUES (thing(8, 1), thing(3, 1), org('a'), 1, '{}', 'category_unknown');
SELECT expect(ARRAY[NULL, 1, 1, 0, 0, 0, 0, 0, 0, 0],
              'SELECT body FROM accreditation_import_shown');
SELECT expect(ARRAY[NULL, 1, 1, 0, 0, 0, 0, 0, 0, 0],
              'SELECT FROM imported_record');
SELECT expect(who, CASE who WHEN 1 THEN 1 END, $$
    INSERT INTO accreditation_import (scheme_id, lead_id, source, imported_by)
    VALUES (thing(3, 1), org('a'), 's', person(1))$$)
  FROM generate_series(0, 9) AS who;
SELECT expect(who, CASE who WHEN 1 THEN 1 END, $$
    SELECT FROM import_draft(thing(3, 1), org('d'), '{}')$$)
  FROM generate_series(0, 9) AS who;
SELECT expect(who, NULL, change)
  FROM generate_series(0, 9) AS who,
       unnest(ARRAY[$$UPDATE imported_record SET record = '{}'$$,
                    $$DELETE FROM imported_record$$,
                    $$DELETE FROM accreditation_import$$,
                    $$SELECT import_home(org('d'), '{}')$$]) AS change;
