-- Warnings and answers, registers, notices, conditions, reviews: who sees which
-- row, and who may write it.
-- SPDX-License-Identifier: Apache-2.0
--
-- People: 0 nobody, 1 lead, 2 its auditor, 3 partner council, 4 a council that
-- is none, 5 provider P, 6 provider Q, 7 portal, 8 another lead, 9 the
-- partner's auditor.
\ir given/market.sql

-- The lead tells, the applicant answers; each in their own name.
SELECT expect(who, CASE who WHEN 1 THEN 1 END, $$
    INSERT INTO entry_warning (entry_id, number, lead_id, provider_id, failed,
        reason, answer_by, warned_by)
    VALUES (thing(6, 4), 1, org('a'), org('d'), '[]', 'r', now(),
            me_self())$$)
  FROM generate_series(0, 9) AS who;
SELECT expect(1, NULL, $$
    INSERT INTO entry_warning (entry_id, number, lead_id, provider_id, failed,
        reason, answer_by, warned_by)
    VALUES (thing(6, 4), 1, org('a'), org('d'), '[]', 'r', now(),
            person(5))$$);
INSERT INTO entry_warning (entry_id, number, lead_id, provider_id, failed,
    reason, answer_by, warned_by)
VALUES (thing(6, 4), 1, org('a'), org('d'), '[]', 'r', now(), person(1));
SELECT expect(ARRAY[NULL, 1, 1, 0, 0, 1, 0, 0, 0, 0],
              'SELECT body FROM entry_warning_shown');
SELECT expect(who, CASE who WHEN 5 THEN 1 END, $$
    INSERT INTO entry_representation (entry_id, number, lead_id, provider_id,
        text, made_by)
    VALUES (thing(6, 4), 1, org('a'), org('d'), 't', me_self())$$)
  FROM generate_series(0, 9) AS who;
INSERT INTO entry_representation (entry_id, number, lead_id, provider_id,
    text, made_by)
VALUES (thing(6, 4), 1, org('a'), org('d'), 't', person(5));
SELECT expect(ARRAY[NULL, 1, 1, 0, 0, 1, 0, 0, 0, 0],
              'SELECT FROM entry_representation');
-- What was said stands.
SELECT expect(who, NULL, 'UPDATE ' || t || ' SET entry_id = entry_id')
  FROM generate_series(0, 9) AS who,
       unnest(ARRAY['entry_warning', 'entry_representation', 'due_diligence',
                    'entry_review', 'entry_review_answer']) AS t;

-- Registers are the lead's to look into, and no applicant's to read.
SELECT expect(who, CASE who WHEN 1 THEN 1 END, $$
    INSERT INTO due_diligence (entry_id, version, lead_id, checks, checked_by)
    VALUES (thing(6, 4), 1, org('a'), '[]', me_self())$$)
  FROM generate_series(0, 9) AS who;
INSERT INTO due_diligence (entry_id, version, lead_id, checks, checked_by)
VALUES (thing(6, 4), 1, org('a'), '[]', person(1));
INSERT INTO exclusion_notice (entry_id, lead_id, scheme_id, grounds, due_on)
VALUES (thing(6, 4), org('a'), thing(3, 1), '[]', '2026-01-01');
SELECT expect(ARRAY[NULL, 1, 1, 0, 0, 0, 0, 0, 0, 0],
              'SELECT body FROM ' || t)
  FROM unnest(ARRAY['due_diligence_shown', 'exclusion_notice_shown']) AS t;
SELECT expect(ARRAY[NULL, 1, 0, 0, 0, 0, 0, 0, 0, 0],
              $$UPDATE exclusion_notice SET given_on = '2026-01-01'$$);
SELECT expect(1, NULL, $$UPDATE exclusion_notice SET due_on = '2027-01-01'$$);

-- Conditions are told to the scheme's councils as well.
SELECT expect(who, CASE who WHEN 1 THEN 1 END, $$
    INSERT INTO accreditation_condition (accreditation_id, entry_id, lead_id,
        provider_id, scheme_id, place, text, due_on)
    VALUES (thing(7, 1), thing(6, 1), org('a'), org('d'), thing(3, 1), 1, 't',
            '2027-01-01')$$)
  FROM generate_series(0, 9) AS who;
INSERT INTO accreditation_condition (accreditation_id, entry_id, lead_id,
    provider_id, scheme_id, place, text, due_on)
VALUES (thing(7, 1), thing(6, 1), org('a'), org('d'), thing(3, 1), 1, 't',
        '2027-01-01');
SELECT expect(ARRAY[NULL, 1, 1, 1, 0, 1, 0, 0, 0, 1],
              'SELECT body FROM accreditation_condition_shown');
SELECT expect(ARRAY[NULL, 1, 0, 0, 0, 0, 0, 0, 0, 0],
              $$UPDATE accreditation_condition SET met_on = '2027-01-01'$$);
SELECT expect(1, NULL, $$UPDATE accreditation_condition
                            SET due_on = '2027-12-31'$$);

-- Another look: asked for by the applicant, answered by the lead.
SELECT expect(who, CASE who WHEN 5 THEN 1 END, $$
    INSERT INTO entry_review (entry_id, lead_id, provider_id, scheme_id, text,
        asked_by)
    VALUES (thing(6, 1), org('a'), org('d'), thing(3, 1), 't', me_self())$$)
  FROM generate_series(0, 9) AS who;
INSERT INTO entry_review (entry_id, lead_id, provider_id, scheme_id, text,
    asked_by)
VALUES (thing(6, 1), org('a'), org('d'), thing(3, 1), 't', person(5));
SELECT expect(who, CASE who WHEN 1 THEN 1 END, $$
    INSERT INTO entry_review_answer (entry_id, lead_id, provider_id, outcome,
        reason, answered_by)
    VALUES (thing(6, 1), org('a'), org('d'), 'stands', 'r', me_self())$$)
  FROM generate_series(0, 9) AS who;
SELECT expect(ARRAY[NULL, 1, 1, 0, 0, 1, 0, 0, 0, 0],
              'SELECT body FROM entry_review_shown');

-- Scores and reasons, once decided: three of provider P's, one of Q's.
SELECT expect(ARRAY[NULL, 4, 4, 0, 0, 3, 1, 0, 0, 0],
              'SELECT body FROM entry_feedback_shown');
