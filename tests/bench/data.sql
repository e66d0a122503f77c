-- data.sql - what the bench measures on: 20,000 homes, 100,000 referrals.
-- Run as the owner in a sandbox, which it fills beyond use for anything else.
-- SPDX-License-Identifier: Apache-2.0
--
-- :scheme, :category (listed) and :council come from the demo.
\set ON_ERROR_STOP on
SELECT lead_id FROM scheme WHERE id = :'scheme' \gset

INSERT INTO organisation (kind, name)
SELECT 'provider', 'Bench provider ' || i FROM generate_series(1, 400) AS i;
INSERT INTO organisation (kind, name)
SELECT 'authority', 'Bench council ' || i FROM generate_series(1, 19) AS i;

CREATE TEMPORARY TABLE bench_provider AS
SELECT id, row_number() OVER () AS n FROM organisation
 WHERE name LIKE 'Bench provider %';
CREATE TEMPORARY TABLE bench_council AS
SELECT id, row_number() OVER () AS n FROM organisation
 WHERE name LIKE 'Bench council %' OR id = :'council';

INSERT INTO application (provider_id, scheme_id, lead_id, state)
SELECT id, :'scheme', :'lead_id', 'decided' FROM bench_provider;

-- Homes lie all over England, from a fixed draw.
SELECT setseed(0.5);
INSERT INTO establishment (provider_id, name, line_1, town, postcode, grid,
    regulator_scheme, regulator_id, rating, capacity, vacancies)
SELECT p.id, 'Home ' || i, '1 High Street', 'Town ' || i % 500, 'OX14PR',
       point(300000 + floor(random() * 330000),
             90000 + floor(random() * 450000)),
       'cqc', 'B-' || i, 'good', 40, i % 6
  FROM generate_series(1, 20000) AS i
  JOIN bench_provider p ON p.n = 1 + i % 400;

INSERT INTO entry (application_id, establishment_id, category_id, provider_id,
    scheme_id, lead_id, state)
SELECT a.id, e.id, :'category', e.provider_id, :'scheme', :'lead_id',
       'accredited'
  FROM establishment e
  JOIN bench_provider p ON p.id = e.provider_id
  JOIN application a ON a.provider_id = e.provider_id;

INSERT INTO accreditation (entry_id, establishment_id, category_id,
    provider_id, scheme_id, lead_id, listed, rating, core_score, core_pence,
    discounts)
SELECT n.id, n.establishment_id, n.category_id, n.provider_id, n.scheme_id,
       n.lead_id, true, 'good', 80, '{}', '[]'
  FROM entry n
  JOIN bench_provider p ON p.id = n.provider_id;

INSERT INTO referral (council_id, scheme_id, category_id, lead_id, title,
    urgency, need_by, outcode, radius_miles, children, weights,
    needs, features, outcomes, choice_mode, deadline, state, created_by,
    created_at, published_at)
SELECT c.id, :'scheme', :'category', :'lead_id', 'Placement ' || i,
       'standard', current_date + 30, 'OX1', 20, 1,
       '{"price": 50, "outcomes": 12, "needs": 8, "features": 5,'
       ' "location": 5, "core": 20}', '[]', '[]', '[]', 'none',
       now() + interval '5 days', 'open', gen_random_uuid(),
       now() - i * interval '1 minute', now() - i * interval '1 minute'
  FROM generate_series(1, 100000) AS i
  JOIN bench_council c ON c.n = 1 + i % 20;

INSERT INTO referral_portrait (referral_id, council_id, lead_id, portrait,
    held, written_by)
SELECT id, council_id, lead_id,
       '{"age_band": "85+", "summary": "For the bench"}', false, created_by
  FROM referral;

VACUUM ANALYZE organisation, application, establishment, entry, accreditation,
    referral, referral_portrait;
