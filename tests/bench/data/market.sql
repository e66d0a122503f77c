-- market.sql - what the bench measures on: homes all over England, and the
-- referrals of twenty councils. Run as a superuser in a sandbox, which it
-- fills beyond use for anything else; again, with greater numbers, it grows.
-- SPDX-License-Identifier: Apache-2.0
--
-- :scheme, :category (listed) and :council come from the demo. :from_home to
-- :to_home and :from_referral to :to_referral are added; homes have ids made
-- of their numbers. Homes 1 to 1,000 are of twenty providers, who have a
-- session each: those that bid.
\set ON_ERROR_STOP on
-- Foreign keys are true by construction and not looked up a million times.
SET session_replication_role = replica;
SELECT lead_id FROM scheme WHERE id = :'scheme' \gset

CREATE FUNCTION pg_temp.nth(kind text, n bigint) RETURNS uuid
LANGUAGE sql IMMUTABLE AS $$
    SELECT (kind || '000000-0000-4000-8000-' || lpad(to_hex(n), 12, '0'))::uuid
$$;

INSERT INTO organisation (id, kind, name)
SELECT pg_temp.nth('b1', i), 'provider', 'Bench provider ' || i
  FROM generate_series(1, 400) AS i
ON CONFLICT DO NOTHING;
INSERT INTO organisation (id, kind, name)
SELECT pg_temp.nth('b2', i), 'authority', 'Bench council ' || i
  FROM generate_series(1, 19) AS i
ON CONFLICT DO NOTHING;
INSERT INTO app_user (id, organisation_id, name, email, role)
SELECT pg_temp.nth('b3', i), pg_temp.nth('b1', i), 'Bidder ' || i,
       'bidder-' || i || '@bench.example', 'provider'
  FROM generate_series(1, 20) AS i
ON CONFLICT DO NOTHING;
INSERT INTO session (id, organisation_id, user_id, role, expires_at)
SELECT pg_temp.nth('b4', i), pg_temp.nth('b1', i), pg_temp.nth('b3', i),
       'provider', now() + interval '1 day'
  FROM generate_series(1, 20) AS i
ON CONFLICT DO NOTHING;
INSERT INTO application (id, provider_id, scheme_id, lead_id, state)
SELECT pg_temp.nth('b5', i), pg_temp.nth('b1', i), :'scheme', :'lead_id',
       'decided'
  FROM generate_series(1, 400) AS i
ON CONFLICT DO NOTHING;

SELECT setseed(0.5);
INSERT INTO establishment (id, provider_id, name, line_1, town, postcode, grid,
    regulator_scheme, regulator_id, rating, capacity, vacancies, shown)
SELECT pg_temp.nth('b6', i),
       pg_temp.nth('b1', CASE WHEN i <= 1000 THEN 1 + i % 20
                              ELSE 21 + i % 380 END),
       'Home ' || i, '1 High Street', 'Town ' || i % 500, 'OX14PR',
       point(300000 + floor(random() * 330000),
             90000 + floor(random() * 450000)),
       'cqc', 'B-' || i, 'good', 40, i % 6, true
  FROM generate_series(:from_home, :to_home) AS i;
INSERT INTO entry (id, application_id, establishment_id, category_id,
    provider_id, scheme_id, lead_id, state)
SELECT pg_temp.nth('b7', i), pg_temp.nth('b5', p.n), pg_temp.nth('b6', i),
       :'category', pg_temp.nth('b1', p.n), :'scheme', :'lead_id', 'accredited'
  FROM generate_series(:from_home, :to_home) AS i,
       LATERAL (SELECT CASE WHEN i <= 1000 THEN 1 + i % 20
                            ELSE 21 + i % 380 END AS n) AS p;
INSERT INTO accreditation (id, entry_id, establishment_id, category_id,
    provider_id, scheme_id, lead_id, listed, rating, core_score, core_pence,
    discounts)
SELECT pg_temp.nth('b8', i), n.id, n.establishment_id, n.category_id,
       n.provider_id, n.scheme_id, n.lead_id, true, 'good', 80,
       '{"premises": 40000, "staffing": 60000}', '[]'
  FROM generate_series(:from_home, :to_home) AS i
  JOIN entry n ON n.id = pg_temp.nth('b7', i);

-- Every twentieth is the council's that asks; one a minute, newest first.
INSERT INTO referral (id, reference, council_id, scheme_id, category_id,
    lead_id, title, urgency, need_by, outcode, radius_miles,
    children, weights, needs, features, outcomes, choice_mode, deadline, state,
    created_by, created_at, published_at)
SELECT gen_random_uuid(), 'R-2026-B' || i,
       CASE i % 20 WHEN 0 THEN :'council'::uuid
                   ELSE pg_temp.nth('b2', i % 20) END,
       :'scheme', :'category', :'lead_id', 'Placement ' || i, 'standard',
       current_date + 30, 'OX1', 20, 1, '{"price": 50, "outcomes": 12, "needs": 8, "features": 5,'
       ' "location": 5, "core": 20}', '[]', '[]', '[]', 'none',
       now() + interval '5 days', 'open', gen_random_uuid(),
       now() - i * interval '1 minute', now() - i * interval '1 minute'
  FROM generate_series(:from_referral, :to_referral) AS i;

VACUUM ANALYZE organisation, app_user, session, application, establishment,
    entry, accreditation, referral;
