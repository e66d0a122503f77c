-- What no statement of ours does, and none may: tried as the database role of
-- the application, with a session that is good.
-- SPDX-License-Identifier: Apache-2.0
--
-- People: 1 lead, 2 and 8 council A, 3 council B, 4 provider P, 5 provider Q,
-- 6 auditor of council A, 7 auditor of the lead.
\ir given/placing.sql

-- The referral is at its deadline. What was published is kept to: no draft
-- again, no deadline before the one that was told, no opening before it.
SELECT expect(2, NULL, $$UPDATE referral SET state = 'draft'$$);
SELECT expect(2, NULL,
              $$UPDATE referral SET deadline = deadline - interval '1 s'$$);
SELECT expect(2, 1,
              $$UPDATE referral SET deadline = deadline + interval '1 h'$$);
SELECT expect(2, NULL, $$UPDATE referral SET opened_at = now()$$);
SELECT expect(2, NULL, $$UPDATE referral SET state = 'opened',
    opened_at = deadline + interval '1 day'$$);
SELECT expect(2, NULL, $$UPDATE referral SET opened_at = now(),
    deadline = now() - interval '1 h'$$);
UPDATE referral SET deadline = now(); -- as the superuser: an hour has passed

-- A bid and a refusal are changed until the opening, and never after it.
CREATE TEMPORARY TABLE act (n integer, before integer, statement text);
INSERT INTO act VALUES
    (1, 1, 'UPDATE bid SET withdrawn_at = now()'),
    (2, 1, 'UPDATE bid SET withdrawn_at = NULL, version = 2'),
    (3, 1, 'INSERT INTO bid_version SELECT bid_id, version + 1, referral_id,'
           ' provider_id, council_id, lead_id, ''x'', sha256, received_at,'
           ' signature FROM bid_version ORDER BY version DESC LIMIT 1'),
    (4, 1, 'INSERT INTO refusal SELECT referral_id, establishment_id,'
           ' provider_id, council_id, lead_id, ''other'' FROM bid'),
    (5, 1, 'UPDATE refusal SET note = E''\x01x''');
SELECT expect(4, before, statement) FROM act ORDER BY n;
SELECT expect(2, 1, $$UPDATE referral SET state = 'opened',
                      opened_at = now()$$);
SELECT expect(4, NULL, statement) FROM act WHERE n <> 4 ORDER BY n;
SELECT expect(4, 0, 'DELETE FROM refusal');
SELECT expect(2, NULL, $$UPDATE referral SET opened_at = NULL,
                         state = 'open'$$);

-- What hangs on a bid is its council's, and in the name of who writes it.
INSERT INTO bid_opened (bid_id, referral_id, establishment_id, provider_id,
    council_id, lead_id, content, price_pence, needs_met, features_met,
    sealed_sha256, received_at, miles, rating, core_score)
SELECT id, referral_id, establishment_id, provider_id, council_id, lead_id,
       '{}', 100, 0, 0, '', now(), 3, 'good', 80
  FROM bid;
CREATE FUNCTION the_bid() RETURNS uuid LANGUAGE sql IMMUTABLE AS
    $$SELECT '70000000-0000-4000-8000-000000000011'::uuid$$;
GRANT EXECUTE ON FUNCTION the_bid() TO app_staff;
SELECT expect(3, NULL, $$
    INSERT INTO evaluation (bid_id, evaluator_id, council_id, lead_id, score,
        reason)
    VALUES (the_bid(), me_self(), me_org(), me_org(), 5, E'\x01x')$$);
SELECT expect(3, NULL, $$
    INSERT INTO consensus (bid_id, council_id, lead_id, score, reason,
        agreed_by)
    VALUES (the_bid(), me_org(), me_org(), 5, E'\x01x', me_self())$$);
SELECT expect(3, NULL, $$
    INSERT INTO disregard (bid_id, provider_id, council_id, lead_id, reason,
        disregarded_by)
    VALUES (the_bid(), me_org(), me_org(), me_org(), E'\x01x', me_self())$$);
-- Q neither explains P's bid nor sends its own explanation elsewhere.
SELECT expect(5, NULL, $$
    INSERT INTO explanation (bid_id, provider_id, council_id, lead_id, text)
    SELECT the_bid(), me_org(), council_id, lead_id, E'\x01x' FROM referral$$);
SELECT expect(5, NULL, $$
    INSERT INTO explanation (bid_id, provider_id, council_id, lead_id, text)
    SELECT bid_id, provider_id, lead_id, lead_id, E'\x01x' FROM bid_opened$$);
SELECT expect(2, NULL, $$
    INSERT INTO evaluation (bid_id, evaluator_id, council_id, lead_id, score,
        reason)
    SELECT bid_id, '20000000-0000-4000-8000-000000000008', council_id,
           lead_id, 5, E'\x01x'
      FROM bid_opened$$);
SELECT expect(8, 2, $$
    INSERT INTO evaluation (bid_id, evaluator_id, council_id, lead_id, score,
        reason)
    SELECT bid_id, me_self(), council_id, lead_id, 5, E'\x01x' FROM bid_opened$$);
SELECT expect(2, 0, 'UPDATE evaluation SET score = 0');
SELECT expect(2, NULL, $$
    INSERT INTO opening_step (referral_id, council_id, lead_id, opener_id)
    SELECT id, council_id, lead_id, '20000000-0000-4000-8000-000000000008'
      FROM referral$$);

-- An agreement goes from hand to hand: provider, council, and no way back.
INSERT INTO award (id, referral_id, bid_id, provider_id, council_id, lead_id,
    reason, awarded_by)
SELECT '80000000-0000-4000-8000-000000000001', referral_id, id, provider_id,
       council_id, lead_id, 'Best', gen_random_uuid()
  FROM bid WHERE id = the_bid();
INSERT INTO placement (award_id, referral_id, establishment_id, provider_id,
    council_id, lead_id, price_pence, price_unit, terms)
SELECT w.id, w.referral_id, '30000000-0000-4000-8000-000000000011',
       w.provider_id, w.council_id, w.lead_id, 100, 'year', E'\x01x'
  FROM award w;
SELECT expect(4, NULL, $$UPDATE placement SET state = 'active'$$);
SELECT expect(2, 0, $$UPDATE placement SET state = 'active'$$);
SELECT expect(4, 1, $$UPDATE placement SET state = 'awaiting_council'$$);
SELECT expect(2, NULL, $$UPDATE placement SET state = 'refused'$$);
SELECT expect(2, 1, $$UPDATE placement SET state = 'active'$$);
SELECT expect(4, 0, $$UPDATE placement SET state = 'refused'$$);
SELECT expect(2, 0, $$UPDATE placement SET state = 'awaiting_council'$$);

-- A provider accredits nobody and unsays nothing.
SELECT expect(4, 0, $$UPDATE entry SET state = 'accredited'$$);
SELECT expect(4, 0, $$UPDATE application SET state = 'draft'$$);
INSERT INTO application (id, provider_id, scheme_id, lead_id)
SELECT '40000000-0000-4000-8000-000000000099', provider_id, scheme_id, lead_id
  FROM application
 WHERE provider_id = '10000000-0000-4000-8000-00000000000d';
SELECT expect(4, NULL, $$UPDATE application SET state = 'decided'
    WHERE state = 'draft'$$);
SELECT expect(4, NULL, $$
    INSERT INTO application (provider_id, scheme_id, lead_id, state)
    SELECT provider_id, scheme_id, lead_id, 'decided' FROM application
     LIMIT 1$$);
SELECT expect(4, NULL, $$
    INSERT INTO entry (application_id, establishment_id, category_id,
        provider_id, scheme_id, lead_id, state)
    SELECT '40000000-0000-4000-8000-000000000099', establishment_id,
           category_id, provider_id, scheme_id, lead_id, 'accredited'
      FROM entry LIMIT 1$$);

-- Nor does a lead assess what was not sent in.
INSERT INTO entry (id, application_id, establishment_id, category_id,
    provider_id, scheme_id, lead_id)
SELECT '50000000-0000-4000-8000-000000000099',
       '40000000-0000-4000-8000-000000000099', establishment_id, category_id,
       provider_id, scheme_id, lead_id
  FROM entry WHERE provider_id = '10000000-0000-4000-8000-00000000000d';
CREATE TEMPORARY TABLE assess AS SELECT $$
    INSERT INTO assessment (entry_id, lead_id, provider_id, requirements,
        statements, rating, core_score, assessed_by)
    VALUES ('50000000-0000-4000-8000-000000000099', me_org(),
        '10000000-0000-4000-8000-00000000000d', '{}', '{}', 'good', 80,
        me_self())$$ AS statement;
SELECT expect(1, NULL, statement) FROM assess;
UPDATE entry SET state = 'submitted'
 WHERE id = '50000000-0000-4000-8000-000000000099';
SELECT expect(1, 1, statement) FROM assess;

-- Nobody rises, and nobody is added but by those who may.
SELECT expect(p, NULL, $$UPDATE app_user SET role = 'lead'
    WHERE id = me_self()$$) FROM unnest(ARRAY[2, 4]) AS p;
SELECT expect(6, 0, $$UPDATE app_user SET role = 'lead'$$);
SELECT expect(p, NULL, $$
    INSERT INTO app_user (organisation_id, name, email, role)
    VALUES (me_org(), 'x', 'x@example.org', 'lead')$$)
  FROM unnest(ARRAY[1, 2, 4]) AS p;
SELECT expect(p, NULL, $$
    INSERT INTO client (organisation_id, name, role)
    VALUES (me_org(), 'x', 'lead')$$)
  FROM unnest(ARRAY[1, 2, 4]) AS p;
SELECT expect(p, n, format($$SELECT FROM user_add('x', 'x%s@example.org', %L,
    'h') AS id WHERE id IS NOT NULL$$, p, role))
  FROM (VALUES (1, 0, 'auditor'), (1, 0, 'provider'), (2, 1, 'council'),
               (2, 0, 'lead'), (2, 0, 'auditor'), (4, 1, 'provider'),
               (4, 0, 'lead'), (6, 0, 'auditor'), (6, 0, 'council'))
       AS v (p, n, role);
SELECT expect(p, n, format($$SELECT FROM client_add('x', %L, 'h') AS id
    WHERE id IS NOT NULL$$, role))
  FROM (VALUES (1, 1, 'lead'), (2, 0, 'lead'), (4, 0, 'council'),
               (7, 0, 'auditor')) AS v (p, n, role);

-- Nobody is made a reader of what others have written.
INSERT INTO event (type, organisation_id)
VALUES ('bid.placed', '10000000-0000-4000-8000-00000000000d');
SELECT expect(p, NULL, $$
    INSERT INTO event_reader (organisation_id, event_id)
    VALUES (me_org(), 1)$$)
  FROM unnest(ARRAY[1, 2, 5]) AS p;
SELECT expect(2, 0, 'SELECT FROM event');
