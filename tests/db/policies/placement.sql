-- From the award to the signatures: who sees which row, and who may write it.
-- SPDX-License-Identifier: Apache-2.0
--
-- People: 1 lead, 2 council A, 3 council B, 4 provider P (who wins),
-- 5 provider Q, 6 auditor of council A, 7 auditor of the lead.
\ir given/placing.sql

UPDATE referral SET state = 'awarded', opened_at = now();
INSERT INTO bid_opened (bid_id, referral_id, establishment_id, provider_id,
    council_id, lead_id, content, price_pence, needs_met, features_met,
    sealed_sha256, received_at, miles, rating, core_score)
SELECT id, referral_id, establishment_id, provider_id, council_id, lead_id,
       '{}', 100, 0, 0, '', now(), 3, 'good', 80
  FROM bid;

-- An award: the council's; the winner reads it, the other bidder does not.
SELECT expect(p, NULL, $$
    INSERT INTO award (referral_id, bid_id, provider_id, council_id, lead_id,
        reason, awarded_by)
    VALUES ('30000000-0000-4000-8000-000000000003',
        '70000000-0000-4000-8000-000000000011',
        '10000000-0000-4000-8000-00000000000d',
        '10000000-0000-4000-8000-00000000000b',
        '10000000-0000-4000-8000-00000000000a', E'\x01x', me_self())$$)
  FROM unnest(ARRAY[1, 3, 4, 5, 6, 7]) AS p;
SELECT expect(2, 1, $$
    INSERT INTO award (referral_id, bid_id, provider_id, council_id, lead_id,
        reason, awarded_by)
    SELECT referral_id, id, provider_id, council_id, lead_id, E'\x01x',
           me_self()
      FROM bid WHERE provider_id = '10000000-0000-4000-8000-00000000000d'$$);
SELECT expect(p, CASE WHEN p IN (2, 4, 6, 7) THEN 1 ELSE 0 END,
              'SELECT FROM award')
  FROM unnest(ARRAY[1, 2, 3, 4, 5, 6, 7]) AS p;
SELECT expect(2, NULL, 'UPDATE award SET fallen_at = now()');

-- Letters: each bidder its own (R123), the council and auditors all.
SELECT expect(2, 2, $$
    INSERT INTO letter (bid_id, referral_id, provider_id, council_id, lead_id,
        body, written_at)
    SELECT bid_id, referral_id, provider_id, council_id, lead_id, E'\x01x',
           now()
      FROM bid_opened$$);
SELECT expect(p, CASE WHEN p IN (2, 6, 7) THEN 2 WHEN p IN (4, 5) THEN 1
                      ELSE 0 END, 'SELECT FROM letter')
  FROM unnest(ARRAY[1, 2, 3, 4, 5, 6, 7]) AS p;
SELECT expect(4, 0, $$UPDATE letter SET body = E'\x01x'$$);

-- The agreement: its two parties and the auditors (R130: never the lead).
SELECT expect(4, NULL, $$
    INSERT INTO placement (award_id, referral_id, establishment_id,
        provider_id, council_id, lead_id, price_pence, price_unit, terms)
    SELECT w.id, w.referral_id, '30000000-0000-4000-8000-000000000011',
           w.provider_id, w.council_id, w.lead_id, 999, 'year', E'\x01x'
      FROM award w$$);
SELECT expect(2, 1, $$
    INSERT INTO placement (award_id, referral_id, establishment_id,
        provider_id, council_id, lead_id, price_pence, price_unit, terms)
    SELECT w.id, w.referral_id, '30000000-0000-4000-8000-000000000011',
           w.provider_id, w.council_id, w.lead_id, 100, 'year', E'\x01x'
      FROM award w$$);
SELECT expect(p, CASE WHEN p IN (2, 4, 6, 7) THEN 1 ELSE 0 END,
              'SELECT FROM placement_shown')
  FROM unnest(ARRAY[1, 2, 3, 4, 5, 6, 7]) AS p;
-- Neither party changes what was agreed (R124).
SELECT expect(p, NULL, 'UPDATE placement SET price_pence = 1')
  FROM unnest(ARRAY[2, 4]) AS p;

-- What it lacks is what the category asks for in which the home was invited,
-- which need not be that of the referral (R005).
INSERT INTO category (id, scheme_id, lead_id, code, name, client_group,
    regulator, listed, suitability, price_unit, requirements, statements,
    cost_heads, weights, miles_per_mark, choice_mode, evaluators, openers,
    response_hours, evidence)
SELECT '30000000-0000-4000-8000-000000000004', scheme_id, lead_id, 'other',
       'Other', client_group, regulator, listed, suitability, price_unit,
       requirements, statements, cost_heads, weights, miles_per_mark,
       choice_mode, evaluators, openers, response_hours,
       '[{"kind": "accounts"}]'
  FROM category;
UPDATE referral SET category_id = '30000000-0000-4000-8000-000000000004',
       also_in = '{30000000-0000-4000-8000-000000000002}';
SELECT expect(4, 1, 'SELECT FROM placement WHERE placement_lacks(id) IS NULL');
UPDATE category SET evidence = '[{"kind": "motor_insurance", "due": "award"}]'
 WHERE code <> 'other';
SELECT expect(4, 1, $$
    SELECT FROM placement WHERE placement_lacks(id) = 'motor insurance'$$);
SELECT expect(2, 1, 'SELECT FROM placement WHERE placement_lacks(id) IS NULL');

-- Each party signs for itself alone.
SELECT expect(p, NULL, format($$
    INSERT INTO placement_signature (placement_id, party, provider_id,
        council_id, lead_id, name, "position", signed_by)
    SELECT id, %L, provider_id, council_id, lead_id, 'X', 'Y', me_self()
      FROM placement$$, party))
  FROM (VALUES (2, 'provider'), (4, 'council'), (6, 'council'))
       AS v (p, party);
SELECT expect(p, 1, format($$
    INSERT INTO placement_signature (placement_id, party, provider_id,
        council_id, lead_id, name, "position", signed_by)
    SELECT id, %L, provider_id, council_id, lead_id, 'X', 'Y', me_self()
      FROM placement$$, party))
  FROM (VALUES (4, 'provider'), (2, 'council')) AS v (p, party);

-- The award falls by the hand of the provider that was given it, only after
-- its placement was refused, and puts back that referral alone.
SELECT expect(p, 1, $$SELECT award_falls(id) FROM placement$$)
  FROM unnest(ARRAY[2, 4]) AS p;
SELECT expect(2, 1, $$SELECT FROM referral WHERE state = 'awarded'$$);
SELECT expect(4, 1, $$UPDATE placement SET state = 'refused'$$);
SELECT expect(2, 1, $$SELECT award_falls(id) FROM placement$$);
SELECT expect(2, 1, $$SELECT FROM referral WHERE state = 'awarded'$$);
SELECT expect(4, 1, $$SELECT award_falls(id) FROM placement$$);
SELECT expect(2, 1, $$SELECT FROM referral WHERE state = 'ranked'$$);
SELECT expect(2, 0, $$SELECT FROM award WHERE fallen_at IS NULL$$);
