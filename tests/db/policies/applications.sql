-- Agreements, requests for information, withdrawal and lapse: who sees which
-- row, and who may write it (R063).
-- SPDX-License-Identifier: Apache-2.0
--
-- People: 0 nobody, 1 lead, 2 its auditor, 3 partner council, 4 a council that
-- is none, 5 provider P, 6 provider Q, 7 portal, 8 another lead, 9 the
-- partner's auditor.
\ir given/market.sql

-- The agreement is everybody's to read with its scheme, the lead's to make, and
-- nobody's to change.
INSERT INTO scheme_agreement (scheme_id, lead_id, version, title, content,
    sha256)
SELECT thing(3, n), org('a'), 1, 'T', 'C', 'x' FROM generate_series(1, 2) AS n;
SELECT expect(ARRAY[1, 2, 2, 1, 1, 1, 1, 1, 1, 1],
              'SELECT FROM scheme_agreement');
SELECT expect(who, CASE who WHEN 1 THEN 1 END, $$
    INSERT INTO scheme_agreement (scheme_id, lead_id, version, title, content,
        sha256)
    VALUES (thing(3, 1), org('a'), 2, 'T', 'C', 'x')$$)
  FROM generate_series(0, 9) AS who;
SELECT expect(8, NULL, $$
    INSERT INTO scheme_agreement (scheme_id, lead_id, version, title, content,
        sha256)
    VALUES (thing(3, 1), org('c'), 2, 'T', 'C', 'x')$$);
SELECT expect(who, NULL, $$UPDATE scheme_agreement SET content = 'D'$$)
  FROM generate_series(0, 9) AS who;
SELECT expect(who, NULL, 'DELETE FROM scheme_agreement')
  FROM generate_series(0, 9) AS who;

-- A request is between the two sides; the provider answers by a function.
UPDATE application SET state = 'information_requested',
       lapses_after = '2000-01-01' WHERE id = thing(5, 4);
INSERT INTO information_request (id, application_id, provider_id, scheme_id,
    lead_id, items, answer_by, lapses_after)
VALUES (thing(8, 1), thing(5, 4), org('d'), thing(3, 1), org('a'),
        '[{"text": "x"}]', '2000-01-01', '2000-01-01');
SELECT expect(ARRAY[NULL, 1, 1, 0, 0, 1, 0, 0, 0, 0],
              'SELECT FROM information_request');
SELECT expect(ARRAY[NULL, 1, 1, 0, 0, 1, 0, 0, 0, 0],
              'SELECT FROM information_request_shown');
SELECT expect(who, CASE who WHEN 1 THEN 1 END, $$
    INSERT INTO information_request (application_id, provider_id, scheme_id,
        lead_id, items, answer_by, lapses_after)
    VALUES (thing(5, 4), org('d'), thing(3, 1), org('a'), '[]', '2000-01-01',
            '2000-01-01')$$)
  FROM generate_series(0, 9) AS who;
SELECT expect(who, NULL, $$UPDATE information_request SET answers = '[]'$$)
  FROM generate_series(0, 9) AS who;
SELECT expect(who, CASE who WHEN 5 THEN 1 ELSE 0 END, $$
    SELECT WHERE information_answer(thing(8, 1), '["y"]', '2000-02-01',
                                    'submitted')$$)
  FROM generate_series(1, 9) AS who;
-- And it answers, but does not decide by that.
SELECT expect(5, 0, $$
    SELECT WHERE information_answer(thing(8, 1), '["y"]', '2000-02-01',
                                    'decided')$$);

-- What was sent in is withdrawn by its provider alone, and signed once.
SELECT expect(who, CASE who WHEN 5 THEN 1 ELSE 0 END, $$
    SELECT WHERE application_withdraw(thing(5, 4), 'x')$$)
  FROM generate_series(1, 9) AS who;
SELECT expect(who, CASE who WHEN 5 THEN 1 ELSE 0 END, $$
    SELECT WHERE entry_withdraw(thing(6, 4), 'x') = 'withdrawn'$$)
  FROM generate_series(1, 9) AS who;
SELECT expect(5, 0, format($$
    SELECT WHERE application_withdraw(thing(5, %s), 'x')$$, n))
  FROM unnest(ARRAY[1, 5, 7]) AS n;
SELECT expect(who, CASE who WHEN 5 THEN 1 ELSE 0 END, $$
    SELECT WHERE agreement_sign(thing(5, 4), '{"version": 1}')$$)
  FROM generate_series(1, 9) AS who;
SELECT expect(5, 0, format($$
    SELECT WHERE agreement_sign(thing(5, %s), '{"version": 1}')$$, n))
  FROM unnest(ARRAY[1, 5, 7]) AS n;
SELECT expect(0, NULL, format('SELECT %s', f))
  FROM unnest(ARRAY[
       $$application_withdraw(thing(5, 4), 'x')$$,
       $$entry_withdraw(thing(6, 4), 'x')$$,
       $$information_answer(thing(8, 1), '[]', '2000-02-01', 'submitted')$$,
       $$agreement_sign(thing(5, 4), '{}')$$, 'applications_lapse()']) AS f;

-- A home leaves a draft by its provider's hand, and what was sent in by none.
SELECT expect(ARRAY[NULL, 0, 0, 0, 0, 1, 0, 0, 0, 0], 'DELETE FROM entry');

-- Nobody passes itself on to the second stage, or back out of it.
SELECT expect(5, NULL, $$
    UPDATE entry SET state = 'stage_2' WHERE id = thing(6, 5)$$);
SELECT expect(5, 1, $$
    UPDATE entry SET state = 'stage_1' WHERE id = thing(6, 5)$$);
UPDATE entry SET state = 'stage_2' WHERE id = thing(6, 5);
SELECT expect(5, NULL, $$
    UPDATE entry SET state = 'draft' WHERE id = thing(6, 5)$$);
SELECT expect(5, 1, $$
    UPDATE entry SET state = 'submitted' WHERE id = thing(6, 5)$$);

-- Nobody of the application lapses what belongs to others; jobs do, and tell
-- both sides, once.
SELECT expect(who, NULL, 'SELECT applications_lapse()')
  FROM generate_series(0, 9) AS who;
DO $$
BEGIN
    ASSERT applications_lapse() = 1;
    ASSERT applications_lapse() = 0;
    ASSERT (SELECT state FROM application WHERE id = thing(5, 4)) = 'lapsed';
    ASSERT (SELECT state FROM entry WHERE id = thing(6, 4)) = 'lapsed';
    ASSERT (SELECT array_agg(r.organisation_id ORDER BY r.organisation_id)
              FROM event e JOIN event_reader r ON r.event_id = e.id
             WHERE e.type = 'application.lapsed' AND e.subject_id = thing(5, 4))
           = ARRAY[org('a'), org('d')];
END $$;
