-- Training, conflicts of interest and several people's scores: who sees which
-- row, and who may write it (R017, R031; blind until all have scored).
-- SPDX-License-Identifier: Apache-2.0
--
-- People: 0 nobody, 1 lead, 2 its auditor, 3 partner council, 4 a council that
-- is none, 5 provider P, 6 provider Q, 7 portal, 8 another lead, 9 the
-- partner's auditor.
\ir given/market.sql

-- Home 4's entry, assessed, in a category that asks for two.
UPDATE category SET assessors = 2 WHERE id = thing(3, 4);
UPDATE entry SET state = 'submitted' WHERE id = thing(6, 4);
DELETE FROM assessment WHERE entry_id = thing(6, 4);

-- Training: each organisation's own; nobody records it for another one, or in
-- somebody else's name; nobody changes it.
INSERT INTO evaluator_training (organisation_id, user_id, course,
    completed_on, valid_until, recorded_by)
VALUES (org('a'), person(1), 'c', '2020-01-01', '2999-01-01', person(1)),
       (org('b'), person(3), 'c', '2020-01-01', '2999-01-01', person(3)),
       (org('c'), person(4), 'c', '2020-01-01', '2999-01-01', person(4)),
       (org('c'), person(8), 'c', '2020-01-01', '2020-12-31', person(8));
SELECT expect(ARRAY[NULL, 1, 1, 1, 2, 0, 0, 0, 2, 1],
              'SELECT body FROM evaluator_training_shown');
SELECT expect(who, CASE who WHEN 3 THEN 1 END, $$
    INSERT INTO evaluator_training (organisation_id, user_id, course,
        completed_on, valid_until, recorded_by)
    VALUES (org('b'), person(3), 'c', '2020-01-01', '2999-01-01',
            person(3))$$)
  FROM generate_series(0, 9) AS who;
SELECT expect(who, NULL,
              $$UPDATE evaluator_training SET valid_until = '2999-12-31'$$)
  FROM generate_series(0, 9) AS who;
-- Whom a lead may ask: its own and its councils', as long as it is current.
SELECT expect(who, CASE WHEN who IN (1, 2) THEN 2 WHEN who > 0 THEN 0 END,
              'SELECT FROM scheme_evaluators(thing(3, 1))')
  FROM generate_series(0, 9) AS who;
SELECT expect(1, n, 'SELECT FROM scorer_candidate(thing(6, 4), person('
              || who || ')) AS k WHERE k.trained')
  FROM (VALUES (1, 1), (2, 0), (3, 1), (4, 0), (5, 0), (8, 0), (9, 0))
       AS v (who, n);
SELECT expect(who, 0,
              'SELECT FROM scorer_candidate(thing(6, 4), person(3))')
  FROM generate_series(2, 9) AS who;

-- Nobody but the lead asks somebody, and nobody untrained is asked.
SELECT expect(who, CASE who WHEN 1 THEN 1 END, $$
    INSERT INTO entry_scorer (entry_id, scorer_id, application_id, lead_id,
        provider_id, organisation_id, assigned_by)
    VALUES (thing(6, 4), person(3), thing(5, 4), org('a'), org('d'), org('b'),
            me_self())$$)
  FROM generate_series(0, 9) AS who;
SELECT expect(1, NULL, $$
    INSERT INTO entry_scorer (entry_id, scorer_id, application_id, lead_id,
        provider_id, organisation_id, assigned_by)
    VALUES (thing(6, 4), person(4), thing(5, 4), org('a'), org('d'), org('c'),
            me_self())$$);
INSERT INTO entry_scorer (entry_id, scorer_id, application_id, lead_id,
    provider_id, organisation_id, assigned_by)
SELECT thing(6, 4), person(n), thing(5, 4), org('a'), org('d'), org(o),
       person(1)
  FROM (VALUES (1, 'a'), (3, 'b')) AS v (n, o);
SELECT expect(ARRAY[NULL, 2, 2, 1, 0, 0, 0, 0, 0, 0],
              'SELECT body FROM entry_scorer_shown');
-- Each finds what they were asked to score themselves, whoever else was.
SELECT expect(who, CASE WHEN who IN (1, 3) THEN 1 WHEN who > 0 THEN 0 END,
              'SELECT FROM own_scorings()')
  FROM generate_series(0, 9) AS who;
-- The paper is for those who were asked, and the lead's authority.
SELECT expect(who, CASE WHEN who IN (1, 2, 3) THEN 1 WHEN who > 0 THEN 0 END,
              $$SELECT FROM scoring_paper(thing(5, 4), thing(6, 4)) AS p
                 WHERE p IS NOT NULL$$)
  FROM generate_series(0, 9) AS who;

-- Everybody scores for themselves, if they were asked.
SELECT expect(who, CASE WHEN who IN (1, 3) THEN 1 END, $$
    INSERT INTO entry_score (entry_id, scorer_id, lead_id, provider_id,
        statements)
    VALUES (thing(6, 4), me_self(), org('a'), org('d'), '{}')$$)
  FROM generate_series(0, 9) AS who;
SELECT expect(1, NULL, $$
    INSERT INTO entry_score (entry_id, scorer_id, lead_id, provider_id,
        statements)
    VALUES (thing(6, 4), person(3), org('a'), org('d'), '{}')$$);

-- Blind: with one of two scores, the scorer alone sees it, and may change it.
INSERT INTO entry_score (entry_id, scorer_id, lead_id, provider_id, statements)
VALUES (thing(6, 4), person(3), org('a'), org('d'), '{}');
SELECT expect(ARRAY[NULL, 0, 0, 1, 0, 0, 0, 0, 0, 0],
              'SELECT body FROM entry_score_shown');
SELECT expect(ARRAY[NULL, 0, 0, 0, 0, 0, 0, 0, 0, 0], $$
    SELECT FROM entry_scorer_shown r
     WHERE r.scorer_id <> me_self() AND r.body->>'statements' IS NOT NULL$$);
SELECT expect(ARRAY[NULL, 0, 0, 1, 0, 0, 0, 0, 0, 0],
              $$UPDATE entry_score SET statements = '{"a": 1}'$$);
-- No consensus before that, and nobody who has scored is let go.
SELECT expect(1, NULL, $$
    INSERT INTO score_consensus (entry_id, lead_id, provider_id, statements,
        agreed_by)
    VALUES (thing(6, 4), org('a'), org('d'), '{}', me_self())$$);
SELECT expect(ARRAY[NULL, 1, 0, 0, 0, 0, 0, 0, 0, 0],
              'DELETE FROM entry_scorer');
-- Who has scored, the lead knows, and they themselves.
SELECT expect(who, CASE WHEN who IN (1, 2, 3) THEN 1 WHEN who > 0 THEN 0 END,
              'SELECT WHERE has_scored(thing(6, 4), person(3))')
  FROM generate_series(0, 9) AS who;
SELECT expect(who, NULL, 'SELECT ' || f)
  FROM generate_series(0, 9) AS who,
       unnest(ARRAY['all_have_scored(thing(6, 4))',
                    'scorers_apart(thing(6, 4), person(3))']) AS f;
-- Whose training is current, their own organisation knows.
SELECT expect(who, CASE WHEN who IN (3, 9) THEN 1 WHEN who > 0 THEN 0 END,
              'SELECT WHERE is_trained(person(3))')
  FROM generate_series(0, 9) AS who;

-- With both, the lead and its auditor see them, and nobody changes one.
INSERT INTO entry_score (entry_id, scorer_id, lead_id, provider_id, statements)
VALUES (thing(6, 4), person(1), org('a'), org('d'), '{}');
SELECT expect(who, CASE WHEN who IN (1, 2, 3) THEN 1 WHEN who > 0 THEN 0 END,
              'SELECT WHERE scores_complete(thing(6, 4))')
  FROM generate_series(0, 9) AS who;
SELECT expect(ARRAY[NULL, 2, 2, 1, 0, 0, 0, 0, 0, 0],
              'SELECT body FROM entry_score_shown');
SELECT expect(ARRAY[NULL, 0, 0, 0, 0, 0, 0, 0, 0, 0],
              $$UPDATE entry_score SET statements = '{"a": 1}'$$);
SELECT expect(who, NULL, 'UPDATE entry_score SET set_aside_at = now()')
  FROM generate_series(0, 9) AS who;
SELECT expect(who, CASE who WHEN 1 THEN 1 END, $$
    INSERT INTO score_consensus (entry_id, lead_id, provider_id, statements,
        agreed_by)
    VALUES (thing(6, 4), org('a'), org('d'), '{}', me_self())$$)
  FROM generate_series(0, 9) AS who;
INSERT INTO score_consensus (entry_id, lead_id, provider_id, statements,
    agreed_by)
VALUES (thing(6, 4), org('a'), org('d'), '{}', person(1));
SELECT expect(ARRAY[NULL, 1, 1, 0, 0, 0, 0, 0, 0, 0],
              'SELECT body FROM score_consensus_shown');
-- The provider, with the decision.
UPDATE entry SET decided_at = now() WHERE id = thing(6, 4);
SELECT expect(ARRAY[NULL, 2, 2, 1, 0, 2, 0, 0, 0, 0],
              'SELECT body FROM entry_score_shown');
SELECT expect(ARRAY[NULL, 1, 1, 0, 0, 1, 0, 0, 0, 0],
              'SELECT body FROM score_consensus_shown');
UPDATE entry SET decided_at = NULL, state = 'assessed' WHERE id = thing(6, 4);

-- What is declared is one's own to say; of a council, whoever was asked.
SELECT expect(who, CASE WHEN who IN (1, 3) THEN 1 END, $$
    INSERT INTO conflict_declaration (application_id, person_id,
        organisation_id, lead_id, conflicted)
    VALUES (thing(5, 4), me_self(), me_org(), org('a'), false)$$)
  FROM generate_series(0, 9) AS who;
SELECT expect(1, NULL, $$
    INSERT INTO conflict_declaration (application_id, person_id,
        organisation_id, lead_id, conflicted)
    VALUES (thing(5, 4), person(3), org('b'), org('a'), false)$$);
INSERT INTO conflict_declaration (application_id, person_id, organisation_id,
    lead_id, conflicted)
VALUES (thing(5, 4), person(3), org('b'), org('a'), false);
SELECT expect(ARRAY[NULL, 1, 1, 1, 0, 0, 0, 0, 0, 0],
              'SELECT body FROM conflict_declaration_shown');
SELECT expect(ARRAY[NULL, 0, 0, 1, 0, 0, 0, 0, 0, 0],
              $$UPDATE conflict_declaration SET conflicted = true,
                    nature = 'n'$$);

-- A conflict sets what was given aside, and what was agreed on, and stands; and
-- whoever else had scored changes nothing all the same.
UPDATE conflict_declaration SET conflicted = true, nature = 'n';
SELECT expect(1, 0, 'SELECT body FROM score_consensus_shown');
SELECT expect(ARRAY[NULL, 0, 0, 0, 0, 0, 0, 0, 0, 0],
              $$UPDATE entry_score SET statements = '{"a": 1}'$$);
SELECT expect(who, CASE WHEN who IN (1, 2, 3) THEN 1 WHEN who > 0 THEN 0 END,
              'SELECT WHERE is_conflicted(thing(5, 4), person(3))')
  FROM generate_series(0, 9) AS who;
SELECT expect(ARRAY[NULL, 0, 0, 0, 0, 0, 0, 0, 0, 0],
              'UPDATE conflict_declaration SET conflicted = false');
SELECT expect(ARRAY[NULL, 1, 0, 1, 0, 0, 0, 0, 0, 0],
              'SELECT body FROM entry_score_shown');
SELECT expect(1, 1, $$SELECT FROM entry WHERE id = thing(6, 4)
                         AND state = 'submitted'$$);
SELECT expect(3, 0, $$SELECT FROM scoring_paper(thing(5, 4), thing(6, 4)) AS p
                       WHERE p IS NOT NULL$$);
