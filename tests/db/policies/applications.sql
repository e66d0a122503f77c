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

-- The library is everybody's to read with its scheme, the lead's to add to.
INSERT INTO scheme_question (scheme_id, lead_id, kind, code, question,
    justification)
SELECT thing(3, n), org('a'), 'statement', 'c', 'Q', 'J'
  FROM generate_series(1, 2) AS n;
SELECT expect(ARRAY[1, 2, 2, 1, 1, 1, 1, 1, 1, 1],
              'SELECT body FROM scheme_question_shown');
SELECT expect(who, CASE who WHEN 1 THEN 1 END, $$
    INSERT INTO scheme_question (scheme_id, lead_id, kind, code, question,
        justification)
    VALUES (thing(3, 1), org('a'), 'requirement', 'c', 'Q', 'J')$$)
  FROM generate_series(0, 9) AS who;
SELECT expect(who, NULL, $$UPDATE scheme_question SET question = 'R'$$)
  FROM generate_series(0, 9) AS who;

-- A request is its asker's and the lead's; who asked is nobody's to read.
INSERT INTO clarification_request (id, scheme_id, lead_id, asker_id, question)
VALUES (thing(9, 1), thing(3, 1), org('a'), org('d'), 'Q');
SELECT expect(ARRAY[NULL, 1, 1, 0, 0, 1, 0, 0, 0, 0],
              'SELECT body FROM clarification_request_shown');
SELECT expect(who, NULL, 'SELECT asker_id FROM clarification_request')
  FROM generate_series(0, 9) AS who;
SELECT expect(who, CASE WHEN who IN (5, 6) THEN 1 END, $$
    INSERT INTO clarification_request (scheme_id, lead_id, question)
    VALUES (thing(3, 1), org('a'), 'Q')$$)
  FROM generate_series(0, 9) AS who;
SELECT expect(ARRAY[NULL, 1, 0, 0, 0, 0, 0, 0, 0, 0], $$
    UPDATE clarification_request SET clarification_id = thing(9, 2)$$);

-- The asker has an event made of it that names nobody, and nobody else does.
DO $$
BEGIN
    FOR who IN 1..9 LOOP
        PERFORM set_config('role', 'app_staff', true);
        PERFORM enter(person(who));
        PERFORM clarification_asked(thing(9, 1));
        PERFORM set_config('role', 'none', true);
    END LOOP;
    ASSERT (SELECT array_agg(r.organisation_id ORDER BY r.organisation_id)
              FROM event e JOIN event_reader r ON r.event_id = e.id
             WHERE e.type = 'clarification.asked'
               AND e.subject_id = thing(9, 1)
               AND e.organisation_id IS NULL AND e.actor_id IS NULL)
           = ARRAY[org('a'), org('d')];
END $$;

-- A clarification is everybody's to read, the lead's to make, as it is.
INSERT INTO clarification (scheme_id, lead_id, question, answer)
SELECT thing(3, n), org('a'), 'Q', 'A' FROM generate_series(1, 2) AS n;
SELECT expect(ARRAY[1, 2, 2, 1, 1, 1, 1, 1, 1, 1],
              'SELECT body FROM clarification_shown');
SELECT expect(who, CASE who WHEN 1 THEN 1 END, $$
    INSERT INTO clarification (scheme_id, lead_id, question, answer)
    VALUES (thing(3, 1), org('a'), 'Q', 'A')$$)
  FROM generate_series(0, 9) AS who;
SELECT expect(who, NULL, $$UPDATE clarification SET answer = 'B'$$)
  FROM generate_series(0, 9) AS who;
-- Whom it reaches (the partner, both providers) is told to the lead alone, and
-- of its own schemes.
SELECT expect(who, CASE who WHEN 1 THEN 1 ELSE 0 END, $$
    SELECT WHERE cardinality(string_to_array(
        clarification_audience(thing(3, 1)), ',')) = 3$$)
  FROM generate_series(1, 9) AS who;
SELECT expect(8, 1, $$SELECT WHERE clarification_audience(thing(3, 1)) IS NULL$$);

-- Members are named in a draft by its provider, and found about by the lead
-- once it was sent in.
INSERT INTO application_party (id, application_id, provider_id, scheme_id,
    lead_id, place, kind, name, role)
SELECT thing(9, n), p.id, p.provider_id, p.scheme_id, p.lead_id, 1, 'member',
       'M', 'R'
  FROM unnest(ARRAY[5, 7]) AS n JOIN application p ON p.id = thing(5, n);
SELECT expect(ARRAY[NULL, 1, 1, 0, 0, 1, 1, 0, 0, 0],
              'SELECT FROM application_party');
SELECT expect(ARRAY[NULL, 1, 0, 0, 0, 0, 0, 0, 0, 0],
              $$UPDATE application_party SET checked = '{"pass": true}'$$);
SELECT expect(ARRAY[NULL, 0, 0, 0, 0, 1, 0, 0, 0, 0],
              'DELETE FROM application_party');
SELECT expect(who, CASE who WHEN 5 THEN 1 END, $$
    INSERT INTO application_party (application_id, provider_id, scheme_id,
        lead_id, place, kind, name, role)
    VALUES (thing(5, 5), org('d'), thing(3, 1), org('a'), 2, 'member', 'M',
            'R')$$)
  FROM generate_series(0, 9) AS who;
SELECT expect(5, NULL, $$
    INSERT INTO application_party (application_id, provider_id, scheme_id,
        lead_id, place, kind, name, role, checked)
    VALUES (thing(5, 5), org('d'), thing(3, 1), org('a'), 2, 'member', 'M',
            'R', '{"pass": true}')$$);
SELECT expect(6, NULL, $$
    INSERT INTO application_party (application_id, provider_id, scheme_id,
        lead_id, place, kind, name, role)
    VALUES (thing(5, 7), org('e'), thing(3, 1), org('a'), 2, 'member', 'M',
            'R')$$);

-- Nobody but its provider moves the due day of a second stage, and not back.
UPDATE application SET assess_due_on = '2027-01-31', state = 'submitted'
 WHERE id = thing(5, 1);
DO $$
BEGIN
    PERFORM set_config('role', 'app_staff', true);
    PERFORM enter(person(6));
    PERFORM second_stage_due(thing(5, 1), '2099-01-01');
    PERFORM enter(person(5));
    PERFORM second_stage_due(thing(5, 1), '2027-01-01');
    ASSERT (SELECT assess_due_on FROM application WHERE id = thing(5, 1))
           = '2027-01-31';
    PERFORM second_stage_due(thing(5, 1), '2027-03-31');
    ASSERT (SELECT assess_due_on FROM application WHERE id = thing(5, 1))
           = '2027-03-31';
    PERFORM set_config('role', 'none', true);
END $$;
