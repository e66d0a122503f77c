-- Cures, audits, requests, notices and sleep: who sees them, who writes them,
-- and what a provider may make of its own accreditation (R059 to R062, R067).
-- SPDX-License-Identifier: Apache-2.0
--
-- People: 0 nobody, 1 lead, 2 its auditor, 3 partner council, 4 a council that
-- is none, 5 provider P, 6 provider Q, 7 portal, 8 another lead, 9 the
-- partner's auditor.
\ir given/market.sql

INSERT INTO accreditation_audit (accreditation_id, audited_on, outcome, note,
    recorded_by)
VALUES (thing(7, 1), '2026-01-31', 'passed', 'x', person(1));
SELECT expect(ARRAY[NULL, 1, 1, 1, 0, 1, 0, 0, 0, 1],
              'SELECT FROM accreditation_audit_shown');
SELECT expect(who, CASE who WHEN 1 THEN 1 END, $$
    INSERT INTO accreditation_audit (accreditation_id, audited_on, outcome,
        note) VALUES (thing(7, 1), '2026-01-31', 'passed', 'x')$$)
  FROM generate_series(0, 9) AS who;
SELECT expect(who, NULL, $$UPDATE accreditation_audit SET note = 'y'$$)
  FROM generate_series(0, 9) AS who;

-- A cure: between provider and lead, and decided once.
INSERT INTO cure (accreditation_id, provider_id, lead_id, points,
    assess_due_on)
VALUES (thing(7, 3), org('d'), org('a'), '{}', '2026-01-31');
SELECT expect(ARRAY[NULL, 1, 1, 0, 0, 1, 0, 0, 0, 0],
              'SELECT FROM cure_shown');
SELECT expect(who, CASE who WHEN 5 THEN 1 END, $$
    INSERT INTO cure (accreditation_id, provider_id, lead_id, points,
        assess_due_on)
    VALUES (thing(7, 1), org('d'), org('a'), '{}', '2026-01-31')$$)
  FROM generate_series(0, 9) AS who;
SELECT expect(6, NULL, $$
    INSERT INTO cure (accreditation_id, provider_id, lead_id, points,
        assess_due_on)
    VALUES (thing(7, 1), org('e'), org('a'), '{}', '2026-01-31')$$);
SELECT expect(ARRAY[NULL, 1, 0, 0, 0, 0, 0, 0, 0, 0], $$
    UPDATE cure SET outcome = 'refused', decided_at = now_utc()$$);
UPDATE cure SET outcome = 'refused', decided_at = now_utc();
SELECT expect(1, 0, $$UPDATE cure SET outcome = 'accepted'$$);

-- A request: between council and lead; its provider does not see it.
INSERT INTO exclusion_request (accreditation_id, council_id, lead_id, ground,
    reason)
VALUES (thing(7, 1), org('b'), org('a'), 'safeguarding', 'x');
SELECT expect(ARRAY[NULL, 1, 1, 1, 0, 0, 0, 0, 0, 1],
              'SELECT FROM exclusion_request_shown');
SELECT expect(who, CASE who WHEN 3 THEN 1 END, format($$
    INSERT INTO exclusion_request (accreditation_id, council_id, lead_id,
        ground, reason)
    VALUES (thing(7, 1), %L, org('a'), 'safeguarding', 'x')$$,
    org(CASE WHEN who IN (4, 8) THEN 'c' WHEN who IN (1, 2) THEN 'a'
             ELSE 'b' END)))
  FROM generate_series(0, 9) AS who;
SELECT expect(ARRAY[NULL, 1, 0, 0, 0, 0, 0, 0, 0, 0], $$
    UPDATE exclusion_request SET outcome = 'upheld',
        answered_at = now_utc()$$);

-- A notice: between lead and provider; answered once, by it alone, in time.
INSERT INTO removal_notice (id, accreditation_id, provider_id, lead_id, ground,
    reason, provision, representations_until)
VALUES (thing(8, 1), thing(7, 1), org('d'), org('a'), 'insolvency', 'x', 'y',
        london_day()),
       (thing(8, 2), thing(7, 1), org('d'), org('a'), 'insolvency', 'x', 'y',
        london_day() - 1);
SELECT expect(ARRAY[NULL, 2, 2, 0, 0, 2, 0, 0, 0, 0],
              'SELECT FROM removal_notice_shown');
SELECT expect(who, CASE who WHEN 1 THEN 1 END, $$
    INSERT INTO removal_notice (accreditation_id, provider_id, lead_id, ground,
        reason, provision, representations_until)
    VALUES (thing(7, 1), org('d'), org('a'), 'insolvency', 'x', 'y',
            '2026-01-31')$$)
  FROM generate_series(0, 9) AS who;
SELECT expect(who, CASE who WHEN 5 THEN 1 ELSE 0 END, $$
    SELECT WHERE removal_answer(thing(8, 1), 'No')$$)
  FROM generate_series(1, 9) AS who;
SELECT expect(5, 0, $$SELECT WHERE removal_answer(thing(8, 2), 'No')$$);

-- A provider's moves of its own accreditation, and no others.
SELECT expect(who, CASE who WHEN 5 THEN 1 ELSE 0 END, $$
    SELECT WHERE accreditation_by_provider(thing(7, 1), 'withdrawn', 'x')$$)
  FROM generate_series(1, 9) AS who;
SELECT expect(5, CASE state WHEN 'cure_submitted' THEN 1 ELSE 0 END, format($$
    SELECT WHERE accreditation_by_provider(thing(7, 3), %L, 'x')$$, state))
  FROM unnest(ARRAY['active', 'cure_submitted', 'dormant', 'under_review',
                    'removed', 'suspended']) AS state;
SELECT expect(5, 0, $$
    SELECT WHERE accreditation_by_provider(thing(7, 1), 'active', 'x')$$);

-- When a scheme's homes fall asleep is public with the scheme, and its lead's.
INSERT INTO scheme_dormancy (scheme_id, lead_id, months)
VALUES (thing(3, 1), org('a'), 6), (thing(3, 2), org('a'), 6);
SELECT expect(who, CASE WHEN who IN (1, 2) THEN 2 ELSE 1 END,
              'SELECT FROM scheme_dormancy')
  FROM generate_series(0, 9) AS who;
SELECT expect(ARRAY[NULL, 2, 0, 0, 0, 0, 0, 0, 0, 0],
              'UPDATE scheme_dormancy SET months = 9');
DELETE FROM scheme_dormancy;
SELECT expect(who, CASE who WHEN 1 THEN 1 END, $$
    INSERT INTO scheme_dormancy (scheme_id, lead_id, months)
    VALUES (thing(3, 1), org('a'), 6)$$)
  FROM generate_series(0, 9) AS who;

-- Sleep waits for what is sealed: that a home stays awake must not tell that
-- it has bid (R099).
UPDATE accreditation SET quiet_since = now_utc() - interval '13 months',
    dormancy_warnings = 2, dormancy_warned_at = now_utc() - interval '15 days'
 WHERE id IN (thing(7, 1), thing(7, 7));
INSERT INTO referral (id, council_id, scheme_id, category_id, lead_id, title,
    urgency, need_by, outcode, radius_miles, children, weights, needs,
    features, outcomes, choice_mode, deadline, state, created_by)
VALUES (thing(9, 1), org('b'), thing(3, 1), thing(3, 4), org('a'), 'T',
        'standard', '2027-01-01', 'AB1', 20, 1, '{}', '[]', '[]', '[]',
        'none', now_utc() - interval '1 day', 'open', person(3));
INSERT INTO invitation (referral_id, establishment_id, provider_id, council_id,
    lead_id, accreditation_id, miles, rating, core_score, core_pence,
    discounts)
VALUES (thing(9, 1), thing(4, 1), org('d'), org('b'), org('a'), thing(7, 1), 1,
        'good', 80, '{}', '[]');
DO $$
BEGIN
    PERFORM dormancy_sweep(10);
    IF (SELECT array_agg(state ORDER BY id) FROM accreditation
         WHERE id IN (thing(7, 1), thing(7, 7)))
       <> ARRAY['active', 'dormant'] THEN
        RAISE EXCEPTION 'slept otherwise';
    END IF;
    UPDATE referral SET state = 'cancelled';
    PERFORM dormancy_sweep(10);
    IF NOT EXISTS (SELECT FROM accreditation WHERE id = thing(7, 1)
                      AND state = 'dormant') THEN
        RAISE EXCEPTION 'still awake';
    END IF;
END $$;

-- A referral of several categories (R005) is one for each of them.
UPDATE accreditation SET state = 'active', dormancy_warnings = 2,
    quiet_since = now_utc() - interval '13 months',
    dormancy_warned_at = now_utc() - interval '15 days'
 WHERE id = thing(7, 1);
UPDATE referral SET state = 'open', category_id = thing(3, 5),
    also_in = ARRAY[thing(3, 4)];
DO $$
BEGIN
    PERFORM dormancy_sweep(10);
    IF NOT EXISTS (SELECT FROM accreditation WHERE id = thing(7, 1)
                      AND state = 'active') THEN
        RAISE EXCEPTION 'slept while it was asked';
    END IF;
    INSERT INTO bid (referral_id, establishment_id, provider_id, council_id,
        lead_id)
    VALUES (thing(9, 1), thing(4, 1), org('d'), org('b'), org('a'));
    INSERT INTO bid_opened (bid_id, referral_id, establishment_id,
        provider_id, council_id, lead_id, content, price_pence, needs_met,
        features_met, sealed_sha256, received_at, miles, rating, core_score)
    SELECT id, referral_id, establishment_id, provider_id, council_id, lead_id,
           '{}', 1, 0, 0, '', now(), 1, 'good', 80
      FROM bid;
    UPDATE referral SET state = 'cancelled';
    PERFORM dormancy_sweep(10);
    IF NOT EXISTS (SELECT FROM accreditation WHERE id = thing(7, 1)
                      AND state = 'active' AND dormancy_warnings = 0
                      AND quiet_since > now_utc() - interval '1 day') THEN
        RAISE EXCEPTION 'slept although it bid';
    END IF;
END $$;

-- Who leaves while suspended takes no bar away (R060).
UPDATE accreditation SET state = 'suspended', ground = 'safeguarding',
    failed = '["safeguarding"]' WHERE id = thing(7, 1);
INSERT INTO entry (id, application_id, establishment_id, category_id,
    provider_id, scheme_id, lead_id, state)
VALUES (thing(6, 9), thing(5, 1), thing(4, 1), thing(3, 5), org('d'),
        thing(3, 1), org('a'), 'accredited');
INSERT INTO accreditation (id, entry_id, establishment_id, category_id,
    provider_id, scheme_id, lead_id, listed, rating, core_score, core_pence,
    discounts)
VALUES (thing(7, 9), thing(6, 9), thing(4, 1), thing(3, 5), org('d'),
        thing(3, 1), org('a'), false, 'good', 80, '{}', '[]');
CREATE FUNCTION left_by(who integer) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('role', 'app_staff', true), enter(person(who));
    PERFORM accreditation_by_provider(thing(7, 1), 'withdrawn', 'x');
    PERFORM set_config('role', 'none', true);
    RETURN (SELECT concat_ws(' ', state, ground, failed) FROM accreditation
             WHERE id = thing(7, 9));
END $$;
DO $$
BEGIN
    IF left_by(6) <> 'active []' OR left_by(1) <> 'active []'
       OR left_by(5) <> 'suspended safeguarding ["safeguarding"]' THEN
        RAISE EXCEPTION 'left otherwise';
    END IF;
END $$;
