-- invited.sql - referrals of 1,000 invited homes each, open for bids: what B3
-- needs for one run, since a home bids once for each. After market.sql.
-- SPDX-License-Identifier: Apache-2.0
--
-- :scheme, :category, :council from the demo; :from_number to :to_number.
\set ON_ERROR_STOP on
SET session_replication_role = replica;
SELECT lead_id FROM scheme WHERE id = :'scheme' \gset

CREATE FUNCTION pg_temp.nth(kind text, n bigint) RETURNS uuid
LANGUAGE sql IMMUTABLE AS $$
    SELECT (kind || '000000-0000-4000-8000-' || lpad(to_hex(n), 12, '0'))::uuid
$$;

INSERT INTO referral (id, reference, council_id, scheme_id, category_id,
    lead_id, title, urgency, need_by, outcode, radius_miles,
    children, weights, needs, features, outcomes, choice_mode, deadline, state,
    created_by, created_at, published_at)
SELECT pg_temp.nth('b9', i), 'R-2026-C' || i, :'council', :'scheme',
       :'category', :'lead_id', 'Placement ' || i, 'standard',
       current_date + 30, 'OX1', 20, 1, '{"price": 50, "outcomes": 12, "needs": 8, "features": 5,'
       ' "location": 5, "core": 20}',
       '[{"code": "night", "text": "Waking nights", "mark": 8}]',
       '[{"code": "garden", "text": "A garden", "must": false, "mark": 5}]',
       '[{"code": "home", "text": "At home within a year"}]', 'none',
       now() + interval '5 days', 'open', gen_random_uuid(),
       now() - interval '1 year', now() - interval '1 year'
  FROM generate_series(:from_number, :to_number) AS i;
-- A key that nobody can open bids with: they are only put.
INSERT INTO referral_key (referral_id, council_id, lead_id, public_key, wrapped)
SELECT pg_temp.nth('b9', i), :'council', :'lead_id',
       decode('09' || repeat('00', 31), 'hex'), decode(repeat('00', 80), 'hex')
  FROM generate_series(:from_number, :to_number) AS i;
INSERT INTO invitation (referral_id, establishment_id, provider_id,
    council_id, lead_id, accreditation_id, miles, rating, core_score,
    core_pence, discounts)
SELECT pg_temp.nth('b9', r), a.establishment_id, a.provider_id, :'council',
       :'lead_id', a.id, 5 + i / 100.0, a.rating, a.core_score, a.core_pence,
       a.discounts
  FROM generate_series(:from_number, :to_number) AS r,
       generate_series(1, 1000) AS i
  JOIN accreditation a ON a.id = pg_temp.nth('b8', i);
-- Once: it has every connection plan its statements again.
SELECT :from_number = 1 AS first \gset
\if :first
VACUUM ANALYZE referral_key, invitation;
\endif
