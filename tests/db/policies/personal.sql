-- The ladder of disclosure and the second officer, by policy alone; and that
-- no text is stored in the open.
-- SPDX-License-Identifier: Apache-2.0
--
-- People: 1 lead, 2 and 8 council A, 3 council B, 4 provider P (who wins),
-- 5 provider Q, 6 auditor of council A, 7 auditor of the lead.
\ir given/placing.sql

CREATE FUNCTION portrait_seen_by(people integer[]) RETURNS void
LANGUAGE sql AS $$
    SELECT expect(p, CASE WHEN p = ANY (people) THEN 1 ELSE 0 END,
                  'SELECT FROM referral_portrait')
      FROM generate_series(1, 8) AS p
$$;

-- The council writes it, in the name of who writes, and never in the open.
SELECT expect(2, NULL, $$
    INSERT INTO referral_portrait (referral_id, council_id, lead_id, portrait,
        held, written_by)
    SELECT id, council_id, lead_id, '{"summary": "x"}', true, me_self()
      FROM referral$$);
SELECT expect(2, NULL, $$
    INSERT INTO referral_portrait (referral_id, council_id, lead_id, portrait,
        held, written_by)
    SELECT id, council_id, lead_id, E'\x01x', true,
           '20000000-0000-4000-8000-000000000008'
      FROM referral$$);
SELECT expect(2, 1, $$
    INSERT INTO referral_portrait (referral_id, council_id, lead_id, portrait,
        held, written_by)
    SELECT id, council_id, lead_id, E'\x01x', true, me_self()
      FROM referral$$);
SELECT expect(2, NULL, $$UPDATE referral_portrait SET portrait = 'x'$$);
SELECT expect(p, 0, $$UPDATE referral_portrait SET held = false,
                      written_by = me_self()$$)
  FROM unnest(ARRAY[1, 3, 4, 5, 6, 7]) AS p;

-- Invited while bids are asked for and judged, whatever they answered.
UPDATE referral SET state = 'draft';
SELECT portrait_seen_by(ARRAY[2, 6, 7, 8]);
UPDATE referral SET state = 'open';
SELECT portrait_seen_by(ARRAY[2, 4, 5, 6, 7, 8]);
UPDATE referral SET state = 'opened', opened_at = now();
SELECT portrait_seen_by(ARRAY[2, 4, 5, 6, 7, 8]);
UPDATE referral SET state = 'ranked';
SELECT portrait_seen_by(ARRAY[2, 4, 5, 6, 7, 8]);
-- The winner alone, once there is one; not after it has refused.
INSERT INTO award (id, referral_id, bid_id, provider_id, council_id, lead_id,
    reason, awarded_by)
SELECT '80000000-0000-4000-8000-000000000001', referral_id, id, provider_id,
       council_id, lead_id, E'\x01x', gen_random_uuid()
  FROM bid WHERE provider_id = '10000000-0000-4000-8000-00000000000d';
UPDATE referral SET state = 'awarded';
SELECT portrait_seen_by(ARRAY[2, 4, 6, 7, 8]);
UPDATE award SET fallen_at = now();
UPDATE referral SET state = 'ranked';
SELECT portrait_seen_by(ARRAY[2, 5, 6, 7, 8]);
UPDATE referral SET state = 'cancelled';
SELECT portrait_seen_by(ARRAY[2, 6, 7, 8]);
UPDATE referral SET state = 'unsuccessful';
SELECT portrait_seen_by(ARRAY[2, 6, 7, 8]);

-- An override: by a person of the council, and not the one who wrote.
CREATE FUNCTION overriding(person integer, rows bigint, by text) RETURNS void
LANGUAGE sql AS $$
    SELECT expect(person, rows, format($q$
        INSERT INTO identifier_override (referral_id, council_id, lead_id,
            reason, sha256, overridden_by)
        SELECT referral_id, council_id, lead_id, E'\x01x', E'\x01x', %s
          FROM referral_portrait$q$, by))
$$;
SELECT overriding(2, NULL, 'me_self()');
SELECT overriding(8, NULL, $$'20000000-0000-4000-8000-000000000002'$$);
SELECT overriding(p, NULL, 'me_self()') FROM unnest(ARRAY[6, 7]) AS p;
SELECT overriding(8, 1, 'me_self()');
SELECT expect(p, CASE WHEN p IN (2, 6, 7, 8) THEN 1 ELSE 0 END,
              'SELECT FROM identifier_override')
  FROM generate_series(1, 8) AS p;
SELECT expect(2, NULL, $$UPDATE identifier_override SET reason = E'\x01y'$$);
DELETE FROM identifier_override;
INSERT INTO client (id, organisation_id, name, role)
VALUES ('20000000-0000-4000-8000-000000000099',
        '10000000-0000-4000-8000-00000000000b', 'Machine', 'council');
UPDATE session SET user_id = NULL,
       client_id = '20000000-0000-4000-8000-000000000099'
 WHERE id = '20000000-0000-4000-8000-000000000008';
SELECT overriding(8, NULL, 'me_self()');

-- What is disclosed: by the council, to the provider of the placement, until
-- it refuses.
INSERT INTO placement (award_id, referral_id, establishment_id, provider_id,
    council_id, lead_id, price_pence, price_unit, terms)
SELECT w.id, w.referral_id, '30000000-0000-4000-8000-000000000011',
       w.provider_id, w.council_id, w.lead_id, 100, 'year', E'\x01x'
  FROM award w;
SELECT expect(p, CASE p WHEN 2 THEN 1 END, $$
    INSERT INTO disclosure (placement_id, provider_id, council_id, lead_id,
        text)
    SELECT id, provider_id, '10000000-0000-4000-8000-00000000000b', lead_id,
           E'\x01x'
      FROM placement$$)
  FROM unnest(ARRAY[4, 6, 7, 2]) AS p;
SELECT expect(2, NULL, $$UPDATE disclosure SET text = 'x'$$);
SELECT expect(p, 0, $$UPDATE disclosure SET text = E'\x01y'$$)
  FROM unnest(ARRAY[1, 3, 4, 5, 6, 7]) AS p;
SELECT expect(p, CASE WHEN p IN (2, 4, 6, 7, 8) THEN 1 ELSE 0 END,
              'SELECT FROM disclosure')
  FROM generate_series(1, 8) AS p;
UPDATE placement SET state = 'refused';
SELECT expect(4, 0, 'SELECT FROM disclosure');
SELECT expect(2, 1, 'SELECT FROM disclosure');
