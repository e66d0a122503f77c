-- All that a bid is checked against, by the clock of this moment: a statement
-- of its own, so that the clock is read after the locks were granted. The id
-- is that of the bid, or the one it will have.
--
-- $1 path.referral_id uuid, $2 path.establishment_id uuid
-- returns state text, now bigint, now_at text, received_at text,
--   deadline bigint, accreditation text, bid_id uuid, version integer,
--   standing boolean, children integer, regime text, core_cap_pence bigint,
--   terms text, public_key text (hexadecimal, NULL: there is no key),
--   witness text
SELECT r.state, (extract(epoch FROM clock.now) * 1000000)::bigint AS now,
       clock.now::text AS now_at, utc_text(clock.now) AS received_at,
       (extract(epoch FROM r.deadline) * 1000000)::bigint AS deadline,
       bidder_state(i.establishment_id, r.category_id || r.also_in, clock.now)
           AS accreditation,
       coalesce(b.id, gen_random_uuid()) AS bid_id,
       coalesce(b.version, 0) + 1 AS version,
       b.id IS NOT NULL AND b.withdrawn_at IS NULL AS standing,
       r.children,
       (SELECT s.regime FROM scheme s WHERE s.id = r.scheme_id) AS regime,
       coalesce(bidder_cap(i.accreditation_id, r.council_id, r.published_at),
                -1) AS core_cap_pence,
       json_build_object('needs', r.needs, 'features', r.features,
           'core_pence', i.core_pence, 'discounts', i.discounts)::text
           AS terms,
       (SELECT encode(k.public_key, 'hex') FROM referral_key k
         WHERE k.referral_id = r.id) AS public_key,
       (SELECT k.witness FROM referral_key k
         WHERE k.referral_id = r.id) AS witness
  FROM (SELECT now_utc() AS now) clock
 CROSS JOIN invitation i
  JOIN referral r ON r.id = i.referral_id
  LEFT JOIN bid b ON b.referral_id = i.referral_id
   AND b.establishment_id = i.establishment_id
 WHERE i.referral_id = $1 AND i.establishment_id = $2
   AND i.provider_id = (SELECT me_org());
