-- Schemes, their councils and categories: everybody's once open, the lead's
-- authority's from the start; written by their lead alone (R001, R073).
-- SPDX-License-Identifier: Apache-2.0
--
-- People: 0 nobody, 1 lead, 2 its auditor, 3 partner council, 4 a council that
-- is none, 5 provider P, 6 provider Q, 7 portal, 8 another lead, 9 the
-- partner's auditor.
\ir given/market.sql

SELECT expect(ARRAY[1, 2, 2, 1, 1, 1, 1, 1, 1, 1],
              'SELECT id, state FROM scheme');
SELECT expect(ARRAY[1, 2, 2, 1, 1, 1, 1, 1, 1, 1],
              'SELECT scheme_id, kind FROM scheme_council');
SELECT expect(ARRAY[2, 3, 3, 2, 2, 2, 2, 2, 2, 2],
              'SELECT id, weights FROM category');
-- The representations show no more than that.
SELECT expect(ARRAY[1, 2, 2, 1, 1, 1, 1, 1, 1, 1],
              'SELECT body FROM scheme_shown');
SELECT expect(ARRAY[1, 2, 2, 1, 1, 1, 1, 1, 1, 1],
              'SELECT body FROM scheme_council_shown');
SELECT expect(ARRAY[2, 3, 3, 2, 2, 2, 2, 2, 2, 2],
              'SELECT body FROM category_shown');

-- A scheme is made by a lead, for its own authority.
SELECT expect(who, CASE who WHEN 1 THEN 1 END, $$
    INSERT INTO scheme (lead_id, reference, name, regime, valid_from, valid_to)
    VALUES (org('a'), 'N', 'N', 'pcr_dps', '2020-01-01', '2020-01-02')$$)
  FROM generate_series(0, 9) AS who;
SELECT expect(8, 1, $$
    INSERT INTO scheme (lead_id, reference, name, regime, valid_from, valid_to)
    VALUES (org('c'), 'N', 'N', 'pcr_dps', '2020-01-01', '2020-01-02')$$);

-- And opened by its own lead; nobody changes what it is.
SELECT expect(ARRAY[NULL, 2, 0, 0, 0, 0, 0, 0, 0, 0],
              $$UPDATE scheme SET state = 'open'$$);
SELECT expect(who, NULL, $$UPDATE scheme SET lead_id = org('c')$$)
  FROM generate_series(0, 9) AS who;
SELECT expect(who, NULL, 'DELETE FROM scheme')
  FROM generate_series(0, 9) AS who;

-- Councils and categories come from the lead of the scheme; the row cannot
-- say that somebody else leads it.
SELECT expect(who, CASE who WHEN 1 THEN 1 END, $$
    INSERT INTO scheme_council (scheme_id, organisation_id, lead_id, kind,
        from_on, to_on)
    VALUES (thing(3, 1), org('c'), org('a'), 'partner', '2020-01-01',
            '2020-01-02')$$)
  FROM generate_series(0, 9) AS who;
SELECT expect(8, NULL, $$
    INSERT INTO scheme_council (scheme_id, organisation_id, lead_id, kind,
        from_on, to_on)
    VALUES (thing(3, 1), org('c'), org('c'), 'partner', '2020-01-01',
            '2020-01-02')$$);
SELECT expect(ARRAY[NULL, 2, 0, 0, 0, 0, 0, 0, 0, 0],
              $$UPDATE scheme_council SET to_on = '2999-12-31'$$);
SELECT expect(ARRAY[NULL, 2, 0, 0, 0, 0, 0, 0, 0, 0],
              'DELETE FROM scheme_council');
SELECT expect(who, CASE who WHEN 1 THEN 1 END, $$
    INSERT INTO category (scheme_id, lead_id, code, name, client_group,
        regulator, listed, suitability, price_unit, requirements, statements,
        cost_heads, weights, miles_per_mark, choice_mode, evaluators, openers,
        response_hours)
    VALUES (thing(3, 1), org('a'), 'n', 'N', 'adults', 'cqc', true, 'x',
            'week', '[]', '[]', '[]', '{}', 10, 'none', 1, 1, '{}')$$)
  FROM generate_series(0, 9) AS who;
SELECT expect(8, NULL, $$
    INSERT INTO category (scheme_id, lead_id, code, name, client_group,
        regulator, listed, suitability, price_unit, requirements, statements,
        cost_heads, weights, miles_per_mark, choice_mode, evaluators, openers,
        response_hours)
    VALUES (thing(3, 1), org('c'), 'n', 'N', 'adults', 'cqc', true, 'x',
            'week', '[]', '[]', '[]', '{}', 10, 'none', 1, 1, '{}')$$);
-- What providers answered to is never rewritten.
SELECT expect(who, NULL, $$UPDATE category SET weights = '{}'$$)
  FROM generate_series(0, 9) AS who;
