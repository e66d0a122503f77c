-- opened.sql - a referral whose bids were opened and evaluated, ready to be
-- ranked (B4). After market.sql.
-- SPDX-License-Identifier: Apache-2.0
--
-- :scheme, :category, :council, :officer from the demo; :id of the referral
-- and :bids, how many.
\set ON_ERROR_STOP on
SET session_replication_role = replica;
SELECT lead_id FROM scheme WHERE id = :'scheme' \gset

CREATE FUNCTION pg_temp.nth(kind text, n bigint) RETURNS uuid
LANGUAGE sql IMMUTABLE AS $$
    SELECT (kind || '000000-0000-4000-8000-' || lpad(to_hex(n), 12, '0'))::uuid
$$;

INSERT INTO referral (id, council_id, scheme_id, category_id, lead_id, title,
    urgency, need_by, outcode, radius_miles, children, weights,
    needs, features, outcomes, choice_mode, deadline, state, created_by,
    created_at, published_at, opened_at)
SELECT :'id', :'council', :'scheme', :'category', :'lead_id', 'To be ranked',
       'standard', current_date + 30, 'OX1', 20, 1,
       '{"price": 50, "outcomes": 12, "needs": 8, "features": 5,'
       ' "location": 5, "core": 20}',
       '[{"code": "night", "text": "Waking nights", "mark": 8}]',
       '[{"code": "garden", "text": "A garden", "must": false, "mark": 5}]',
       '[{"code": "home", "text": "At home within a year"}]', 'none',
       now() - interval '1 hour', 'opened', :'officer',
       now() - interval '1 year', now() - interval '1 year', now();
INSERT INTO referral_private (referral_id, council_id, lead_id,
    origin_postcode, origin, budget_pence)
VALUES (:'id', :'council', :'lead_id', 'OX14PR', point(450000, 200000), 200000);
INSERT INTO invitation (referral_id, establishment_id, provider_id,
    council_id, lead_id, accreditation_id, miles, rating, core_score,
    core_pence, discounts)
SELECT :'id', a.establishment_id, a.provider_id, :'council', :'lead_id', a.id,
       5 + i / 100.0, a.rating, a.core_score, a.core_pence, a.discounts
  FROM generate_series(1, :bids) AS i
  JOIN accreditation a ON a.id = pg_temp.nth('b8', i);
INSERT INTO bid (referral_id, establishment_id, provider_id, council_id,
    lead_id)
SELECT referral_id, establishment_id, provider_id, council_id, lead_id
  FROM invitation WHERE referral_id = :'id';
INSERT INTO bid_opened (bid_id, referral_id, establishment_id, provider_id,
    council_id, lead_id, content, price_pence, needs_met, features_met,
    sealed_sha256, received_at, miles, rating, core_score)
SELECT b.id, b.referral_id, b.establishment_id, b.provider_id, b.council_id,
       b.lead_id, '{}', 100000 + (i.miles * 100)::integer, 8, 5,
       encode(sha256(uuid_send(b.id)), 'hex'), now(), i.miles, i.rating,
       i.core_score
  FROM bid b
  JOIN invitation i USING (referral_id, establishment_id)
 WHERE b.referral_id = :'id';
INSERT INTO evaluation (bid_id, evaluator_id, council_id, lead_id, score,
    reason)
SELECT bid_id, :'officer', council_id, lead_id, 4, 'Specific and measurable'
  FROM bid_opened WHERE referral_id = :'id';
ANALYZE invitation, bid, bid_opened, evaluation;
