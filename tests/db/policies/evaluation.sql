-- From the seal to the ranking: who sees which row, and who may write it.
-- SPDX-License-Identifier: Apache-2.0
--
-- People: 1 lead, 2 and 8 council A, 3 council B, 4 provider P, 5 provider Q,
-- 6 auditor of council A, 7 auditor of the lead.
\ir given/placing.sql

-- Sealed: nobody but the bidder, and that one bid.
SELECT expect(p, CASE WHEN p IN (4, 5) THEN 1 ELSE 0 END,
              'SELECT FROM ' || t)
  FROM unnest(ARRAY[1, 2, 3, 4, 5, 6, 7, 8]) AS p,
       unnest(ARRAY['bid', 'bid_version']) AS t;
-- What has not been opened is shown as if it were not there.
SELECT expect(p, 0, 'SELECT FROM opened_bid_shown')
  FROM unnest(ARRAY[1, 2, 3, 4, 5, 6, 7]) AS p;

-- Only the council of the referral opens it.
SELECT expect(p, 0, $$UPDATE referral SET opened_at = now()$$)
  FROM unnest(ARRAY[1, 3, 4, 5, 6, 7]) AS p;
SELECT expect(2, 1, $$UPDATE referral SET state = 'opened',
                      opened_at = now()$$);
SELECT expect(p, CASE p WHEN 2 THEN 2 WHEN 6 THEN 2 WHEN 7 THEN 2
                        WHEN 4 THEN 1 WHEN 5 THEN 1 ELSE 0 END,
              'SELECT FROM bid_version')
  FROM unnest(ARRAY[1, 2, 3, 4, 5, 6, 7]) AS p;

SELECT expect(2, 2, $$
    INSERT INTO bid_opened (bid_id, referral_id, establishment_id,
        provider_id, council_id, lead_id, content, price_pence, needs_met,
        features_met, flags, explanation_due_at, sealed_sha256, received_at,
        miles, rating, core_score)
    SELECT id, referral_id, establishment_id, provider_id, council_id,
           lead_id, '{}', 100, 0, 0, '{abnormally_low}', now(), '', now(), 3,
           'good', 80
      FROM bid$$);
SELECT expect(p, CASE p WHEN 2 THEN 2 WHEN 6 THEN 2 WHEN 7 THEN 2
                        WHEN 4 THEN 1 WHEN 5 THEN 1 ELSE 0 END,
              'SELECT FROM opened_bid_shown')
  FROM unnest(ARRAY[1, 2, 3, 4, 5, 6, 7]) AS p;
SELECT expect(4, 1, $$SELECT FROM opened_bid_shown
    WHERE body->>'name' = 'Home of Provider P'$$);

-- Scores: the council's own, never a lead's (R156) nor a provider's.
SELECT expect(2, 2, $$
    INSERT INTO evaluation (bid_id, evaluator_id, council_id, lead_id, score,
        reason)
    SELECT bid_id, me_self(), council_id, lead_id, 4, E'\x01x'
      FROM bid_opened$$);
SELECT expect(p, NULL, $$
    INSERT INTO evaluation (bid_id, evaluator_id, council_id, lead_id, score,
        reason)
    VALUES ('70000000-0000-4000-8000-000000000011', me_self(),
        '10000000-0000-4000-8000-00000000000b',
        '10000000-0000-4000-8000-00000000000a', 5, E'\x01x')$$)
  FROM unnest(ARRAY[1, 3, 4, 5, 6, 7]) AS p;
SELECT expect(p, CASE WHEN p IN (2, 6, 7, 8) THEN 2 ELSE 0 END,
              'SELECT FROM evaluation')
  FROM unnest(ARRAY[1, 2, 3, 4, 5, 6, 7, 8]) AS p;
-- Nor another council under its own name: the bid is held to its parties.
SELECT expect(3, NULL, $$
    INSERT INTO evaluation (bid_id, evaluator_id, council_id, lead_id, score,
        reason)
    VALUES ('70000000-0000-4000-8000-000000000011', me_self(),
        '10000000-0000-4000-8000-00000000000c',
        '10000000-0000-4000-8000-00000000000a', 5, E'\x01x')$$);
-- Blind (R111): a colleague is shown it only after scoring too; the auditors
-- are, a bidder never.
SELECT expect(p, n, $$SELECT FROM opened_bid_shown
    WHERE body->'evaluations'->0->>'score' = '4'$$)
  FROM (VALUES (2, 2), (8, 0), (6, 2), (7, 2), (4, 0)) AS v (p, n);
SELECT expect(8, 0, $$SELECT FROM opened_bid_shown
    WHERE body->>'outcome_score' IS NOT NULL$$);

-- The explanation is the provider's to write, the disregard the council's.
SELECT expect(p, NULL, $$
    INSERT INTO explanation (bid_id, provider_id, council_id, lead_id, text)
    VALUES ('70000000-0000-4000-8000-000000000011',
        '10000000-0000-4000-8000-00000000000d',
        '10000000-0000-4000-8000-00000000000b',
        '10000000-0000-4000-8000-00000000000a', E'\x01x')$$)
  FROM unnest(ARRAY[1, 2, 3, 5, 6, 7]) AS p;
SELECT expect(4, 1, $$
    INSERT INTO explanation (bid_id, provider_id, council_id, lead_id, text)
    SELECT bid_id, provider_id, council_id, lead_id, E'\x01x'
      FROM bid_opened$$);
SELECT expect(p, CASE WHEN p IN (2, 4, 6, 7) THEN 1 ELSE 0 END,
              'SELECT FROM explanation')
  FROM unnest(ARRAY[1, 2, 3, 4, 5, 6, 7]) AS p;
SELECT expect(p, NULL, $$
    INSERT INTO disregard (bid_id, provider_id, council_id, lead_id, reason,
        disregarded_by)
    VALUES ('70000000-0000-4000-8000-000000000011',
        '10000000-0000-4000-8000-00000000000d',
        '10000000-0000-4000-8000-00000000000b',
        '10000000-0000-4000-8000-00000000000a', E'\x01x', me_self())$$)
  FROM unnest(ARRAY[1, 3, 4, 5, 6, 7]) AS p;

-- The ranking is the council's and the auditors'; no bidder sees it.
SELECT expect(2, 1, $$
    INSERT INTO ranking (referral_id, council_id, lead_id, document, sha256,
        locked_at)
    SELECT id, council_id, lead_id,
           '{"choice":{"mode":"none","offered":[]}}', '', now()
      FROM referral$$);
SELECT expect(p, CASE WHEN p IN (2, 6, 7) THEN 1 ELSE 0 END,
              'SELECT FROM ' || t)
  FROM unnest(ARRAY[1, 2, 3, 4, 5, 6, 7]) AS p,
       unnest(ARRAY['ranking', 'offer_standing']) AS t;
-- Locked: nobody has the right to change a byte of it.
SELECT expect(p, NULL, 'UPDATE ranking SET document = ''{}''')
  FROM unnest(ARRAY[1, 2, 3, 4, 5, 6, 7]) AS p;
SELECT expect(2, NULL, 'DELETE FROM ranking');
SELECT expect(2, NULL, 'UPDATE ranked_bid SET rank = 1');
