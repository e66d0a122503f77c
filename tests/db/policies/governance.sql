-- Governance of a scheme: engagement is as public as its scheme, the rest is
-- for its lead and its councils; each writes only as itself.
-- SPDX-License-Identifier: Apache-2.0
--
-- People: 0 nobody, 1 lead, 2 its auditor, 3 partner council, 4 a council that
-- is none, 5 provider P, 6 provider Q, 7 portal, 8 another lead, 9 the
-- partner's auditor.
\ir given/market.sql

CREATE TEMP TABLE open_scheme AS SELECT id, lead_id FROM scheme
 WHERE state = 'open' AND lead_id = org('a') LIMIT 1;
INSERT INTO engagement (scheme_id, lead_id, held_on, with_whom, said, did)
SELECT id, lead_id, '2026-01-01', 'families', 's', 'd' FROM open_scheme;
INSERT INTO deviation (scheme_id, council_id, decided_on, awarded_to,
    value_pence, reason, approver)
SELECT id, org('b'), '2026-01-01', 'x', 1, 'r', 'a' FROM open_scheme;
INSERT INTO access_agreement (scheme_id, lead_id, council, fee_pence, from_on,
    to_on)
SELECT id, lead_id, 'x', 1, '2026-01-01', '2026-12-31' FROM open_scheme;
INSERT INTO rebate (scheme_id, lead_id, from_on, to_on, surplus_pence, shares)
SELECT id, lead_id, '2026-01-01', '2026-12-31', 1, '[]' FROM open_scheme;
INSERT INTO scheme_target (scheme_id, lead_id, budget_lines, service_levels,
    critical_mass)
SELECT id, lead_id, '[]', '{}', '{}' FROM open_scheme;
INSERT INTO provider_event (id, scheme_id, lead_id, name, place, held_on, slots)
SELECT thing(8, 1), id, lead_id, 'x', 'x', '2026-01-01', '[]'
  FROM open_scheme;
INSERT INTO provider_event_answer (event_id, lead_id, provider_id, could)
SELECT thing(8, 1), lead_id, org('d'), '{1}' FROM open_scheme;

SELECT expect(ARRAY[1, 1, 1, 1, 1, 1, 1, 1, 1, 1], q)
  FROM unnest(ARRAY['SELECT FROM engagement',
                    'SELECT FROM engagement_shown']) q;
SELECT expect(ARRAY[NULL, 1, 1, 1, 0, 0, 0, 0, 0, 1]::bigint[], q)
  FROM unnest(ARRAY[
       'SELECT FROM deviation', 'SELECT FROM deviation_shown',
       'SELECT FROM access_agreement', 'SELECT FROM access_agreement_shown',
       'SELECT FROM rebate', 'SELECT FROM rebate_shown',
       'SELECT FROM scheme_target']) q;
SELECT expect(ARRAY[NULL, 1, 1, 1, 1, 1, 1, 1, 1, 1]::bigint[], q)
  FROM unnest(ARRAY['SELECT FROM provider_event',
                    'SELECT FROM provider_event_shown']) q;
-- A provider's answer is its own and the lead's business.
SELECT expect(ARRAY[NULL, 1, 1, 0, 0, 1, 0, 0, 0, 0]::bigint[],
              'SELECT FROM provider_event_answer');
SELECT expect(ARRAY[NULL, 1, 0, 0, 0, 1, 0, 0, 0, 0]::bigint[],
              'UPDATE provider_event_answer SET slot = NULL');
-- It is its lead's to change or to call off, and nobody's to move.
SELECT expect(ARRAY[NULL, 1, 0, 0, 0, 0, 0, 0, 0, 0]::bigint[], q)
  FROM unnest(ARRAY[
       'UPDATE provider_event SET place = ''y''',
       'UPDATE provider_event SET state = ''cancelled'','
       ' cancellation_reason = ''r''']) q;
SELECT expect(who, NULL, q)
  FROM generate_series(0, 9) who, unnest(ARRAY[
       'UPDATE provider_event SET scheme_id = scheme_id',
       'UPDATE provider_event SET lead_id = lead_id',
       'UPDATE provider_event_answer SET provider_id = provider_id',
       'DELETE FROM provider_event']) q;
SELECT expect(ARRAY[NULL, 1, 0, 0, 0, 0, 0, 0, 0, 0]::bigint[],
              'UPDATE scheme_target SET budget_lines = ''[]''');

-- What is counted is counted for those who are in the scheme.
SELECT expect(ARRAY[NULL, 1, 1, 1, 0, 0, 0, 0, 0, 1]::bigint[],
              'SELECT FROM scheme WHERE is_in_scheme('''
              || (SELECT id FROM open_scheme) || ''') AND id = '''
              || (SELECT id FROM open_scheme) || '''');

-- Nobody records for another, and nothing is rewritten.
SELECT expect(who, NULL, q)
  FROM generate_series(2, 9) who, unnest(ARRAY[
       'INSERT INTO engagement (scheme_id, lead_id, held_on, with_whom, said,'
       ' did) SELECT id, lead_id, now()::date, ''public'', ''s'', ''d'''
       '  FROM scheme WHERE lead_id = org(''a'') AND state = ''open''',
       'INSERT INTO rebate (scheme_id, lead_id, from_on, to_on, surplus_pence,'
       ' shares) SELECT id, lead_id, now()::date, now()::date, 1, ''[]'''
       '  FROM scheme WHERE lead_id = org(''a'') AND state = ''open''']) q;
SELECT expect(who, NULL, q)
  FROM generate_series(0, 9) who, unnest(ARRAY[
       'UPDATE engagement SET did = ''''', 'DELETE FROM engagement',
       'UPDATE deviation SET reason = ''''', 'DELETE FROM deviation',
       'UPDATE rebate SET shares = ''[]''', 'DELETE FROM rebate',
       'UPDATE access_agreement SET fee_pence = 0',
       'DELETE FROM provider_event_answer']) q;
